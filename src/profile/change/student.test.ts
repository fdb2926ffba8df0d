import fc from 'fast-check';
import { beyondChance, chanceBeyond } from './student';

test('the tables of the t distribution', () => {
  expect(chanceBeyond(12.706, 1)).toBeCloseTo(0.05, 5);
  expect(chanceBeyond(2.228139, 10)).toBeCloseTo(0.05, 6);
  expect(chanceBeyond(3.169273, 10)).toBeCloseTo(0.01, 6);
  expect(chanceBeyond(1.959964, 1e7)).toBeCloseTo(0.05, 5);
  expect(chanceBeyond(0, 5)).toBeCloseTo(1, 9);
});

test('what a chance lies beyond, and how likely that is, are each other’s inverse', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-8, max: 0.99, noNaN: true }),
      fc.integer({ min: 3, max: 200 }),
      (chance, freedom) => {
        expect(chanceBeyond(beyondChance(chance, freedom), freedom) / chance).toBeCloseTo(1, 6);
      }
    )
  );
});
