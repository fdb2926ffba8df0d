import {
  FieldType,
  LoadingState,
  createDataFrame,
  getDefaultTimeRange,
  type DataFrame,
  type PanelProps,
} from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { giveElementsASize } from '../flamegraph/testing/elementSize';
import { type PanelOptions } from './options';
import { ServiceProfilePanel } from './ServiceProfilePanel';

jest.mock('../flamegraph/FlameGraph', () => jest.requireActual('../flamegraph/testing/graphProbe'));

beforeEach(() => giveElementsASize());

/** total 1.5 s: main 1 s (self 0.4 s) calls read 0.6 s; gc 0.5 s. */
function frame(changes: { name?: string; level?: number[]; unit?: string; names?: string[] } = {}): DataFrame {
  const { name, level = [0, 1, 2, 1], unit = 'ns', names = ['total', 'main', 'read', 'gc'] } = changes;
  return createDataFrame({
    name,
    refId: 'A',
    fields: [
      { name: 'level', type: FieldType.number, values: level },
      { name: 'value', type: FieldType.number, values: [1.5e9, 1e9, 0.6e9, 0.5e9], config: { unit } },
      { name: 'self', type: FieldType.number, values: [0, 0.4e9, 0.6e9, 0.5e9], config: { unit } },
      { name: 'label', type: FieldType.enum, values: [0, 1, 2, 3], config: { type: { enum: { text: names } } } },
    ],
  });
}

function panel(series: DataFrame[], options: Partial<PanelOptions> = {}, state = LoadingState.Done) {
  // The panel reads nothing else of what Grafana hands over.
  const props = {
    data: { series, state, timeRange: getDefaultTimeRange() },
    options,
    width: 1200,
    height: 600,
  } as unknown as PanelProps<PanelOptions>;
  return <ServiceProfilePanel {...props} />;
}

/** "read 600 ms 40%": a row of the symbol table as read. */
const rowOf = (name: string) =>
  screen
    .getAllByRole('row')
    .map((row) => row.textContent ?? '')
    .find((text) => text.includes(name));

it('draws symbols with self and total in the unit of the frame, and the flame graph', () => {
  render(panel([frame()]));
  expect(rowOf('main')).toMatch(/400 ms.*1 s/);
  expect(rowOf('read')).toMatch(/600 ms/);
  expect(screen.getByRole('tree')).toBeInTheDocument();
});

it('draws bytes as bytes', () => {
  render(panel([frame({ unit: 'bytes' })]));
  expect(rowOf('read')).toMatch(/572 MiB/);
});

it('finds the flame graph among other frames', () => {
  const series = createDataFrame({ fields: [{ name: 'Time', type: FieldType.time, values: [1] }] });
  render(panel([series, frame()]));
  expect(rowOf('gc')).toMatch(/500 ms/);
});

it('keeps search and sandwich to itself, through a refresh', async () => {
  const user = userEvent.setup({ delay: null });
  const { rerender } = render(panel([frame()]));
  await user.type(screen.getByRole('textbox'), 'read');
  expect(rowOf('gc')).toBeUndefined();
  rerender(panel([frame()]));
  expect(screen.getByRole('textbox')).toHaveValue('read');
  expect(rowOf('read')).toMatch(/600 ms/);
});

it('begins as its options say, and again when one is edited', () => {
  const { rerender } = render(panel([frame()], { layout: 'graph' }));
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
  rerender(panel([frame()], { layout: 'table' }));
  expect(screen.getByRole('table')).toBeInTheDocument();
  expect(screen.queryByRole('tree')).not.toBeInTheDocument();
});

it('lets choose among several flame graphs', async () => {
  const user = userEvent.setup({ delay: null });
  render(panel([frame({ name: 'cpu' }), frame({ name: 'wall', names: ['total', 'main', 'wait', 'gc'] })]));
  expect(rowOf('read')).toBeDefined();
  await user.click(within(screen.getByRole('radiogroup', { name: 'Flame graph' })).getByLabelText('wall'));
  expect(rowOf('read')).toBeUndefined();
  expect(rowOf('wait')).toMatch(/600 ms/);
});

it.each([
  ['no frame', [], 'No profiles in this time range'],
  [
    'a frame of something else',
    [createDataFrame({ fields: [{ name: 'Value', values: [1] }] })],
    /does not return a flame graph/,
  ],
  ['a frame of no rows', [createDataFrame({ fields: frame().fields.map((f) => ({ ...f, values: [] })) })], 'No data'],
  [
    'a frame whose levels jump',
    [frame({ level: [0, 1, 3, 1] })],
    'Row 2 of the flame graph is at level 3 right after level 1.',
  ],
])('says so in words for %s', (_, series, expected) => {
  render(panel(series));
  expect(screen.getByText(expected)).toBeInTheDocument();
  expect(screen.queryByRole('tree')).not.toBeInTheDocument();
});

it('does not speak of no profiles while the first answer is awaited', () => {
  render(panel([], {}, LoadingState.Loading));
  expect(screen.getByText('Loading…')).toBeInTheDocument();
});
