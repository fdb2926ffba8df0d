import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from './checkout/random';

/** Requests a second come and go in waves, so that the charts have something to show. */
const MEAN_RATE = 4;
const WAVE_RATE = 2.5;
const WAVE_MS = 6 * 60_000;

const ADJECTIVES = [
  'amber',
  'bold',
  'calm',
  'deep',
  'early',
  'fresh',
  'grand',
  'hardy',
  'ideal',
  'jolly',
  'keen',
  'light',
];

/** Sends customers to the shop at `port` until `signal` is aborted: mostly searches, some orders, now and then a report. */
export async function sendCustomers(port: number, signal: AbortSignal): Promise<void> {
  const random = randomFrom(7);
  while (!signal.aborted) {
    const rate = MEAN_RATE + WAVE_RATE * Math.sin((2 * Math.PI * Date.now()) / WAVE_MS);
    // Arrivals of independent customers are exponentially distributed.
    const pause = (-Math.log(1 - random()) / rate) * 1_000;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    void sendRequest(port, random, signal).catch(() => undefined);
  }
}

async function sendRequest(port: number, random: () => number, signal: AbortSignal): Promise<void> {
  const base = `http://127.0.0.1:${port}`;
  const pick = random();
  let response: Response;
  if (pick < 0.62) {
    response = await fetch(`${base}/search?q=${encodeURIComponent(searchText(random))}`, { signal });
  } else if (pick < 0.96) {
    response = await fetch(`${base}/orders`, { method: 'POST', body: JSON.stringify(cart(random)), signal });
  } else {
    response = await fetch(`${base}/report`, { signal });
  }
  await response.arrayBuffer();
}

/** Every customer likes another number, so most searches are new to the shop's cache. */
function searchText(random: () => number): string {
  const word = () => ADJECTIVES[Math.floor(random() * ADJECTIVES.length)];
  return `${word()} ${word()} ${Math.floor(random() * 200)}`;
}

function cart(random: () => number) {
  const lines = Array.from({ length: 4 + Math.floor(random() * 12) }, () => ({
    sku: `SKU-${String(Math.floor(random() * 900)).padStart(5, '0')}`,
    quantity: 1 + Math.floor(random() * 3),
  }));
  return { customer: `customer-${Math.floor(random() * 500)}`, lines };
}
