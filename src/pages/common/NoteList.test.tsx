import { render, screen } from '@testing-library/react';
import React from 'react';
import { loadGrammar } from '../../query/readSelector';
import { applyServiceChange } from '../../viewstate/serviceChange';
import { type Dropped } from '../../subject/paramReader';
import { readViewState, writeViewState } from '../../viewstate/url';
import { NoteList } from './NoteList';

beforeAll(loadGrammar);

const show = (notes: Dropped[]) => {
  render(<NoteList notes={notes} onDismiss={() => {}} />);
  return screen.queryAllByRole('listitem').map(({ textContent }) => textContent);
};

it.each([
  ['type=cpu', 'type: It is neither a profile type id nor a name and sample type such as process_cpu:cpu.'],
  ['filters={region=us}', 'filters: 1:9: parse error: unexpected identifier "us" in label matching, expected string'],
  ['filters={a\u202e}', "filters: 1:3: parse error: unexpected character inside braces: '\\u202e'"],
  ['from=soon', 'from: A time must be like now-1h, or milliseconds since 1970, or an ISO date.'],
  ['from=now-9h&to=', undefined],
  ['to=now-3h', 'to: The start of the range, from, is missing.'],
  ['from=1700003600000&to=1700000000000', 'from: The range ends before it starts.'],
  ['window_from=now', 'window_from: A window needs two absolute times, its start before its end.'],
  ['layout=sideways', 'layout: It must be one of table, both, graph, tree.'],
  ['group=x', 'group: 1 of 1 groups cannot be read.'],
  ['ds=a&ds=b', 'ds: It is given 2 times; the first one is used.'],
])('of the link %s it is said: %s', (link, said) => {
  expect(show(readViewState(link).dropped)[0]).toBe(said);
});

it('is said of another service, and of a link that is too long', () => {
  const { state } = readViewState('service_name=cart&highlight=<init>');
  const { dropped } = applyServiceChange(state, { service: 'shop' });
  const long = { ...state, graph: { ...state.graph, focus: ['f'.repeat(9000)] } };
  expect(show([...dropped, ...writeViewState(long).cut])).toEqual([
    'highlight: It belongs to the service cart.',
    'focus: The link would be too long: focus is not in it.',
  ]);
});
