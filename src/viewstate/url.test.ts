import fc from 'fast-check';

import { anySubject, optional, someText, text, withoutUndefined } from '../subject/testing/arbitrary';
import { findPath } from '../profile/path';
import { loadGrammar } from '../query/readSelector';
import { folded } from '../profile/testing/drawn';
import { defaultSubject } from '../subject/subject';
import { withSubject } from './changes';
import { type GraphViewState, type Preferences, type Versus, type ViewState, defaultViewState } from './state';
import { readViewState, writeViewState } from './url';

beforeAll(loadGrammar);

const path = fc.array(fc.oneof(text, fc.constantFrom('main', 'runtime.main', 'http.(*conn).serve')), { maxLength: 6 });

const part = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .filter(([from, to]) => from < to && !Object.is(from, -0));

const groups = fc.array(path, { maxLength: 5 });
const focus = path.filter((names) => names.length > 0);
/** Touched at all, or it would be undefined. */
const side = fc
  .record({ focus: optional(focus), toggled: groups })
  .filter((drawn) => drawn.focus !== undefined || drawn.toggled.length > 0)
  .map(withoutUndefined);

const ownWords = fc.uniqueArray(
  fc.record({ package: someText, word: fc.constantFrom('yes', 'no', 'through') } as const),
  { minLength: 1, maxLength: 4, selector: (each) => each.package }
);

const kinds = fc.constantFrom('keep', 'hide', 'merge', 'drop-above', 'drop-below');
const off = fc.constantFrom({}, { off: true });
const transforms = fc.array(
  fc.oneof(
    fc.tuple(fc.record({ kind: kinds, about: text } as const), off),
    fc.tuple(fc.record({ kind: kinds, about: text, regex: fc.constant(true) } as const), off),
    fc.tuple(fc.record({ kind: fc.constant('flatten'), about: text } as const), off),
    fc.tuple(fc.record({ kind: fc.constantFrom('flatten', 'packages', 'own') } as const), off)
  ),
  { minLength: 1, maxLength: 3 }
);

const graph: fc.Arbitrary<GraphViewState> = fc
  .record({
    highlight: optional(text),
    search: optional(fc.record({ text: someText, regex: fc.boolean() })),
    sandwich: optional(text),
    lines: optional(text),
    callers: optional(side),
    callees: optional(side),
    x: optional(part),
    focus: optional(focus),
    transforms: optional(transforms.map((all) => all.map((parts) => Object.assign({}, ...parts)))),
    sort: fc.record({
      column: fc.constantFrom('symbol', 'self', 'total', 'own', 'verdict'),
      direction: fc.constantFrom('asc', 'desc'),
    }),
    own: optional(ownWords),
    dim: optional(fc.constant('others')),
    tree: optional(fc.constantFrom('top-down', 'bottom-up')),
    layout: fc.constantFrom('table', 'both', 'graph', 'tree'),
    collapse: fc.record({ mode: fc.constantFrom('all', 'none'), toggled: groups }),
    colors: fc.constantFrom('package', 'value'),
    align: fc.constantFrom('left', 'right'),
    orientation: fc.constantFrom('icicle', 'flame'),
  } as const)
  .map(({ callers, callees, ...rest }) =>
    // A sandwich's graphs are nothing without it.
    withoutUndefined(rest.sandwich === undefined ? rest : { ...rest, callers, callees })
  );

/** A link that names nothing to compare with has no comparison, and one with a range of its own no shift. */
const versus: fc.Arbitrary<Versus> = fc
  .record({
    other: fc
      .tuple(anySubject, fc.subarray(['service', 'namespace', 'type', 'filters', 'range', 'window', 'snapshot']))
      .map(([subject, parts]) => Object.fromEntries(Object.entries(subject).filter(([part]) => parts.includes(part)))),
    shift: optional(fc.constantFrom('1h', '36h', '7d')),
    width: fc.constantFrom('before', 'after', 'larger', 'churn', 'side'),
    norm: optional(fc.constantFrom('instance', 'second', 'profile', 'share', 'none')),
  } as const)
  .map(withoutUndefined)
  .filter(({ other, shift }: Versus) => {
    const silent = other.namespace?.kind === 'undecided' && other.namespace.label === undefined;
    return !silent && (shift === undefined ? Object.keys(other).length > 0 : other.range === undefined);
  });

