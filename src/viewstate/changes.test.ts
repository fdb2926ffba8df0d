import type { Matcher } from '../query/selector';
import { applyDataSourceChange, applyRangeChange, applyTypeChange, historyFor, withOver, withSubject } from './changes';
import { applyServiceChange } from './serviceChange';
import { defaultViewState, type GraphViewState, type Versus, type ViewState } from './state';
import { compareWith } from './versus';

const base = defaultViewState();
const full: ViewState = {
  ...base,
  subject: {
    ...base.subject,
    service: 'checkout',
    namespace: { kind: 'value', value: 'shop', label: 'service_namespace' },
    dataSource: 'ds1',
    type: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    filters: [{ name: 'region', op: '=', value: 'eu' }],
    range: { from: 'now-3h', to: 'now' },
  },
  graph: {
    ...base.graph,
    highlight: 'main',
    sandwich: 'json.Marshal',
    callers: { focus: ['main'], toggled: [] },
    focus: ['main', 'serve'],
    own: [{ package: 'github.com/me/shop', word: 'yes' }],
    search: { text: 'json', regex: false },
    layout: 'table',
    collapse: { mode: 'none', toggled: [['main']] },
  },
};
const withGraph = (change: Partial<GraphViewState>): ViewState => ({ ...full, graph: { ...full.graph, ...change } });

describe('applyServiceChange', () => {
  it('drops filters and what names the code, with a note each, and keeps the rest', () => {
    const { state, dropped } = applyServiceChange(full, {
      service: 'cart',
      namespace: { kind: 'value', value: 'shop' },
    });
    expect(dropped.map(({ param }) => param)).toEqual(['filters', 'highlight', 'sandwich', 'focus', 'group', 'own']);
    expect(dropped[0].reason).toEqual({ kind: 'other-service', service: 'checkout' });
    expect(state).toEqual({
      ...base,
      subject: { ...full.subject, service: 'cart', namespace: { kind: 'value', value: 'shop' }, filters: [] },
      graph: {
        ...base.graph,
        search: { text: 'json', regex: false },
        layout: 'table',
        collapse: { mode: 'none', toggled: [] },
      },
    });
  });

  it('keeps what the other service is known to have: filters, and the type unless it lacks it', () => {
    const filters: Matcher[] = [...full.subject.filters, { name: 'pod', op: '=', value: 'checkout-1' }];
    const { state, dropped } = applyServiceChange(withSubject(full, { filters }), {
      service: 'cart',
      filters: full.subject.filters,
      lacksType: true,
    });
    expect(state.subject).toEqual({
      service: 'cart',
      namespace: { kind: 'undecided' },
      dataSource: 'ds1',
      filters: full.subject.filters,
      range: full.subject.range,
      snapshot: 'latest',
    });
    expect(dropped.slice(0, 2).map(({ param }) => param)).toEqual(['type', 'filters']);
    const kept = applyServiceChange(full, { service: 'cart', filters: full.subject.filters });
    expect(kept.state.subject.type).toBe(full.subject.type);
    expect(kept.dropped.map(({ param }) => param)).toEqual(['highlight', 'sandwich', 'focus', 'group', 'own']);
  });

  it('keeps everything when only the namespace changes', () => {
    const namespace = { kind: 'value', value: 'qa', label: 'namespace' } as const;
    expect(applyServiceChange(full, { service: 'checkout', namespace })).toEqual({
      state: withSubject(full, { namespace }),
      dropped: [],
    });
  });

  it('goes on comparing with another time, and ends what is compared with other labels', () => {
    const compared = (versus: Pick<Versus, 'other' | 'shift'>) =>
      applyServiceChange(compareWith(withSubject(base, { service: 'a' }), versus), { service: 'b' });
    const filters = [{ name: 'version', op: '=', value: '2.30' }] as const;
    expect(compared({ other: { filters }, shift: '1h' }).state.versus).toEqual({
      other: {},
      shift: '1h',
      width: 'larger',
    });
    const ended = compared({ other: { filters } });
    expect(ended.state).not.toHaveProperty('versus');
    expect(ended.dropped).toEqual([{ param: 'compare', reason: { kind: 'other-service', service: 'a' } }]);
  });

  it('notes nothing where there was nothing', () => {
    expect(applyServiceChange(withSubject(base, { service: 'a' }), { service: 'b' })).toEqual({
      state: withSubject(base, { service: 'b' }),
      dropped: [],
    });
  });
});

