import fc from 'fast-check';
import { brushed } from '../../../pyroscope/singleProfiles';
import { areaOf } from './area';

const SPAN = { from: 1_700_000_000_000, to: 1_700_003_600_000 };

test('a rectangle from corner to corner has every profile, whatever the corners order', () => {
  const profile = fc.record({
    id: fc.uuid(),
    time: fc.integer({ min: SPAN.from, max: SPAN.to }),
    value: fc.nat(),
    instance: fc.constant(''),
  });
  fc.assert(
    fc.property(fc.array(profile, { minLength: 1 }), (profiles) => {
      const area = areaOf(SPAN, profiles);
      const [low, high] = [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ];
      for (const brush of [area.between(low, high), area.between(high, low)]) {
        expect(brushed(profiles, { ...brush, filters: [] })).toEqual(profiles);
      }
    })
  );
});

test('a dot lies in the rectangle that is dragged around it, and in none beside it', () => {
  const profiles = [{ id: 'a', time: SPAN.from + 1_800_000, value: 50, instance: '' }];
  const area = areaOf(SPAN, profiles);
  expect(area.place(SPAN.from + 1_800_000, 0)).toEqual({ left: '50%', bottom: '0%' });
  const around = area.between({ x: 0.4, y: 0.8 }, { x: 0.6, y: 1 });
  const below = area.between({ x: 0.4, y: 0 }, { x: 0.6, y: 0.8 });
  expect([around, below].map((brush) => brushed(profiles, { ...brush, filters: [] }).length)).toEqual([1, 0]);
  expect(area.box({ ...around, filters: [] })).toMatchObject({ left: '40%' });
});