const state: fc.Arbitrary<ViewState> = fc
  .record({
    subject: anySubject,
    detail: fc.constantFrom('usual' as const, 'more' as const, 'all' as const),
    timeline: fc.constantFrom('shown', 'hidden'),
    split: optional(someText),
    labels: optional(someText),
    view: fc.constantFrom('own', 'classic'),
    versus: optional(versus),
    over: optional(fc.uniqueArray(someText, { minLength: 1, maxLength: 5 })),
    overBy: optional(fc.constantFrom('total', 'self', 'total-share', 'self-share')),
    overSplit: optional(someText),
    graph,
  } as const)
  .map(({ overBy, overSplit, ...rest }) => withoutUndefined({ ...rest, ...(rest.over && { overBy, overSplit }) }));

const preferences: fc.Arbitrary<Preferences> = fc.record(
  {
    range: fc.constant({ from: 'now-2d/d', to: 'now-1d/d' }),
    view: fc.constantFrom('own', 'classic'),
    layout: fc.constantFrom('table', 'both', 'graph'),
    colors: fc.constantFrom('package', 'value'),
    timeline: fc.constantFrom('shown', 'hidden'),
  } as const,
  { requiredKeys: [] }
);

const read = (search: string) => readViewState(search).state;
const write = (some: ViewState, previous = '') => writeViewState(some, previous).params.toString();
const withGraph = (change: Partial<GraphViewState>): ViewState => {
  const base = defaultViewState();
  return { ...base, graph: { ...base.graph, ...change } };
};

describe('writeViewState and readViewState', () => {
  it('give every state back, whatever the names, as a string and through a real URL', () => {
    fc.assert(
      fc.property(state, (some) => {
        const { params, cut } = writeViewState(some);
        fc.pre(cut.length === 0);
        expect(readViewState(params)).toEqual({ state: some, dropped: [] });
        expect(readViewState(new URL(`http://host/a/x?${params}#part`).search)).toEqual({ state: some, dropped: [] });
      }),
      { numRuns: 1000 }
    );
  });

  it('give every state back under the preferences of the same person', () => {
    fc.assert(
      fc.property(state, preferences, (some, mine) => {
        const { params, cut } = writeViewState(some, '', { preferences: mine });
        fc.pre(cut.length === 0);
        expect(readViewState(params, mine).state).toEqual(some);
      })
    );
  });

  it('give a complete link the same meaning under the preferences of anybody', () => {
    fc.assert(
      fc.property(state, preferences, preferences, (some, mine, theirs) => {
        const { params, cut } = writeViewState(some, '', { preferences: mine, complete: true });
        fc.pre(cut.length === 0);
        expect(readViewState(params, theirs).state).toEqual(some);
      })
    );
  });
});

