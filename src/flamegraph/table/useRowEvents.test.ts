import fc from 'fast-check';
import { moveByKey } from './useRowEvents';

const CONTROLS = ['highlight', 'sandwich', 'name', 'menu'] as const;

describe('moveByKey', () => {
  const at = (index: number, control: (typeof CONTROLS)[number] = 'name') => ({ index, control });

  it.each([
    ['ArrowDown', at(5), at(6)],
    ['ArrowUp', at(5), at(4)],
    ['PageDown', at(5), at(25)],
    ['PageUp', at(25), at(5)],
    ['Home', at(5), at(0)],
    ['End', at(5), at(99)],
    ['ArrowRight', at(5), at(5, 'menu')],
    ['ArrowRight', at(5, 'menu'), at(5, 'menu')],
    ['ArrowLeft', at(5), at(5, 'sandwich')],
    ['ArrowLeft', at(5, 'highlight'), at(5, 'highlight')],
    ['PageDown', at(95), at(99)],
    ['PageUp', at(3), at(0)],
  ])('%s from %j leads to %j', (key, from, to) => {
    expect(moveByKey(key, from, 100, 20)).toEqual(to);
  });

  it('leaves other keys to others', () => {
    expect(moveByKey('Enter', at(5), 100, 20)).toBeUndefined();
    expect(moveByKey('/', at(5), 100, 20)).toBeUndefined();
  });

  it('never leaves the table', () => {
    const keys = fc.constantFrom(
      'ArrowDown',
      'ArrowUp',
      'PageDown',
      'PageUp',
      'Home',
      'End',
      'ArrowLeft',
      'ArrowRight'
    );
    const walk = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), fc.array(keys));
    fc.assert(
      fc.property(walk, ([rows, page, pressed]) => {
        let place = at(0);
        for (const key of pressed) {
          place = moveByKey(key, place, rows, page)!;
          expect(place.index).toBeGreaterThanOrEqual(0);
          expect(place.index).toBeLessThan(rows);
          expect(CONTROLS).toContain(place.control);
        }
      })
    );
  });
});
