import { act, render } from '@testing-library/react';
import React from 'react';
import type { ProfilesTabProps } from '../../pages/service/ProfilesTab';
import { EmbeddedTab } from './EmbeddedTab';
import type { EmbeddedTabProps } from './props';

const mockTab: { onChange?: ProfilesTabProps['onChange'] } = {};
jest.mock('../../pages/service/ProfilesTab', () => ({
  ProfilesTab: ({ onChange }: ProfilesTabProps) => {
    mockTab.onChange = onChange;
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
