import { dateTime, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import React from 'react';
import type { ProfilesTabProps } from '../../pages/service/ProfilesTab';
import { EmbeddedTab } from './EmbeddedTab';
import type { EmbeddedTabProps } from './props';

const mockTab: { onChange?: ProfilesTabProps['onChange']; range?: { from: string; to: string } } = {};
jest.mock('../../pages/service/ProfilesTab', () => ({
  ProfilesTab: ({ subjects, onChange }: ProfilesTabProps) => {
    mockTab.onChange = onChange;
    mockTab.range = subjects[0].range;
    return null;
  },
}));

const subject = { service: 'cart' };

function open(props: Partial<EmbeddedTabProps>) {
  const told = { ranges: [] as unknown[], views: [] as string[] };
  const tab = (more: Partial<EmbeddedTabProps>) => (
    <EmbeddedTab
      subject={subject}
      controls={false}
      onRangeChange={(range) => told.ranges.push(range)}
      onViewChange={(view) => told.views.push(view)}
      {...more}
    />
  );
  const { rerender } = render(tab(props));
  return { told, change: (more: Partial<EmbeddedTabProps>) => rerender(tab(more)) };
}

const choose = (range: { from: string; to: string }) =>
  act(() => mockTab.onChange?.(({ subjects: [first], view }) => ({ subjects: [{ ...first, range }], view })));

it("tells the host of the reader's range, and not of its own", () => {
  const { told, change } = open({ range: { from: 'now-1h', to: 'now' } });
  change({ range: { from: 'now-6h', to: 'now' } });
  expect(told.ranges).toEqual([]);
  choose({ from: 'now-3h', to: 'now' });
  expect(told.ranges).toEqual([{ from: 'now-3h', to: 'now' }]);
});

it('tells a host that keeps no range of every step of its reader, the way back to its own range included', () => {
  const { told } = open({ range: { from: 'now-1h', to: 'now' } });
  choose({ from: 'now-3h', to: 'now' });
  choose({ from: 'now-1h', to: 'now' });
  expect(told.ranges).toEqual([
    { from: 'now-3h', to: 'now' },
    { from: 'now-1h', to: 'now' },
  ]);
});

it("keeps the reader's range where a host of the Drilldown component makes its initial props anew all the time", () => {
  let now = 1_700_000_000_000;
  const initial = () => ({
    subject: undefined,
    initialTimeRange: { raw: { from: dateTime((now += 1000)), to: dateTime(now) } } as TimeRange,
    initialFilters: [{ key: 'service_name', operator: '=', value: 'cart' }],
  });
  const { told, change } = open(initial());
  choose({ from: 'now-3h', to: 'now' });
  change(initial());
  choose({ from: 'now-6h', to: 'now' });
  expect(told.ranges).toEqual([
    { from: 'now-3h', to: 'now' },
    { from: 'now-6h', to: 'now' },
  ]);
});

it.each([[null], [5], ['text'], [{}], [[]]])('takes %j for no callback and no prefix', (odd) => {
  locationService.push('/host?tab=1');
  const callbacks = { onRangeChange: odd, onTimeRangeChange: odd, onViewChange: odd };
  open({ ...callbacks, ...(odd !== 'text' && { addressPrefix: odd }) } as Partial<EmbeddedTabProps>);
  choose({ from: 'now-3h', to: 'now' });
  expect(mockTab.range).toEqual({ from: 'now-3h', to: 'now' });
  expect(screen.queryByText('This part of the page failed')).not.toBeInTheDocument();
  expect(locationService.getLocation().search).toBe('?tab=1');
});

it('tells the host of another view once, and of none in the beginning', () => {
  const { told, change } = open({ view: 'layout=graph' });
  expect(told.views).toEqual([]);
  act(() =>
    mockTab.onChange?.(({ subjects, view }) => ({
      subjects,
      view: { ...view, graph: { ...view.graph, layout: 'table' as const } },
    }))
  );
  change({ view: 'layout=graph' });
  expect(told.views).toEqual(['service_name=cart&layout=table']);
});
