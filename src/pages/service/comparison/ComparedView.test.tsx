import { render, screen } from '@testing-library/react';
import React from 'react';
import { stubCanvas } from '../../../flamegraph/testing/canvasStub';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { folded } from '../../../profile/testing/drawn';
import { CPU, fakeTab } from '../testing/fakeTab';
import { ComparedView, type ShownSide } from './ComparedView';

jest.mock('../../../flamegraph/ProfileView', () => ({ ProfileView: ({ header }: ProfileViewProps) => header }));

beforeEach(() => stubCanvas({ width: 800, height: 400 }));

function side(name: string, covered: number, instances: number): ShownSide {
  const series = { covered, instanceSeconds: covered * instances, average: undefined, total: 10 };
  return { name, coverage: undefined, graph: { profile: folded('main 10') }, series, counted: undefined };
}

/** @param before seconds that profiles cover, and of how many instances they are */
function show(before: [covered: number, instances: number], after: [covered: number, instances: number]) {
  render(
    <ComparedView
      address={fakeTab().tab.address}
      versus={{ other: {}, width: 'larger' }}
      typeId={CPU}
      unit="ns"
      differ="time"
      sides={{ before: side('yesterday', ...before), after: side('today', ...after) }}
      actions={() => null}
      onStateChange={jest.fn()}
    />
  );
}

it.each<[string, [number, number], [number, number]]>([
  ['⚠ profiles cover 3000 s before, 3480 s now', [3000, 1], [3480, 1]],
  ['⚠ the numbers of instances differ by more than 5 %', [3000, 20], [3000, 22]],
  [
    '⚠ the numbers of instances differ by more than 5 %; profiles cover 3480 s before, 3000 s now',
    [3480, 2],
    [3000, 1],
  ],
])('warns of what makes totals mislead: %s', (text, before, after) => {
  show(before, after);
  expect(screen.getByRole('note').textContent).toBe(text);
});

it('does not warn of 5 % and less', () => {
  show([2850, 20], [3000, 19]);
  expect(screen.getByTestId('comparison')).toHaveTextContent('yesterday');
  expect(screen.queryByRole('note')).not.toBeInTheDocument();
});
