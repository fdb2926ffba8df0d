import type { AddressInfo } from 'node:net';
import { startProfiler } from './profiler';
import { createCheckoutServer } from './server';

export interface CheckoutOptions {
  serverAddress: string;
  bundleFolder: string;
  root: string;
}

/** Runs the shop on a free port of this machine, profiled, and tells the parent process the port. */
export async function runCheckout(options: CheckoutOptions): Promise<void> {
  const tags = { namespace: 'shop', region: 'us-central', version: 'v1', pod: 'checkout-0' };
  await startProfiler({ ...options, appName: 'checkout', tags });
  const server = createCheckoutServer();
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}
