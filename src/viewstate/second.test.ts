import fc from 'fast-check';

import { defaultSubject, type Subject } from '../subject/subject';
import { anySubject } from '../subject/testing/arbitrary';
import { alone, compareWith } from './versus';
import { partsOf, secondSubject, swapped, subjectOfFiles } from './second';
import { defaultViewState } from './state';

const first: Subject = {
  ...defaultSubject(),
  service: 'checkout',
  namespace: { kind: 'value', value: 'shop' },
  filters: [{ name: 'version', op: '=', value: '2.31' }],
  window: { from: 10, to: 20 },
};

it('takes from the first what the second does not say', () => {
  expect(secondSubject(first, { other: {} })).toEqual(first);
  const filters = [{ name: 'version', op: '!=', value: '2.31' }] as const;
  expect(secondSubject(first, { other: { filters } })).toEqual({ ...first, filters });
  expect(secondSubject(first, { other: { filters: [] } }).filters).toEqual([]);
  expect(secondSubject(first, { other: { namespace: { kind: 'undecided', label: 'team' } } }).namespace).toEqual({
    kind: 'value',
    value: 'shop',
    label: 'team',
  });
});

it('leaves the part of the first one’s range to it where the second has a range of its own', () => {
  const range = { from: 'now-2h', to: 'now-1h' };
  const { window: _, ...whole } = first;
  expect(secondSubject(first, { other: { range } })).toEqual({ ...whole, range });
  expect(secondSubject(first, { other: { window: { from: 1, to: 2 } } })).toEqual({
    ...first,
    window: { from: 1, to: 2 },
  });
});

it('swaps both, and swaps them back', () => {
  const say = (subject: Subject): Subject => ({ ...subject, service: 's', dataSource: 'd', type: 'process_cpu:cpu' });
  fc.assert(
    fc.property(anySubject, anySubject, (a, b) => {
      const [one, two] = [say(a), say(b)];
      // A page knows its namespace before it swaps.
      fc.pre(one.namespace.kind !== 'undecided' && two.namespace.kind !== 'undecided');
      const state = { ...compareWith(defaultViewState(), { other: partsOf(two, one) }), subject: one };
      expect(secondSubject(one, state.versus!)).toEqual(two);
      const there = swapped(state, one, two);
      expect(there.subject).toEqual(two);
      expect(secondSubject(two, there.versus!)).toEqual(one);
      expect(alone(there)).not.toHaveProperty('versus');
    })
  );
});

it('swaps a service with a file, and swaps them back', () => {
  const file = [{ digest: 'ab', name: 'heap.pb' }];
  fc.assert(
    fc.property(anySubject, (some) => {
      const service: Subject = { ...some, service: 's', dataSource: 'd', type: 'process_cpu:cpu' };
      const ofFile = subjectOfFiles(file, service.type);
      const state = { ...compareWith(defaultViewState(), { other: { file } }), subject: service };
      expect(secondSubject(service, state.versus!)).toEqual(ofFile);
      const there = swapped(state, service, ofFile);
      expect(there.subject).toEqual(ofFile);
      // Nothing of the file is left in what is asked of a server.
      expect(secondSubject(ofFile, there.versus!)).toEqual(service);
      const back = swapped(there, ofFile, service);
      expect(back.subject).toEqual(service);
      expect(back.versus!.other).toEqual({ file });
    })
  );
});

it('asks a server for the service of a link that names a file first', () => {
  const ofFile = { ...subjectOfFiles([{ digest: 'ab', name: 'heap.pb' }]), service: 'cart' };
  const other = partsOf({ ...defaultSubject(), service: 'cart' }, ofFile);
  expect(other).toEqual({ service: 'cart' });
  expect(secondSubject(ofFile, { other })).toEqual({ ...defaultSubject(), service: 'cart' });
});

it('keeps how both are shown when it is compared with something else', () => {
  const state = compareWith(defaultViewState(), { shift: '1h' });
  expect(state.versus).toEqual({ other: {}, shift: '1h', width: 'larger' });
  const churn = { ...state, versus: { ...state.versus!, width: 'churn', norm: 'share' } as const };
  expect(compareWith(churn, { other: { service: 'cart' } }).versus).toEqual({
    other: { service: 'cart' },
    width: 'churn',
    norm: 'share',
  });
});
