import fc from 'fast-check';

import { type Matcher } from '../../query/selector';
import { type Namespace, type Subject } from '../subject';

/** For property tests: texts with all the signs that links, selectors and paths are made of. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'/"\', {}\\\n\r+%&=#?é0', '😀') })
);
export const someText = text.filter((value) => value !== '');

export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

const matcher: fc.Arbitrary<Matcher> = fc.record({
  name: text,
  op: fc.constantFrom('=', '!=', '=~', '!~'),
  value: text,
});

const namespace: fc.Arbitrary<Namespace> = fc
  .oneof(
    fc.record({
      kind: fc.constantFrom('undecided' as const, 'any' as const, 'none' as const),
      label: optional(someText),
    }),
    fc.record({ kind: fc.constant('value' as const), value: someText, label: optional(someText) })
  )
  .map(withoutUndefined);

export const anySubject: fc.Arbitrary<Subject> = fc
  .record({
    service: optional(someText),
    namespace,
    dataSource: optional(someText),
    type: optional(fc.constantFrom('process_cpu:cpu', 'memory:malloc_bytes:bytes::', 'a:b:c:d:e')),
    filters: fc.array(matcher, { maxLength: 4 }),
    range: fc.constantFrom(
      { from: 'now-1h', to: 'now' },
      { from: 'now-2d/d', to: 'now-1d/d' },
      { from: '1700000000000', to: '1700003600000' }
    ),
    window: optional(fc.constant({ from: 1_700_000_000_000, to: 1_700_000_060_000 })),
    snapshot: fc.constantFrom('latest', 'peak', 'average'),
    only: optional(
      fc.constantFrom(
        { kind: 'span', id: '00f067aa0ba902b7' },
        { kind: 'trace', id: '4bf92f3577b34da6a3ce929d0e0e4736' },
        { kind: 'profile', id: 'fb8bf784-2104-4edb-aba9-618cd9df39bf' },
        { kind: 'brush', id: '1700000000000,1700000060000,0,5e9,{pod="a"}' }
      )
    ),
  } as const)
  .map(withoutUndefined);
