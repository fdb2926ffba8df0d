import { renderHook } from '@testing-library/react';
import fc from 'fast-check';
import { folded } from '../../profile/testing/drawn';
import { commonTypes, coveredBy, typeInFile, useFileSide } from './useFiles';

const GO = ['process_cpu:samples:count:cpu:nanoseconds', 'process_cpu:cpu:nanoseconds:cpu:nanoseconds'];

it('finds the type of a server among a file’s by what it measures, whatever its name is there', () => {
  expect(typeInFile('process_cpu:cpu:nanoseconds:cpu:nanoseconds', GO)).toBe(GO[1]);
  expect(typeInFile('process_cpu:cpu', GO)).toBe(GO[1]);
  // Node's, with another period.
  expect(typeInFile('wall:cpu:nanoseconds:wall:nanoseconds', GO)).toBe(GO[1]);
  // Java's, with another period; but never who waits beside who lets wait.
  const delay = (name: string) => `${name}:delay:nanoseconds:contentions:count`;
  expect(typeInFile('mutex:delay:nanoseconds:mutex:count', [delay('mutex')])).toBe(delay('mutex'));
  expect(typeInFile(delay('mutex'), [delay('block')])).toBeUndefined();
  expect(typeInFile(delay('block'), [delay('mutex')])).toBeUndefined();
  expect(typeInFile('memory:inuse_space:bytes:space:bytes', GO)).toBeUndefined();
  expect(typeInFile('process_cpu:cpu:microseconds:cpu:microseconds', GO)).toBeUndefined();
  expect(typeInFile('nonsense', GO)).toBeUndefined();
});

it('counts samples by the type of the same file that does, and where one file has none nobody knows', () => {
  const profile = { ...folded('main 30'), samples: 3 };
  const file = (types: readonly string[]) => ({ name: 'a', digest: 'a', types, range: undefined, profile: jest.fn() });
  const countedOf = (typeId: string, ...files: Array<readonly string[]>) =>
    renderHook(() => useFileSide(files.map(file), profile, typeId)).result.current.counted;
  expect(countedOf(GO[1], GO)).toBe(3);
  expect(countedOf(GO[0], GO)).toBe(3);
  // A server's type, of which the file says less.
  expect(countedOf('process_cpu:cpu:nanoseconds:wall:nanoseconds', GO)).toBe(3);
  expect(countedOf(GO[1], GO, [GO[1]])).toBeUndefined();
  // What Node has on CPU is not counted by samples of the wall clock.
  const node = ['wall:samples:count:wall:nanoseconds', 'wall:wall:nanoseconds:wall:nanoseconds'];
  expect(countedOf(node[1], node)).toBe(3);
  expect(countedOf('wall:cpu:nanoseconds:wall:nanoseconds', [...node, 'wall:cpu:nanoseconds:wall:nanoseconds'])).toBe(
    undefined
  );
});

it('finds what files have in common by what they measure, in the words of the first', () => {
  const heap = ['alloc_space:bytes', 'inuse_space:bytes'].map((type) => ({ id: `memory:${type}:space:bytes`, type }));
  // As our own export of the second names it.
  const exported = `memory:${heap[1].type}:${heap[1].type}`;
  expect(commonTypes([{ types: heap.map(({ id }) => id) }, { types: [exported] }])).toEqual([heap[1].id]);
  expect(commonTypes([{ types: [exported] }, { types: heap.map(({ id }) => id) }])).toEqual([exported]);
  expect(commonTypes([{ types: GO }, { types: [exported] }])).toEqual([]);
});

it('knows what time files cover together, and of as many processes, as far as each says', () => {
  expect(coveredBy([{ from: 0, to: 10_000 }])).toEqual({ covered: 10, instanceSeconds: 10 });
  expect(coveredBy([{ from: 0, to: 10_000 }, undefined])).toBeUndefined();
  expect(coveredBy([{ from: 5, to: 5 }])).toBeUndefined();
  const second = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(second, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 8 }),
      (files) => {
        const ranges = files.map(([from, length]) => ({ from: 1000 * from, to: 1000 * (from + length) }));
        const seconds = Array.from({ length: 80 }, (_, at) => files.filter(([from, n]) => from <= at && at < from + n));
        expect(coveredBy(ranges)).toEqual({
          covered: seconds.filter((some) => some.length > 0).length,
          instanceSeconds: seconds.reduce((sum, some) => sum + some.length, 0),
        });
      }
    )
  );
});
