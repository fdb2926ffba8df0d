import { ensureBuilt } from '../standalone/setup.mjs';
import { mutateRequests } from './mutate-requests.mjs';

jest.setTimeout(300_000);

test('2,000 mutated requests end neither the server nor any request without a meant answer', async () => {
  await ensureBuilt({ server: true, page: true }, { say: () => undefined });
  const { sent, byStatus, unmeant } = await mutateRequests(2_000);
  expect(unmeant).toEqual([]);
  expect(sent).toBe(2_000);
  // They reach what they are made for, and are not all refused at the door.
  expect(byStatus['200']).toBeGreaterThan(200);
  expect(byStatus['400']).toBeGreaterThan(200);
});
