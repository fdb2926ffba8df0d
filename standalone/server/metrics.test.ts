import { openTestServer } from './testServer';

describe('GET /metrics', () => {
  it('counts answers by route and status, and says what the store says, now', async () => {
    let profiles = 1;
    const server = await openTestServer({ stats: async () => ({ profiles: profiles++, usedBytes: 7 }) });
    const scrape = async () => (await server.app.inject('/metrics')).body;
    await server.app.inject('/ready');
    await server.app.inject('/a/page/1');
    await server.app.inject('/a/page/2');
    await server.app.inject('/api/user?token=secret');
    await server.app.inject({ url: '/ready', headers: { host: 'attacker.example' } });
    expect(await scrape()).toContain('service_profiles_store_profiles 1\n');
    const text = await scrape();
    expect(text).toContain('service_profiles_store_profiles 2\n');
    expect(text).toContain('service_profiles_store_used_bytes 7\n');
    const counts = [...text.matchAll(/^service_profiles_request_duration_seconds_count\{(.*)\} (\d+)$/gm)];
    expect(counts.map(([, labels, count]) => `${labels} ${count}`)).toEqual(
      expect.arrayContaining([
        'method="GET",route="/ready",status="200" 1',
        'method="GET",route="/ready",status="403" 1',
        'method="GET",route="page",status="503" 2',
        'method="GET",route="/api/user",status="200" 1',
        'method="GET",route="/metrics",status="200" 1',
      ])
    );
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    await server.close();
  });
});
