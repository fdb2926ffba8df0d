import fc from 'fast-check';
import type { Recording } from './recordings';
import { dueWindows, instancesOf } from './schedule';

const HOUR = 3_600_000;

function recording(service_name: string, region: string, version: string, seconds = 60): Recording {
  const duration = BigInt(seconds * 1e9);
  const profile = { file: '', name: '', profileTypeId: '', message: new Uint8Array(), duration };
  return { labels: { service_name, namespace: 'ns', region, version }, profiles: [profile] };
}

const recordings = [
  recording('api', 'us', 'v2'),
  recording('api', 'us', 'v1'),
  recording('api', 'eu', 'v1'),
  recording('api', 'eu', 'v2'),
  recording('tsc', 'eu', 'v1', 9),
];
const instances = instancesOf(recordings);

describe('instancesOf', () => {
  it('makes one pod a service and region, each at its own second of the minute', () => {
    const pods = instances.map(({ labels, recordings }) => [
      labels.pod,
      recordings.map((v) => v.labels.version).join(),
    ]);
    expect(Object.fromEntries(pods)).toEqual({ 'api-0': 'v1,v2', 'api-1': 'v1,v2', 'tsc-0': 'v1' });
    expect(new Set(instances.map(({ offset }) => offset)).size).toBe(3);
  });
});

describe('dueWindows', () => {
  it('fills any hour with sixty windows an instance, or twelve of a short run, of every version', () => {
    fc.assert(
      fc.property(fc.integer({ min: HOUR, max: 2e12 }), (end) => {
        const due = dueWindows(instances, end - HOUR, end);
        for (const instance of instances) {
          const own = due.filter((window) => window.instance === instance);
          const minutes = instance.labels.service_name === 'tsc' ? 5 : 1;
          expect(own).toHaveLength(60 / minutes);
          expect(own[own.length - 1].time - own[0].time).toBe((60 - minutes) * 60_000);
          expect(new Set(own.map((window) => window.recording))).toEqual(new Set(instance.recordings));
        }
      })
    );
  });

  it('gives the same windows however often and in whatever pieces one asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.array(fc.nat({ max: HOUR })), (start, cuts) => {
        const ends = [...cuts, HOUR].sort((a, b) => a - b).map((cut) => start + cut);
        const pieces = ends.flatMap((end, i) => dueWindows(instances, ends[i - 1] ?? start, end));
        expect(pieces).toEqual(dueWindows(instances, start, start + HOUR));
      })
    );
  });

  it('orders them by time', () => {
    const times = dueWindows(instances, 0, HOUR).map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
