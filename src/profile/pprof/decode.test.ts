import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { deriveInSteps, derivedOf } from '../derived';
import { drained } from '../steps';
import { ProfileDecoder, readyWorker, type DecodeAnswer } from './decode';
import type { DecodeRequest } from './decodeInSteps';
import { profileFromPprof } from './profile';

const FILE = join(__dirname, '../../../standalone/demo/profiles/tsc/tsc.pb.gz');
const bytes = () => new Uint8Array(gunzipSync(readFileSync(FILE)));
const never = new AbortController().signal;

/** A worker that lives in this thread: its side of the messages is the test's. */
class FakeWorker {
  onmessage: ((event: { data: DecodeAnswer }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  sent: unknown[] = [];
  transferred: unknown[] = [];
  terminated = false;
  postMessage(data: DecodeRequest, transfer: unknown[]) {
    this.sent.push(data);
    this.transferred.push(...transfer);
  }
  terminate() {
    this.terminated = true;
  }
}

const made = (worker: FakeWorker) => new ProfileDecoder(() => worker as unknown as Worker);
const settle = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => jest.useRealTimers());

describe('ProfileDecoder', () => {
  it.each<[string, () => Worker]>([
    [
      'throws',
      () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    ],
    [
      'fails to load',
      () => {
        const worker = new FakeWorker();
        setTimeout(() => worker.onerror?.({ message: 'blocked' }));
        return worker as unknown as Worker;
      },
    ],
  ])('decodes in slices where a worker %s', async (_, start) => {
    const decoded = await new ProfileDecoder(start).decode(
      { parts: [bytes()], sampleType: 'wall', wanted: 'profile' },
      never
    );
    expect(decoded).toEqual(profileFromPprof(bytes(), 'wall'));
  });

  it('takes a worker that says nothing for none, and ends it', async () => {
    jest.useFakeTimers();
    const worker = new FakeWorker();
    const ready = readyWorker(() => worker as unknown as Worker);
    await jest.advanceTimersByTimeAsync(4999);
    expect(worker.terminated).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(worker.terminated).toBe(true);
    expect(await ready).toBeUndefined();
  });

  it('lets other work in between slices, and stops on abort', async () => {
    const stop = new AbortController();
    const decoder = new ProfileDecoder(() => {
      throw new Error('no workers');
    });
    // The clock of a slow machine: each look at it is ten milliseconds later.
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 10));
    const result = decoder.decode({ parts: [bytes()], sampleType: 'wall', wanted: 'profile' }, stop.signal);
    setTimeout(() => stop.abort());
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    jest.restoreAllMocks();
  });

  it('hands the bytes over to a worker that is ready', async () => {
    const worker = new FakeWorker();
    const decoder = made(worker);
    const parts = [Uint8Array.of(1), Uint8Array.of(2)];
    const result = decoder.decode({ parts, sampleType: 'cpu', wanted: 'profile' }, never);
    await settle();
    expect(worker.sent).toEqual([]);
    worker.onmessage?.({ data: { kind: 'ready' } });
    await settle();
    expect(worker.sent).toEqual([{ parts, sampleType: 'cpu', wanted: 'profile' }]);
    expect(worker.transferred).toEqual(parts.map(({ buffer }) => buffer));
    const profile = profileFromPprof(bytes(), 'wall');
    const derived = drained(deriveInSteps({ ...profile }, true));
    worker.onmessage?.({ data: { kind: 'decoded', decoded: profile, derived } });
    expect(await result).toBe(profile);
    // What the worker derived is not derived again.
    expect(derivedOf(profile, 'rows')).toBe(derived?.rows);
    decoder.close();
    await settle();
    expect(worker.terminated).toBe(true);
  });

  it('fails in the words of the worker, and on abort', async () => {
    const worker = new FakeWorker();
    const stop = new AbortController();
    const ask = async () => {
      const result = made(worker).decode({ parts: [], sampleType: 'cpu', wanted: 'profile' }, stop.signal);
      worker.onmessage?.({ data: { kind: 'ready' } });
      await settle();
      return { result };
    };
    const { result } = await ask();
    worker.onmessage?.({ data: { kind: 'failed', code: 'bad-pprof', message: 'This is not a pprof: it is cut off.' } });
    await expect(result).rejects.toMatchObject({ name: 'ProfileInputError', code: 'bad-pprof' });
    const { result: second } = await ask();
    stop.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  });
});
