import { createHash } from 'node:crypto';
import { digestOf } from './digest';

const digestBy = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const content = new Uint8Array(2 ** 20 + 1).fill(7);
const digest = digestBy(content);

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
  expect(await digestOf(file, new Uint8Array(content.length))).toBe(digest);
  expect([sent, ended]).toEqual([[file], true]);
});

it('of a small file is found at once: no worker is started, and the file is not read again', async () => {
  let started = 0;
  (globalThis as { Worker?: unknown }).Worker = class {
    constructor() {
      started++;
    }
    terminate() {}
  };
  const small = new TextEncoder().encode('main;read 3\n');
  const file = new Blob([]);
  file.arrayBuffer = () => Promise.reject(new Error('The file was read again.'));
  expect(await digestOf(file, small)).toBe(digestBy(small));
  expect(started).toBe(0);
});

it('is found in slices where workers are not allowed', async () => {
  expect(await digestOf(new Blob([content]), content)).toBe(digest);
});
