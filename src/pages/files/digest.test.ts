import { createHash } from 'node:crypto';
import { digestOf } from './digest';

const content = new TextEncoder().encode('main;read 3\n');
const digest = createHash('sha256').update(content).digest('hex');

afterEach(() => {
  delete (globalThis as { Worker?: unknown }).Worker;
});

it('is found by a worker, which gets the file and is ended then', async () => {
  const sent: unknown[] = [];
  let ended = false;
  (globalThis as { Worker?: unknown }).Worker = class {
    onmessage?: (event: { data: string }) => void;
    constructor() {
      setTimeout(() => this.onmessage?.({ data: '' }));
    }
    postMessage(file: Blob) {
      sent.push(file);
      setTimeout(() => this.onmessage?.({ data: digest }));
    }
    terminate() {
      ended = true;
    }
  };
  const file = new Blob([content]);
  expect(await digestOf(file, new Uint8Array(0))).toBe(digest);
  expect([sent, ended]).toEqual([[file], true]);
});

it('is found in slices where workers are not allowed', async () => {
  expect(await digestOf(new Blob([content]), content)).toBe(digest);
});
