import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { folded } from '../../../profile/testing/drawn';
import { type Question } from '../questions';
import { useAnswer } from '../useAnswer';
import { fakeTab, CPU } from '../testing/fakeTab';
import { ByLabel } from './ByLabel';
import { type ValuePart } from './labelParts';
import { withBy } from './withBy';

jest.mock('../useAnswer');
const answers = jest.mocked(useAnswer);

function show(parts: ReturnType<typeof useAnswer<ValuePart[]>>['answer']) {
  answers.mockImplementation((_: Question<unknown> | undefined) => ({ answer: parts }) as never);
  const { tab, state } = fakeTab({ by: 'region' });
  const settings = { ...tab.settings, defaultMaxNodes: 100, wholeSeconds: 3, wholeMegabytes: 8 };
  const onGrouped = jest.fn();
  const answer = { profile: folded('main;read 5\nmain;json 3'), unit: 'ns', frame: undefined };
  render(
    <ByLabel tab={{ ...tab, settings }} asked={tab.asked!} typeId={CPU} label="region" {...{ answer, onGrouped }} />
  );
  return { onGrouped, answer, state };
}

const parts: ValuePart[] = [
  { value: 'eu', profile: folded('main;read 5') },
  { value: '', profile: folded('main;json 2') },
];

it('puts the values over the picture, those without the label and the rest too', () => {
  const { onGrouped, answer } = show({ kind: 'shown', value: parts });
  const [[grouped]] = onGrouped.mock.calls;
  expect(grouped).toMatchObject({ of: answer, by: 'region' });
  const { frames, symbol, level, total } = grouped.profile;
  const first = Array.from({ length: grouped.profile.length }, (_, i) => i).filter((i) => level[i] === 1);
  expect(first.map((i) => [frames.names[symbol[i]], total[i]]).sort()).toEqual([
    ['(without region)', 2],
    ['other values of region', 1],
    ['region = eu', 5],
  ]);
});

it('says that it is on its way, that no profile has the label, or why it could not be had', () => {
  show({ kind: 'loading' });
  expect(screen.getByText('Loading values…')).toBeInTheDocument();
  const { onGrouped } = show({ kind: 'shown', value: [{ value: '', profile: folded('main 8') }] });
  expect(screen.getByText('No profile here has the label region.')).toBeInTheDocument();
  expect(onGrouped).not.toHaveBeenCalled();
  show({ kind: 'failed', error: new Error('too busy') });
  expect(screen.getByRole('alert')).toHaveTextContent('too busy');
});

it('is ended by a click', async () => {
  const { state } = show({ kind: 'shown', value: parts });
  await userEvent.click(screen.getByRole('button', { name: 'No longer by region' }));
  expect(state().by).toBeUndefined();
});

it('takes focus and groups away, whose paths begin elsewhere then', () => {
  const { tab } = fakeTab();
  const { state } = tab.address;
  const looked = {
    ...state,
    graph: {
      ...state.graph,
      focus: ['main'],
      collapse: { mode: 'all' as const, toggled: [['main']] },
      highlight: 'read',
    },
  };
  const { by, graph } = withBy(looked, 'region');
  expect([by, graph.focus, graph.collapse.toggled, graph.highlight]).toEqual(['region', undefined, [], 'read']);
});