describe('a link that opens deep frames', () => {
  const spring = (depth: number) =>
    Array.from({ length: depth }, (_, i) => `org.springframework.web.filter.OncePerRequestFilter${i}.doFilterInternal`);
  const focused = (focus: string[]) => withGraph({ focus });

  it.each([100, 400])('of %d levels by a short path that leads to the same frame, nothing cut', (depth) => {
    const names = spring(depth);
    const { params, cut } = writeViewState(focused(names));
    expect(cut).toEqual([]);
    expect(params.has('focus')).toBe(false);
    const { state: some, dropped } = readViewState(params);
    expect(dropped).toEqual([]);
    const tree = folded(`${names.join(';')} 1\n${names.slice(0, 5).join(';')};other 1`);
    expect(findPath(tree, some.graph.focus ?? [])).toEqual(findPath(tree, names));
    expect(findPath(tree, names).matched).toBe(depth);
    // Whoever goes on from there keeps the same link.
    expect(write(some)).toBe(params.toString());
  });

  it.each(['callers', 'callees'] as const)('in the graph of the %s of a sandwich too', (side) => {
    const names = spring(200);
    const { params, cut } = writeViewState(withGraph({ sandwich: 'main', [side]: { focus: names, toggled: [] } }));
    expect(cut).toEqual([]);
    expect(params.has(`${side}_focus`)).toBe(false);
    const { state: some, dropped } = readViewState(params);
    expect(dropped).toEqual([]);
    const tree = folded(`${names.join(';')} 1`);
    expect(findPath(tree, some.graph[side]?.focus ?? [])).toEqual({ node: 200, matched: 200 });
    expect(write(some)).toBe(params.toString());
  });

  it('by names as long as they fit: they can be typed', () => {
    expect(write(focused(spring(20)))).toContain('focus=org.springframework');
  });

  it('says when its short path cannot be read, and takes the names', () => {
    expect(readViewState('at=..&focus=main')).toMatchObject({
      state: { graph: { focus: ['main'] } },
      dropped: [{ param: 'at', reason: { kind: 'unreadable-path' } }],
    });
  });
});

describe('writeViewState', () => {
  it('omits defaults', () => {
    expect(write(defaultViewState())).toBe('');
    expect(
      write(withSubject(defaultViewState(), { service: 'checkout', namespace: { kind: 'value', value: 'shop' } }))
    ).toBe('service_name=checkout&namespace=shop');
  });

  it('keeps unknown parameters, repeated ones and their order included, and replaces its own', () => {
    expect(
      write(
        withSubject(defaultViewState(), { service: 'b' }),
        '?orgId=1&service_name=a&var-x=1&layout=table&var-x=%F0%9F%98%80'
      )
    ).toBe('service_name=b&orgId=1&var-x=1&var-x=%F0%9F%98%80');
  });

  it('writes a link that people can read and type', () => {
    const some = withSubject(
      withGraph({
        focus: ['main', 'http.Serve'],
        sort: { column: 'total', direction: 'desc' },
        search: { text: 'json', regex: true },
      }),
      { type: 'process_cpu:cpu', filters: [{ name: 'region', op: '=', value: 'us-central' }] }
    );
    expect(decodeURIComponent(write(some))).toBe(
      'type=process_cpu:cpu&filters={region="us-central"}&sort=total&search=json&search_mode=regex&focus=main&focus=http.Serve'
    );
  });
});

