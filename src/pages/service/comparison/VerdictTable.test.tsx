import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { VerdictTable } from './VerdictTable';
import { type VerdictRow, type Verdicts } from './verdicts';

const row = (change: Partial<VerdictRow>): VerdictRow => ({
  name: 'f',
  caller: undefined,
  isShown: true,
  load: 0.1,
  mix: 0.5,
  interval: [0.25, 0.75],
  verdict: 'unknown',
  within: undefined,
  needs: undefined,
  onset: undefined,
  functions: ['f'],
  moved: false,
  open: false,
  ...change,
});

function show(rows: VerdictRow[], change: Partial<Verdicts> = {}, onSlice?: (name: string) => void) {
  const found: Verdicts = {
    kind: 'known',
    unit: 'cores',
    whole: { before: 1, after: 1.5, load: -0.25, mix: 0.75 },
    rows,
    functions: rows,
    more: { unknown: 0, unchanged: 0 },
    unclear: undefined,
    partial: false,
    cut: 0,
    isSnapshot: false,
    instances: undefined,
    ...change,
  };
  render(
    <VerdictTable
      found={found}
      highlighted={undefined}
      onHighlight={jest.fn()}
      onSlice={onSlice}
      formatTime={(time) => `t${time}`}
    />
  );
  return screen.getAllByRole('row').map((shown) => Array.from(shown.children, (cell) => cell.textContent));
}

it('says verdicts in words, with true minus signs', () => {
  const [, whole, ...rows] = show([
    row({ verdict: 'clear', mix: -0.5, interval: [-0.75, -0.25], onset: { at: 5, from: 4, to: 6 } }),
    row({ verdict: 'likely', needs: 59 }),
    row({ verdict: 'likely', needs: 0, moved: true }),
    row({ needs: 61 }),
    row({}),
    row({ verdict: 'unchanged', within: 0.02, isShown: false, name: 'gone' }),
  ]);
  expect(whole).toEqual(['Everything', '−0.25 cores', '+0.75 cores', '', '1 cores → 1.5 cores']);
  expect(rows[0]).toEqual(['f', '+0.1 cores', '−0.5 cores', '−0.75 cores to −0.25 cores', 'clear, since t5']);
  expect(screen.getByTitle('It began between t4 and t6')).toHaveTextContent('clear');
  expect(rows.slice(1).map((cells) => cells[4])).toEqual([
    'likely, needs about 1 more minute at this load',
    'likely, moved between what it calls',
    'cannot tell, needs about 2 more minutes at this load',
    'cannot tell',
    'unchanged within ±0.02 cores',
  ]);
  // What the graph does not have cannot be highlighted there.
  expect(screen.queryByRole('button', { name: 'gone' })).not.toBeInTheDocument();
});

it.each([
  ['cores', 1, ['0 cores', '−0.00005 cores', '+0.0149 cores']],
  ['bytes', 2 ** 30, ['0 B', '−58.6 KiB', '+15.3 MiB']],
])('writes what the load did no closer than to a ten thousandth of the whole: %s', (unit, scale, loads) => {
  const [, , ...rows] = show(
    [-0.00000308, -0.0000519, 0.0149].map((load) => row({ load: load * scale })),
    { unit, whole: { before: 0.324 * scale, after: 0.34 * scale, load: 0, mix: 0.016 * scale } }
  );
  expect(rows.map(([, load]) => load)).toEqual(loads);
});

it('says that nothing is known to have changed, what is not listed and what was not loaded', () => {
  show([row({})], { more: { unknown: 4, unchanged: 1200 }, unclear: 'apart', partial: true, cut: 0.031 });
  for (const note of [
    'No function is known to have changed by itself',
    'Not listed: 4 that cannot be decided, 1200 unchanged',
    'Of the longer time, only the part nearest to the other was looked at',
    '3.1 % of the windows was not loaded: what that may hide cannot be told',
  ]) {
    expect(screen.getByText(note)).toBeInTheDocument();
  }
  expect(screen.queryByText(/Nothing is called clear/)).not.toBeInTheDocument();
});

it('says that no function was seen often enough', () => {
  expect(show([])).toHaveLength(2);
  expect(screen.getByText('No function was seen often enough to tell')).toBeInTheDocument();
});

it('says why nothing is clear where times are apart', () => {
  show([row({ verdict: 'likely' })], { unclear: 'apart' });
  expect(screen.getByText(/^Nothing is called clear: there is a gap between the two times/)).toBeInTheDocument();
});

it('leads from a function of the picture to its slice', async () => {
  const onSlice = jest.fn();
  show([row({ name: 'json' }), row({ name: 'gone', isShown: false })], {}, onSlice);
  await userEvent.click(screen.getByRole('button', { name: 'Which slice of json' }));
  expect(onSlice).toHaveBeenCalledWith('json');
  expect(screen.queryByRole('button', { name: 'Which slice of gone' })).not.toBeInTheDocument();
});
