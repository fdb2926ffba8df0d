import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { folded } from '../../../profile/testing/drawn';
import { fetchFlameGraph } from '../../../pyroscope/flameGraph';
import { type Subject } from '../../../subject/subject';
import { type Versus } from '../../../viewstate/state';
import { type ShownGraph } from '../questions';
import { CPU, fakeSeries, fakeTab, HOUR, Queries, SPAN } from '../testing/fakeTab';
import { giveListsASize } from '../testing/listSize';
import { Comparison } from './Comparison';
import { useSecond, type Second } from './useSecond';

jest.mock('./useSecond');
jest.mock('../useSampleCount', () => ({ useSampleCount: () => undefined }));
jest.mock('../useRangeSeries', () => ({ useRangeSeries: () => ({ data: fakeSeries(), error: undefined }) }));
jest.mock('../../../flamegraph/ProfileView', () => ({
  ProfileView: ({ profile }: ProfileViewProps) => <p>{profile.frames.names.join(' ')}</p>,
}));
jest.mock('../../../pyroscope/flameGraph');

beforeEach(() => giveListsASize());

const HEAP = 'memory:inuse_space:bytes:space:bytes';
const answer = (text: string): ShownGraph => ({ profile: folded(text), unit: 'ns', frame: undefined });

function show({
  typeId = CPU,
  other = {},
  ...subject
}: { typeId?: string; other?: Versus['other'] } & Partial<Subject> = {}) {
  const { tab } = fakeTab({ typeId, subject });
  const before = { from: SPAN.from - HOUR, to: SPAN.to - HOUR };
  jest.mocked(useSecond).mockReturnValue({
    ...tab,
    subject: tab.address.state.subject,
    graph: { kind: 'shown', value: answer('main;json 1000000000\nmain 2000000000') },
    refused: undefined,
    shown: before,
  } as Second);
  const onStateChange = jest.fn();
  render(
    <Comparison
      tab={{ ...tab, settings: { ...tab.settings, defaultMaxNodes: 100 } }}
      asked={tab.asked!}
      typeId={typeId}
      versus={{ other, width: 'larger', ...(Object.keys(other).length === 0 && { shift: '1h' }) }}
      after={answer('main;json 2000000000\nmain 2000000000')}
      header={null}
      stale={false}
      onStateChange={onStateChange}
      exporting={undefined}
      onOverTime={jest.fn()}
    />,
    { wrapper: Queries }
  );
  return onStateChange;
}

const button = () => screen.queryByRole('button', { name: 'How sure?' });

it('asks how sure a change is only when that is wanted, and for windows of both sides', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(SPAN.to);
  jest.mocked(fetchFlameGraph).mockImplementation(() => new Promise(() => {}));
  show();
  expect(button()).toHaveAttribute('aria-expanded', 'false');
  expect(fetchFlameGraph).not.toHaveBeenCalled();
  await userEvent.click(button()!);
  expect(await screen.findByText('0 of 48 windows')).toBeInTheDocument();
  // Four at a time, the newest first.
  expect(jest.mocked(fetchFlameGraph).mock.calls.map(([, { range }]) => range.to)).toEqual(
    [0, 10, 20, 30].map((minutes) => SPAN.to - minutes * 60_000 - 1)
  );
  await userEvent.click(button()!);
  expect(screen.queryByText('0 of 48 windows')).not.toBeInTheDocument();
  expect(jest.mocked(fetchFlameGraph).mock.calls.every(([, , signal]) => signal!.aborted)).toBe(true);
});

it('offers that for a time before alone, of types that add up over time', () => {
  show({ other: { service: 'cart' } });
  expect(button()).not.toBeInTheDocument();
  show({ typeId: HEAP });
  expect(button()).not.toBeInTheDocument();
  show({ other: { range: { from: String(SPAN.from - 2 * HOUR), to: String(SPAN.from - HOUR) } } });
  expect(button()).toBeInTheDocument();
});
