import { stoppedBy } from './abort';

/** Of many small questions: more would only wait for one another on the server. */
export const MANY_AT_ONCE = 4;

/**
 * Asks about each item, in their order, so many at a time. All end, down to the server, when `signal` aborts, and when
 * one fails.
 * @throws what the first that failed did
 */
export async function askAtOnce<Item>(
  count: number,
  items: readonly Item[],
  ask: (item: Item, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal
): Promise<void> {
  const stop = stoppedBy(signal);
  const left = items.values();
  const askNext = async () => {
    for (const item of left) {
      await ask(item, stop.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: count }, askNext));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
