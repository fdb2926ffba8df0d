import fc from 'fast-check';
import { brushText, readBrush } from './brush';

test('a brush is read as it was written', () => {
  const time = fc.nat({ max: 2 ** 45 });
  const value = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e20, noNaN: true }));
  fc.assert(
    fc.property(time, time, value, value, fc.string(), (a, b, c, d, pod) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const [least, most] = [Math.min(c, d), Math.max(c, d)].map((one) => Math.round(one));
      const brush = { from, to, least, most, filters: [{ name: 'pod', op: '=' as const, value: pod }] };
      expect(readBrush(brushText(brush))).toEqual(brush);
    })
  );
  expect(readBrush('1700000000000,1700000060000,0,5e9,{pod="a"}')).toEqual({
    from: 1_700_000_000_000,
    to: 1_700_000_060_000,
    least: 0,
    most: 5e9,
    filters: [{ name: 'pod', op: '=', value: 'a' }],
  });
});

test.each([
  '',
  '1,2,3',
  '1,2,3,4',
  '2,1,0,1,{}',
  '1,2,5,4,{}',
  '1,2,0,1e999,{}',
  '1,2,-1,4,{}',
  'a,2,3,4,{}',
  '1,2,3,4,{}x',
])('%j is none', (text) => expect(readBrush(text)).toBeUndefined());