describe('readViewState', () => {
  it('is all defaults for an empty link', () => {
    expect(readViewState('')).toEqual({
      state: {
        subject: defaultSubject(),
        detail: 'usual',
        timeline: 'shown',
        view: 'own',
        graph: {
          sort: { column: 'self', direction: 'desc' },
          layout: 'both',
          collapse: { mode: 'all', toggled: [] },
          colors: 'package',
          align: 'left',
          orientation: 'icicle',
        },
      },
      dropped: [],
    });
  });

  it('takes preferences where the link is silent, and the link where it is not', () => {
    const mine: Preferences = {
      range: { from: 'now-6h', to: 'now' },
      layout: 'table',
      view: 'classic',
      align: undefined,
    };
    expect(readViewState('', mine).state).toMatchObject({
      subject: { range: { from: 'now-6h' } },
      view: 'classic',
      graph: { layout: 'table', align: 'left' },
    });
    expect(readViewState('layout=both&from=now-5m&view=own', mine).state).toMatchObject({
      subject: { range: { from: 'now-5m', to: 'now' } },
      view: 'own',
      graph: { layout: 'both' },
    });
  });

  it('keeps what the link says, where the reader’s preferences come only after it was written again', () => {
    const link = 'service_name=shop&from=now-1h&to=now&timeline=shown&view=own&layout=both&colors=package&align=left';
    const { params } = writeViewState(readViewState(link).state, link);
    const later: Preferences = {
      range: { from: 'now-6h', to: 'now' },
      timeline: 'hidden',
      view: 'classic',
      layout: 'graph',
      colors: 'value',
      align: 'right',
    };
    expect(readViewState(params, later).state).toEqual(readViewState(link).state);
    // Chosen anew, a default is left to the link's silence.
    expect(writeViewState(readViewState(link).state, 'layout=graph').params.has('layout')).toBe(false);
  });

  it('takes empty parameters as missing, and a symbol without a name at its word', () => {
    expect(read('service_name=&ns=&type=&filters=&from=&to=&layout=&search=')).toEqual(defaultViewState());
    expect(read('highlight=').graph.highlight).toBe('');
  });

  it('reads whose code packages are, the later word of two', () => {
    expect(
      read('own=yes:github.com/me/shop&own=through:com.example:x&own=no:github.com/me/shop&dim=others').graph
    ).toMatchObject({
      own: [
        { package: 'github.com/me/shop', word: 'no' },
        { package: 'com.example:x', word: 'through' },
      ],
      dim: 'others',
    });
  });

  it('reads transforms in their order, a colon in what they are about included', () => {
    const { transforms: read_ } = read('t=keep:a::b&t=!hide-regex:^x:.*&t=flatten&t=own').graph;
    expect(read_).toEqual([
      { kind: 'keep', about: 'a::b' },
      { kind: 'hide', about: '^x:.*', regex: true, off: true },
      { kind: 'flatten' },
      { kind: 'own' },
    ]);
  });

  it('sorts a hand-typed column the usual way round', () => {
    expect(read('sort=symbol').graph.sort).toEqual({ column: 'symbol', direction: 'asc' });
    expect(read('sort=total').graph.sort).toEqual({ column: 'total', direction: 'desc' });
    expect(read('sort=symbol&order=desc').graph.sort).toEqual({ column: 'symbol', direction: 'desc' });
  });

  it('says what of a malformed link was dropped, and why, and keeps the rest', () => {
    const oneOf = (...options: string[]) => ({ kind: 'not-one-of', options });
    const link =
      'service_name=a&type=cpu&filters={region=us}&from=yesterday&to=now&layout=sideways&sort=size&order=up&search_mode=fuzzy&collapse=some&own=maybe:a&own=yes&t=spin:a&t=keep&t=own:a&t=flatten-regex:a&dim=all&tree=left&group=x&group=0%0Amain&view=fancy&colors=red&align=top&orientation=left';
    const { state: some, dropped } = readViewState(link);
    expect(some).toEqual(withSubject(withGraph({ collapse: { mode: 'all', toggled: [['main']] } }), { service: 'a' }));
    expect(Object.fromEntries(dropped.map(({ param, reason }) => [param, reason]))).toEqual({
      type: { kind: 'not-a-type' },
      filters: {
        kind: 'bad-selector',
        words: '1:9: parse error: unexpected identifier "us" in label matching, expected string',
      },
      from: { kind: 'bad-time' },
      to: { kind: 'bad-time' },
      layout: oneOf('table', 'both', 'graph', 'tree'),
      tree: oneOf('top-down', 'bottom-up'),
      sort: oneOf('symbol', 'self', 'total', 'own', 'verdict'),
      t: oneOf('keep', 'hide', 'merge', 'drop-above', 'drop-below', 'flatten', 'packages', 'own'),
      own: oneOf('yes:…', 'no:…', 'through:…', 'default:…'),
      dim: oneOf('others'),
      order: oneOf('asc', 'desc'),
      search_mode: oneOf('literal', 'regex'),
      collapse: oneOf('all', 'none'),
      group: { kind: 'unreadable-groups', unreadable: 1, of: 2 },
      view: oneOf('own', 'classic'),
      colors: oneOf('package', 'value'),
      align: oneOf('left', 'right'),
      orientation: oneOf('icicle', 'flame'),
    });
  });

  it('takes the first of a parameter that is given twice, and says so', () => {
    expect(readViewState('service_name=a&service_name=b')).toMatchObject({
      state: { subject: { service: 'a' } },
      dropped: [{ param: 'service_name', reason: { kind: 'given-twice', times: 2 } }],
    });
  });

  it('never throws, whatever the link', () => {
    const junk = fc.tuple(
      fc.constantFrom('type', 'namespace', 'ns', 'filters', 'from', 'to', 'group', 'search', 'focus', 'sort', 'ds'),
      fc.string({ unit: 'binary' })
    );
    fc.assert(
      fc.property(fc.array(junk), fc.string(), (pairs, tail) => {
        const { state: some } = readViewState(`${new URLSearchParams(pairs)}&${tail}`);
        expect(readViewState(writeViewState(some).params).state).toEqual(some);
      })
    );
  });
});

