import { join } from 'node:path';
import { Profile } from 'pprof-format';
import type { Pyroscope } from './pyroscope';
import type { Recording } from './recordings';
import { deployedAt, NEW_VERSION, readOrders, rollout } from './rollout';
import { dueWindows } from './schedule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2030, 0, 1, 12, 0, 30);
const DEPLOYED = NOW - 24.5 * MINUTE;

let orders: Recording[];
beforeAll(async () => {
  orders = await readOrders(join(__dirname, '../profiles/orders'));
});

const versions = (from: number, region: string) =>
  new Set(
    dueWindows(rollout(orders, DEPLOYED), from, from + 20 * MINUTE)
      .filter(({ instance }) => instance.labels.region === region)
      .map(({ recording }) => recording.labels.version)
  );

/** A server that has profiles of these times. */
const serverWith = (...times: number[]) =>
  ({
    timesOf: async (_type: string, { version }: Record<string, string>, start: number, end: number) =>
      new Set(version === NEW_VERSION ? times.filter((time) => time >= start && time <= end) : []),
  }) as unknown as Pyroscope;

it('has eight recorded minutes of each version, of 100 samples a second of a busy core, without the place of the program', () => {
  expect(orders).toHaveLength(16);
  for (const { labels, profiles } of orders) {
    expect(labels).toMatchObject({ service_name: 'orders', namespace: 'shop' });
    const [{ profileTypeId, duration, message }] = profiles;
    expect(profileTypeId).toBe('process_cpu:samples:count:cpu:nanoseconds');
    expect(Number(duration) / 6e10).toBeCloseTo(1, 1);
    const profile = Profile.decode(message);
    expect(Number(profile.period)).toBe(1e7);
    expect(profile.stringTable.strings.filter((text) => /^\/(?!usr\/local\/go)/.test(text))).toEqual([]);
  }
});

it('tells of a function that takes more than twice the share in the new version', () => {
  const share = (version: string) => {
    const [own, all] = orders
      .filter(({ labels }) => labels.version === version)
      .map(({ profiles }) => selfOf(Profile.decode(profiles[0].message), 'main.discount'))
      .reduce(([own, all], [some, whole]) => [own + some, all + whole], [0, 0]);
    return own / all;
  };
  expect(share('2.30')).toBeGreaterThan(0.06);
  expect(share(NEW_VERSION)).toBeGreaterThan(2 * share('2.30'));
});

it('has the new version in one region, from its minute on', () => {
  expect(versions(NOW - HOUR, 'eu-west')).toEqual(new Set(['2.30']));
  expect(versions(DEPLOYED, 'eu-west')).toEqual(new Set([NEW_VERSION]));
  expect(versions(DEPLOYED, 'us-central')).toEqual(new Set(['2.30']));
  expect(versions(DEPLOYED - 20 * MINUTE, 'eu-west')).toEqual(new Set(['2.30']));
});

it('goes back far enough for a comparison with the hour before to know what is usual', () => {
  for (const { past } of rollout(orders, DEPLOYED)) {
    expect(past).toBeGreaterThan(8 * HOUR);
  }
});

it('is 35 minutes old when the demo starts, and stays where it was when it starts again', async () => {
  expect(await deployedAt(serverWith(), orders, NOW)).toBe(NOW - 35.5 * MINUTE);
  const before = [NOW - 47 * MINUTE, NOW - 46 * MINUTE];
  expect(await deployedAt(serverWith(...before), orders, NOW)).toBe(NOW - 47.5 * MINUTE);
  // Yesterday's is told anew.
  expect(await deployedAt(serverWith(NOW - 20 * HOUR), orders, NOW)).toBe(NOW - 35.5 * MINUTE);
});

function selfOf({ sample, location, function: functions, stringTable }: Profile, name: string): [number, number] {
  const names = new Map(functions.map((f) => [f.id, stringTable.strings[Number(f.name)]]));
  const leaves = new Map(location.map(({ id, line }) => [id, names.get(line[0]?.functionId)]));
  const of = (some: Profile['sample']) => some.reduce((sum, { value }) => sum + Number(value[0]), 0);
  return [of(sample.filter(({ locationId }) => leaves.get(locationId[0]) === name)), of(sample)];
}
