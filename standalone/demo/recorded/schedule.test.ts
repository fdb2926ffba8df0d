import fc from 'fast-check';
import type { Recording } from './recordings';
import { dueWindows, instancesOf } from './schedule';

const HOUR = 3_600_000;

function recording(service_name: string, region: string, version: string): Recording {
  return { labels: { service_name, namespace: 'ns', region, version }, profiles: [] };
}

const recordings = [
  recording('api', 'us', 'v2'),
  recording('api', 'us', 'v1'),
  recording('api', 'eu', 'v1'),
  recording('api', 'eu', 'v2'),
  recording('tsc', 'eu', 'v1'),
];
const instances = instancesOf(recordings);

describe('instancesOf', () => {
  it('makes one pod a service and region, each at its own second of the minute', () => {
    const pods = instances.map(({ labels, versions }) => [labels.pod, versions.map((v) => v.labels.version).join()]);
    expect(Object.fromEntries(pods)).toEqual({ 'api-0': 'v1,v2', 'api-1': 'v1,v2', 'tsc-0': 'v1' });
    expect(new Set(instances.map(({ offset }) => offset)).size).toBe(3);
  });
});

describe('dueWindows', () => {
  it('fills any hour with sixty windows an instance, a minute apart, of every version', () => {
    fc.assert(
      fc.property(fc.integer({ min: HOUR, max: 2e12 }), (end) => {
        const due = dueWindows(instances, end - HOUR, end);
        for (const instance of instances) {
          const own = due.filter((window) => window.instance === instance);
          expect(own).toHaveLength(60);
          expect(own[59].time - own[0].time).toBe(59 * 60_000);
          expect(new Set(own.map((window) => window.recording))).toEqual(new Set(instance.versions));
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
