import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCheckout } from './checkout/main';
import { endWithParent } from './lifetime';
import { sendCustomers } from './load';
import { backfill, keepFeeding } from './recorded/feed';
import { Pyroscope } from './recorded/pyroscope';
import { readRecordings } from './recorded/recordings';
import { deployedAt, readOrders, rollout } from './recorded/rollout';
import { instancesOf } from './recorded/schedule';

/** The demo's data: a live service and recorded ones. README.md says what, and how the server and this process talk. */
async function runDemo(url: string, root: string): Promise<void> {
  const server = new Pyroscope(url);
  startShop();
  const profiles = join(root, 'standalone/demo/profiles');
  const orders = await readOrders(join(profiles, 'orders'));
  const now = Date.now();
  const instances = [
    ...instancesOf(await readRecordings(profiles)),
    ...rollout(orders, await deployedAt(server, orders, now)),
  ];
  const { pushed, alreadyThere, refusals } = await backfill(server, instances, now);
  keepFeeding(server, instances, now);
  if (refusals.length > 0) {
    console.error(`${refusals.length} of the windows of the past were refused, the first with: ${refusals[0]}`);
  }
  console.log(`back-filled: ${pushed} windows pushed, ${alreadyThere} were there`);
  process.send?.({ ready: true });
}

/** The shop is a process of its own: what its profiles show is the shop, not the work of making demo data. */
function startShop(): void {
  const shop = fork(fileURLToPath(import.meta.url), ['checkout']);
  const closed = new AbortController();
  shop.on('message', (message: { port: number }) => void sendCustomers(message.port, closed.signal));
  shop.on('exit', (code) => {
    closed.abort();
    console.error(`the demo's service checkout ended with code ${code}`);
  });
}

async function main(): Promise<void> {
  endWithParent();
  const serverAddress = process.env.SERVICE_PROFILES_URL?.replace(/\/+$/, '');
  if (!serverAddress) {
    throw new Error('SERVICE_PROFILES_URL says where to push the profiles to, and is not set');
  }
  const bundleFolder = dirname(fileURLToPath(import.meta.url));
  const root = join(bundleFolder, '../..');
  if (process.argv[2] === 'checkout') {
    await runCheckout({ serverAddress, bundleFolder, root });
  } else {
    await runDemo(serverAddress, root);
  }
}

main().catch((error: unknown) => {
  console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
