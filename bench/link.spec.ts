import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@grafana/plugin-e2e';
import type { BrowserContext } from '@playwright/test';
import { pathOf, recorded, seeded } from '../tests/data';
import { seedProfiles } from '../tests/seed';
import { test } from '../tests/signedIn';

const PAGE = '/a/oss-serviceprofiles-app/service/profiles';

interface Seen {
  /** milliseconds from the start of the navigation until the frame in which it is there */
  at: number;
  query: { start: number; took: number } | undefined;
  /** milliseconds until then in which a whole profile was on its way */
  waited: number;
}

/** A state's message, a graph with something painted, or the same of a comparison. */
type Wanted = 'message' | 'graph' | 'comparison';

/** Notes in each frame whether what is waited for is on screen. */
function watchFrames(wanted: Wanted) {
  const there = () => {
    if (wanted === 'message') {
      return (document.querySelector('[data-testid="state-message"]')?.getBoundingClientRect().height ?? 0) > 0;
    }
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
    if (!canvas || canvas.width === 0) {
      return false;
    }
    if (wanted === 'comparison' && !document.querySelector('[data-testid="comparison"]')) {
      return false;
    }
    const pixels = canvas.getContext('2d')?.getImageData(canvas.width / 2, 0, 1, 20).data ?? [];
    return pixels.some((byte) => byte > 0);
  };
  const look = () => {
    if (document.body && there()) {
      const asked = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => /\/api\/ds\/query|\/SelectMergeProfile/.test(name));
      const first = asked.sort((a, b) => a.startTime - b.startTime)[0];
      const query = first && { start: first.startTime, took: first.duration };
      const at = performance.now();
      let [waited, until] = [0, 0];
      for (const { name, startTime, responseEnd } of asked) {
        if (name.includes('/SelectMergeProfile') && startTime < at) {
          const end = Math.min(responseEnd, at);
          waited += Math.max(0, end - Math.max(startTime, until));
          until = Math.max(until, end);
        }
      }
      Object.assign(window, { benchSeen: { at, query, waited } });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** Opens the link in a new tab, as a click on one in a chat would. */
async function open(context: BrowserContext, link: string, wanted: Wanted): Promise<Seen> {
  const page = await context.newPage();
  try {
    await page.addInitScript(watchFrames, wanted);
    await page.goto(link, { waitUntil: 'commit' });
    const seen = await page.waitForFunction(() => (window as unknown as { benchSeen?: Seen }).benchSeen);
    return (await seen.jsonValue())!;
  } finally {
    await page.close();
  }
}

const MINUTE = 60_000;
/** Half an hour is shown in so many windows, as long as that. */
const WINDOWS = 12;
const WINDOW_MS = 2.5 * MINUTE;

/** A request for a graph; milliseconds since the epoch. */
interface Asked {
  start: number;
  end: number;
  isWhole: boolean;
}

const RUNS = Number(process.env.BENCH_LINK_RUNS);
const write = (name: string, runs: object[]) =>
  writeFileSync(join(process.env.BENCH_LINK_OUT!, `${name}.json`), JSON.stringify(runs));

const linkTo = (query: Record<string, string | number>) =>
  `${PAGE}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;

/** The bare page and the picture in turn, in one browser whose cache the first, uncounted round has filled. */
test('from the link to the picture', async ({ context }) => {
  const query = { service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range };
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const bare = await open(context, PAGE, 'message');
    const link = await open(context, linkTo(query), 'graph');
    expect(bare.query, 'a bare page asks nothing').toBeUndefined();
    if (i > 0) {
      runs.push({ bare: bare.at, link: link.at, query: link.query!.took, asked: link.query!.start });
    }
  }
  write('link', runs);
});

/** A profile of 67k nodes, and the same beside another selector's of as many, in turn; what the server takes is left out. */
test('from the link to a comparison', async ({ context }) => {
  const { labels } = recorded.find(({ labels: { service_name: name } }) => name === 'tsc')!;
  const query = {
    service_name: labels.service_name,
    namespace: seeded().namespaceOf(labels.namespace),
    type: 'wall:wall',
    ...seeded().range,
  };
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const single = await open(context, linkTo(query), 'graph');
    const both = await open(context, linkTo({ ...query, vs_filters: `{version="${labels.version}"}` }), 'comparison');
    if (i > 0) {
      runs.push({ single: single.at - single.waited, compared: both.at - both.waited });
    }
  }
  write('compared', runs);
});

/** Half an hour of a service in windows: how long they take, from the first question to the last answer, beside its whole profile. */
test('twelve windows of a range', async ({ context }, { project }) => {
  const profiles = recorded.filter(({ file }) => /^pyroscope\/.*process_cpu\.cpu\./.test(file));
  const labels = { service_name: `windows-${Date.now()}`, namespace: seeded().namespaceOf('monitoring') };
  // Windows begin at multiples of their length.
  const to = Math.floor((Date.now() - 5 * MINUTE) / WINDOW_MS) * WINDOW_MS;
  const from = to - WINDOWS * WINDOW_MS;
  await seedProfiles(
    process.env.PYROSCOPE_URL ?? String(project.use.baseURL),
    Array.from({ length: 30 }, (_, minute) => ({
      file: pathOf(profiles[minute % profiles.length]),
      name: 'process_cpu',
      labels,
      time: from + (minute + 0.5) * MINUTE,
    }))
  );
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const page = await context.newPage();
    const asked: Asked[] = [];
    page.on('requestfinished', (request) => {
      const isGraph = /"queryType":"profile"/.test(request.postData() ?? '') && /ds\/query/.test(request.url());
      const isWhole = request.url().includes('/SelectMergeProfile');
      if (isGraph || isWhole) {
        const { startTime, responseEnd } = request.timing();
        asked.push({ start: startTime, end: startTime + responseEnd, isWhole });
      }
    });
    await page.goto(linkTo({ ...labels, from, to, type: 'process_cpu:cpu', over: 'main.main' }));
    // Windows are asked for when the picture is there; what raced the whole profile began before that.
    const windowsOf = (whole: Asked | undefined) =>
      asked.filter(({ start }) => whole !== undefined && start >= whole.end);
    const wholeOf = () => asked.find(({ isWhole }) => isWhole);
    await expect.poll(() => windowsOf(wholeOf()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(WINDOWS);
    await expect(page.getByTestId('over-time').getByRole('status')).toHaveCount(0);
    const whole = wholeOf()!;
    const windows = windowsOf(whole);
    if (i > 0) {
      const [first, last] = [windows.map(({ start }) => start), windows.map(({ end }) => end)];
      runs.push({ whole: whole.end - whole.start, windows: Math.max(...last) - Math.min(...first) });
    }
    await page.close();
  }
  write('windows', runs);
});
