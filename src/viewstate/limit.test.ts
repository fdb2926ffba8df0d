import { withSubject } from './changes';
import { MAX_QUERY_LENGTH } from './limit';
import { defaultViewState, type GraphViewState, type ViewState } from './state';
import { readViewState, writeViewState } from './url';

const base = defaultViewState();
const withGraph = (change: Partial<GraphViewState>): ViewState => ({
  ...base,
  subject: { ...base.subject, service: 'a' },
  graph: { ...base.graph, ...change },
});
const group = (i: number) => ['runtime.goexit', `github.com/example/project/package${i}.(*Server).Handle`];

describe('a link that would be too long', () => {
  it('loses the groups that were changed first, as few as needed', () => {
    const toggled = Array.from({ length: 400 }, (_, i) => group(i));
    const { params, cut } = writeViewState(
      withGraph({ collapse: { mode: 'all', toggled }, focus: group(0) }),
      'orgId=1'
    );
    expect(params.toString().length).toBeLessThanOrEqual(MAX_QUERY_LENGTH);
    expect(MAX_QUERY_LENGTH).toBeLessThan(8_000);
    const { state } = readViewState(params);
    const left = state.graph.collapse.toggled;
    expect(left.length).toBeGreaterThan(80);
    expect(left.map((path) => path.at(-1))).toEqual(toggled.slice(-left.length).map((path) => path.at(-1)));
    expect(state.graph.focus?.at(-1)).toBe(group(0).at(-1));
    expect(cut).toEqual([
      {
        param: 'group',
        reason: { kind: 'link-too-long-for-groups', gone: 400 - left.length },
      },
    ]);
    const oneMore = withGraph({ collapse: { mode: 'all', toggled: toggled.slice(-left.length - 1) }, focus: group(0) });
    expect(writeViewState(oneMore, 'orgId=1').cut).toHaveLength(1);
  });

  it('loses the one part that is too long, not those worth less', () => {
    const state = withGraph({ search: { text: 'x'.repeat(9_000), regex: false }, focus: group(1), highlight: 'main' });
    const { params, cut } = writeViewState(state);
    expect(cut.map(({ param }) => param)).toEqual(['search']);
    expect(readViewState(params).state).toEqual(withGraph({ focus: group(1), highlight: 'main' }));
  });

  it('loses part after part when one is not enough, least worth first', () => {
    const long = (char: string) => char.repeat(4_000);
    const state = withGraph({
      collapse: { mode: 'none', toggled: [[long('g')]] },
      focus: [long('f')],
      search: { text: long('s'), regex: false },
      highlight: long('h'),
      sandwich: 'main',
      callees: { focus: [long('c')], toggled: [] },
    });
    const { params, cut } = writeViewState(state);
    expect(cut.map(({ param }) => param)).toEqual(['callers_group', 'group', 'focus', 'search']);
    expect(readViewState(params).state).toEqual(
      withGraph({ collapse: { mode: 'none', toggled: [] }, highlight: long('h'), sandwich: 'main' })
    );
  });

  it('never loses what decides which profile is shown', () => {
    const filters = Array.from({ length: 500 }, (_, i) => ({ name: `label_${i}`, op: '=' as const, value: 'value' }));
    const { params, cut } = writeViewState(withSubject(withGraph({ highlight: 'main', sandwich: 'x' }), { filters }));
    expect(readViewState(params).state.subject.filters).toEqual(filters);
    expect(cut.map(({ param }) => param)).toEqual(['highlight', 'sandwich']);
  });

  it('leaves a link alone that fits', () => {
    expect(writeViewState(withGraph({ focus: group(1) })).cut).toEqual([]);
  });
});