describe('a comparison in a link', () => {
  const versusOf = (link: string) => readViewState(link);

  it('comes back as it was', () => {
    for (const link of ['vs_shift=1h', 'vs_shift=6d&compare=churn&norm=share', 'vs_shift=90m&norm=none']) {
      const { state, dropped } = versusOf(link);
      expect(dropped).toEqual([]);
      expect(writeViewState(state).params.toString()).toBe(link);
    }
    expect(versusOf('vs_shift=1h').state.versus).toEqual({ other: {}, shift: '1h', width: 'larger' });
  });

  it('has every part of a second subject, each alone, and an empty selector for no filters', () => {
    const first = 'service_name=checkout&namespace=shop';
    const links: Array<[string, Versus['other']]> = [
      ['vs_service_name=cart', { service: 'cart' }],
      ['vs_namespace=', { namespace: { kind: 'none' } }],
      ['vs_ns=any', { namespace: { kind: 'any' } }],
      ['vs_ns_label=team', { namespace: { kind: 'undecided', label: 'team' } }],
      ['vs_ds=other', { dataSource: 'other' }],
      ['vs_type=process_cpu:cpu', { type: 'process_cpu:cpu' }],
      ['vs_filters={version="2.30"}', { filters: [{ name: 'version', op: '=', value: '2.30' }] }],
      ['vs_filters={}', { filters: [] }],
      ['vs_from=now-2h&vs_to=now-1h', { range: { from: 'now-2h', to: 'now-1h' } }],
      ['vs_window_from=1700000000000&vs_window_to=1700000060000', { window: { from: 17e11, to: 1_700_000_060_000 } }],
      ['vs_snapshot=peak', { snapshot: 'peak' }],
    ];
    for (const [link, other] of links) {
      const { state, dropped } = versusOf(`${first}&${link}`);
      expect(dropped).toEqual([]);
      expect(state.versus).toEqual({ other, width: 'larger' });
      expect(decodeURIComponent(writeViewState(state).params.toString())).toBe(`${first}&${link}`);
    }
  });

  it('says what of a second subject cannot be used, under its own name', () => {
    const { state, dropped } = versusOf('vs_shift=1h&vs_from=now-2h&vs_to=now-1h&vs_filters={&vs_type=cpu');
    expect(state.versus).toEqual({ other: { range: { from: 'now-2h', to: 'now-1h' } }, width: 'larger' });
    expect(dropped.map(({ param }) => param)).toEqual(['vs_filters', 'vs_type', 'vs_shift']);
  });

  it('needs something to compare with, and a time that is one', () => {
    expect(versusOf('compare=churn&norm=share').state).not.toHaveProperty('versus');
    for (const link of ['vs_shift=soon', 'vs_shift=0s', 'vs_shift=1ms']) {
      const { state, dropped } = versusOf(link);
      expect(state).not.toHaveProperty('versus');
      expect(dropped).toEqual([{ param: 'vs_shift', reason: { kind: 'bad-time' } }]);
    }
  });
});