describe('withOver', () => {
  it('adds a function, takes it back, and keeps the newest five', () => {
    const one = withOver(base, 'json');
    expect(one.over).toEqual(['json']);
    expect(withOver(one, 'json')).toEqual(base);
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].reduce(withOver, base);
    expect(six.over).toEqual(['b', 'c', 'd', 'e', 'f']);
    const split = { ...six, overBy: 'self', overSplit: 'region' } as const;
    expect(withOver(split, 'f')).toMatchObject({ over: ['b', 'c', 'd', 'e'], overBy: 'self', overSplit: 'region' });
    expect(withOver({ ...one, overBy: 'self', overSplit: 'region' }, 'json')).toEqual(base);
  });

  it('ends with another service, which has other functions', () => {
    const { state, dropped } = applyServiceChange(withOver(withSubject(base, { service: 'a' }), 'json'), {
      service: 'b',
    });
    expect(state).not.toHaveProperty('over');
    expect(dropped.map(({ param }) => param)).toEqual(['over']);
  });
});

describe('applyTypeChange', () => {
  it('drops paths for another profile, but keeps symbols and filters', () => {
    const { state, dropped } = applyTypeChange(full, 'memory:alloc_space:bytes:space:bytes');
    expect(dropped.map(({ param }) => param)).toEqual(['callers', 'focus', 'group']);
    expect(state.subject.filters).toEqual(full.subject.filters);
    expect(state.graph).toMatchObject({
      highlight: 'main',
      sandwich: 'json.Marshal',
      collapse: { mode: 'none', toggled: [] },
    });
    expect(state.graph.focus).toBeUndefined();
    expect(state.graph.callers).toBeUndefined();
  });

  it('keeps paths for another value of the same profile, whose stacks are the same', () => {
    expect(applyTypeChange(full, 'process_cpu:samples:count:cpu:nanoseconds')).toEqual({
      state: withSubject(full, { type: 'process_cpu:samples:count:cpu:nanoseconds' }),
      dropped: [],
    });
  });
});

describe('applyDataSourceChange', () => {
  it('forgets which label holds the namespace', () => {
    const { state } = applyDataSourceChange(full, 'ds2');
    expect(state).toEqual(withSubject(full, { dataSource: 'ds2', namespace: { kind: 'value', value: 'shop' } }));
  });
});

describe('applyRangeChange', () => {
  it('drops the window, which was a part of the old range', () => {
    const { state, dropped } = applyRangeChange(
      withSubject(full, { window: { from: 1_700_000_000_000, to: 1_700_000_060_000 } }),
      { from: 'now-5m', to: 'now' }
    );
    expect(state).toEqual(withSubject(full, { range: { from: 'now-5m', to: 'now' } }));
    expect(dropped).toEqual([]);
  });
});

describe('historyFor', () => {
  it('pushes steps', () => {
    expect(historyFor(full, withGraph({ focus: ['main'] }))).toBe('push');
    expect(historyFor(full, withGraph({ sandwich: undefined }))).toBe('push');
    expect(historyFor(full, withSubject(full, { filters: [] }))).toBe('push');
    expect(historyFor(full, withGraph({ search: { text: 'json', regex: true } }))).toBe('push');
    expect(historyFor(full, withGraph({ search: { text: 'jsonx', regex: false }, layout: 'both' }))).toBe('push');
  });

  it('replaces while typing, but pushes the first letter, so that Back ends the search', () => {
    const search = (text: string) => withGraph({ search: text === '' ? undefined : { text, regex: false } });
    expect(historyFor(search(''), search('j'))).toBe('push');
    expect(historyFor(search('j'), search('js'))).toBe('replace');
    expect(historyFor(search('js'), search('j'))).toBe('replace');
    expect(historyFor(search('j'), search(''))).toBe('replace');
    const regex = (text: string) => withGraph({ search: { text, regex: true } });
    expect(historyFor(regex(''), regex('j'))).toBe('push');
    expect(historyFor(regex('j'), regex('j.'))).toBe('replace');
  });

  it('does nothing for the same state', () => {
    expect(historyFor(full, structuredClone(full))).toBe('none');
  });
});

describe('a zoom sideways in the history', () => {
  const at = (x?: readonly [number, number]) => {
    const state = defaultViewState();
    return { ...state, graph: { ...state.graph, ...(x && { x }) } };
  };

  it('is one step, however often it is moved: Back shows the whole width', () => {
    expect(historyFor(at(), at([0.25, 0.5]))).toBe('push');
    expect(historyFor(at([0.25, 0.5]), at([0.3, 0.55]))).toBe('replace');
    expect(historyFor(at([0.25, 0.5]), at())).toBe('push');
    const other = at([0.3, 0.55]);
    expect(historyFor(at([0.25, 0.5]), { ...other, graph: { ...other.graph, highlight: 'f' } })).toBe('push');
  });
});
