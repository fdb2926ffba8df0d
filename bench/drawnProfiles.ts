import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Profile, Sample } from 'pprof-format';
import { seededRandom } from './page/random';

/** Of Go's CPU profiles, in nanoseconds. */
const PERIOD = 10_000_000;

/**
 * Profiles as a service sends them all the time: each has some samples of a recorded one, drawn by weight, so that it has a
 * part of the stacks, and as many of them as it would have by itself.
 * @param files gzipped pprofs of one sample type, of which the drawn ones take turns
 * @param samples of each drawn one
 * @returns pprofs without a time
 */
export function drawnProfiles(files: readonly string[], count: number, samples: number): Uint8Array[] {
  const random = seededRandom(1);
  const recorded = files.map((file) => {
    const profile = Profile.decode(gunzipSync(readFileSync(file)));
    let sum = 0;
    return { profile, stacks: profile.sample, until: profile.sample.map(({ value }) => (sum += Number(value[0]))) };
  });
  return Array.from({ length: count }, (_, i) => {
    const { profile, stacks, until } = recorded[i % recorded.length];
    const times = new Map<number, number>();
    for (let n = 0; n < samples; n++) {
      const at = random() * until[until.length - 1];
      const stack = until.findIndex((end) => at < end);
      times.set(stack, (times.get(stack) ?? 0) + 1);
    }
    profile.sample = Array.from(times, ([stack, n]) => {
      const { locationId } = stacks[stack];
      return new Sample({ locationId, value: [n * PERIOD] });
    });
    return profile.encode();
  });
}
