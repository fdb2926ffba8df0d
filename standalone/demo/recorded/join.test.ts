import { Function, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import { joinSampleTypes, textOf } from './join';

/** A profile of one sample type with a function a letter; ids differ from profile to profile with `firstId`. */
function profileOf(type: string, samples: Record<string, number>, firstId: number): Profile {
  const stringTable = new StringTable();
  const letters = [...new Set(Object.keys(samples).join(''))];
  const idOf = (letter: string) => firstId + letters.indexOf(letter);
  return new Profile({
    stringTable,
    sampleType: [new ValueType({ type: stringTable.dedup(type), unit: stringTable.dedup(`${type} unit`) })],
    sample: Object.entries(samples).map(
      ([stack, value]) => new Sample({ locationId: [...stack].map(idOf), value: [value] })
    ),
    location: letters.map((l) => new Location({ id: idOf(l), line: [new Line({ functionId: idOf(l), line: 3 })] })),
    function: letters.map((l) => new Function({ id: idOf(l), name: stringTable.dedup(l) })),
  });
}

const typesOf = (profile: Profile) =>
  profile.sampleType.map(({ type, unit }) => [type, unit].map((i) => textOf(profile, i)));
const valuesOf = (profile: Profile) => profile.sample.map(({ value }) => value);

describe('joinSampleTypes', () => {
  it('puts the values of the same stack side by side, whatever the order and ids', () => {
    const profile = profileOf('contentions', { ab: 1, b: 2 }, 1);
    expect(joinSampleTypes(profile, profileOf('delay', { b: 20, ab: 10 }, 7))).toBe(true);
    const read = Profile.decode(profile.encode());
    expect(typesOf(read)).toEqual([
      ['contentions', 'contentions unit'],
      ['delay', 'delay unit'],
    ]);
    expect(valuesOf(read)).toEqual([
      [1, 10],
      [2, 20],
    ]);
  });

  it.each([
    ['a stack is missing', { ab: 1 }],
    ['there is another one', { ab: 1, b: 2, a: 3 }],
    ['one differs', { ab: 1, a: 2 }],
  ])('leaves the profile alone when %s', (_, samples) => {
    const profile = profileOf('alloc', { ab: 1, b: 2 }, 1);
    expect(joinSampleTypes(profile, profileOf('inuse', samples, 1))).toBe(false);
    expect(typesOf(profile)).toHaveLength(1);
    expect(valuesOf(profile)).toEqual([[1], [2]]);
  });
});
