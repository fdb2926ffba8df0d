import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Profile } from 'pprof-format';
import { Stamper } from './stamp';

const profile = new Profile({ period: 7, defaultSampleType: 0, sample: [{ locationId: [1], value: [42] }] });

describe('Stamper', () => {
  it('dates a profile to the millisecond and leaves the rest as it was', () => {
    const stamper = new Stamper(profile.encode());
    fc.assert(
      fc.property(fc.nat({ max: 4e12 }), fc.bigInt({ min: BigInt(0), max: BigInt(1e15) }), (time, duration) => {
        const stamped = Profile.decode(gunzipSync(stamper.at(time, duration)));
        expect(BigInt(stamped.timeNanos)).toBe(BigInt(time) * BigInt(1e6));
        expect(BigInt(stamped.durationNanos)).toBe(duration);
        expect(Number(stamped.period)).toBe(7);
        expect(stamped.sample.map((sample) => sample.value.map(Number))).toEqual([[42]]);
      })
    );
  });

  it('wins over a time that the message carries', () => {
    const dated = new Profile({ timeNanos: BigInt(1), durationNanos: BigInt(2) });
    const stamped = Profile.decode(gunzipSync(new Stamper(dated.encode()).at(5, BigInt(6))));
    expect([stamped.timeNanos, stamped.durationNanos].map(Number)).toEqual([5_000_000, 6]);
  });
});
