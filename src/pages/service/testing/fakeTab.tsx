import { type DataSourceInstanceSettings } from '@grafana/data';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import React, { useState, type ReactNode } from 'react';
import { type PyroscopeDataSource } from '../../../pyroscope/dataSources';
import { type RangeSeries } from '../../../pyroscope/rangeSeries';
import { type Subject } from '../../../subject/subject';
import { withSubject } from '../../../viewstate/changes';
import { defaultViewState, type View, type ViewState } from '../../../viewstate/state';
import { type Tab } from '../useTab';

export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
export const GOROUTINES = 'goroutine:goroutine:count:goroutine:count';
export const HOUR = 3_600_000;
export const SPAN = { from: 10 * HOUR, to: 11 * HOUR };

interface FakeTab {
  tab: Tab;
  /** the state after everything that was done */
  state(): ViewState;
}

/** A tab that shows an hour of one type; `settled`: its flame graph is there. */
export function fakeTab({
  typeId = CPU,
  settled = true,
  subject = {},
  ...change
}: Partial<View> & { subject?: Partial<Subject>; typeId?: string; settled?: boolean } = {}): FakeTab {
  let state = withSubject({ ...defaultViewState(), ...change }, { service: 'checkout', ...subject });
  const go: Tab['address']['go'] = (next) => {
    const result = next(state);
    state = 'state' in result ? result.state : result;
  };
  const tab = {
    address: { state, go, notes: [] },
    chosen: {
      choice: { kind: 'chosen', dataSource: { uid: 'p', jsonData: {} } as DataSourceInstanceSettings, several: false },
      dataSource: { uid: 'p' } as PyroscopeDataSource,
      error: null,
    },
    settings: { namespaceLabels: ['namespace'] },
    asked: {
      dataSource: { uid: 'p' } as PyroscopeDataSource,
      minStepMs: 15_000,
      span: SPAN,
      shown: state.subject.window ?? SPAN,
      service: 'checkout',
      namespace: { kind: 'value', value: 'shop', label: 'namespace' },
      filters: state.subject.filters,
    },
    clock: { span: SPAN },
    shown: state.subject.window ?? SPAN,
    minStepMs: 15_000,
    profile: {
      typeId,
      types: { kind: 'loading' },
      graph: { kind: 'loading' },
      selector: '{service_name="checkout"}',
      settled,
    },
  } as unknown as Tab;
  return { tab, state: () => state };
}

/** Four points a minute apart, 0.1 to 0.4 cores. */
export function fakeSeries(change: Partial<RangeSeries> = {}): RangeSeries {
  const times = [4, 3, 2, 1].map((n) => SPAN.to - n * 60_000);
  return {
    series: [{ labels: {}, times, values: [0.1, 0.2, 0.3, 0.4] }],
    unit: 'cores',
    stepMs: 60_000,
    range: SPAN,
    kind: 'rate',
    span: SPAN,
    covered: 58 * 60,
    coverable: 60 * 60,
    instanceSeconds: 58 * 60,
    total: 0.42 * 58 * 60,
    average: 0.42,
    instances: undefined,
    newest: { from: SPAN.to - 75_000, to: SPAN.to - 60_000 },
    ...change,
  };
}

export function Queries({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
