import { loadGrammar } from '../query/readSelector';
import { type Subject } from '../subject/subject';
import { defaultViewState, type GraphViewState, type View, type ViewState } from './state';
import { readViewState } from './url';

beforeAll(loadGrammar);

/** A state as 0.1.0 had it: what was asked for stood beside how it was looked at. */
interface OldState extends View, Omit<Subject, 'namespace'> {
  namespace?: string;
  namespaceLabel?: string;
}

const { subject: usual, ...usualView } = defaultViewState();
const base: OldState = { ...usualView, filters: usual.filters, range: usual.range, snapshot: usual.snapshot };
const graph = (change: Partial<GraphViewState>): GraphViewState => ({ ...base.graph, ...change });

/**
 * Links as they were written once; they are in mails, tickets and dashboards now. Never edit one to make a test pass:
 * teach the reader its meaning instead.
 */
const LINKS: ReadonlyArray<[link: string, state: OldState]> = [
  [
    '?service_name=checkout&namespace=shop&type=process_cpu%3Acpu%3Ananoseconds%3Acpu%3Ananoseconds&filters=%7Bregion%3D%22us-central%22%7D',
    {
      ...base,
      service: 'checkout',
      namespace: 'shop',
      type: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      filters: [{ name: 'region', op: '=', value: 'us-central' }],
    },
  ],
  [
    '?service_name=checkout&type=process_cpu:cpu&filters={region="us-central",pod=~"a|b"}&from=now-15m&to=now',
    {
      ...base,
      service: 'checkout',
      type: 'process_cpu:cpu',
      filters: [
        { name: 'region', op: '=', value: 'us-central' },
        { name: 'pod', op: '=~', value: 'a|b' },
      ],
      range: { from: 'now-15m', to: 'now' },
    },
  ],
  [
    '?service_name=team%2Fcart+%22v2%22%2C%7B%C3%BC%7D%5C&namespace=a%2Fb&ns_label=k8s.namespace.name&ds=P02E4190217B50628&filters=%7B%22otel.scope.name%22%21%3D%22x%5C%5Cy%5C%22z%22%7D&from=1700000000000&to=1700003600000&orgId=1',
    {
      ...base,
      service: 'team/cart "v2",{ü}\\',
      namespace: 'a/b',
      namespaceLabel: 'k8s.namespace.name',
      dataSource: 'P02E4190217B50628',
      filters: [{ name: 'otel.scope.name', op: '!=', value: 'x\\y"z' }],
      range: { from: '1700000000000', to: '1700003600000' },
    },
  ],
  [
    '?service_name=cart&view=classic&layout=graph&sort=total&order=asc&search=%5Ejson%5C.&search_mode=regex&highlight=runtime.memmove&sandwich=json.Marshal&focus=main.main&focus=net%2Fhttp.%28*conn%29.serve&collapse=none&group=0%0Amain.main%0Anet%2Fhttp.%28*conn%29.serve&group=1%0Aruntime.gcBgMarkWorker&colors=value&align=right',
    {
      ...base,
      service: 'cart',
      view: 'classic',
      graph: {
        highlight: 'runtime.memmove',
        search: { text: '^json\\.', regex: true },
        sandwich: 'json.Marshal',
        focus: ['main.main', 'net/http.(*conn).serve'],
        sort: { column: 'total', direction: 'asc' },
        layout: 'graph',
        collapse: {
          mode: 'none',
          toggled: [
            ['main.main', 'net/http.(*conn).serve'],
            ['main.main', 'runtime.gcBgMarkWorker'],
          ],
        },
        colors: 'value',
        align: 'right',
        orientation: 'icicle',
      },
    },
  ],
  [
    '?service_name=cart&sort=symbol&group=0',
    {
      ...base,
      service: 'cart',
      graph: graph({ sort: { column: 'symbol', direction: 'asc' }, collapse: { mode: 'all', toggled: [[]] } }),
    },
  ],
  [
    '?service_name=cart&search=%2Aruntime%2A%2C+x&from=2023-11-14T22%3A13%3A20.000Z&to=2023-11-14T23%3A13%3A20.000Z&var-future=1',
    {
      ...base,
      service: 'cart',
      range: { from: '1700000000000', to: '1700003600000' },
      graph: graph({ search: { text: '*runtime*, x', regex: false } }),
    },
  ],
  [
    '?service_name=cart&type=goroutine:goroutine&from=now-1h&to=now&window_from=1700000000000&window_to=1700000060000&snapshot=peak&timeline=hidden&split=k8s.pod.name',
    {
      ...base,
      service: 'cart',
      type: 'goroutine:goroutine',
      window: { from: 1_700_000_000_000, to: 1_700_000_060_000 },
      snapshot: 'peak',
      timeline: 'hidden',
      split: 'k8s.pod.name',
    },
  ],
  [
    '?service_name=cart&filters=%7Bregion%3D~%22eu%7Cus%22%7D&labels=k8s.pod.name',
    { ...base, service: 'cart', filters: [{ name: 'region', op: '=~', value: 'eu|us' }], labels: 'k8s.pod.name' },
  ],
  [
    '?service_name=cart&sandwich=json.Marshal&callers_focus=main.run&callers_focus=main.main&callers_group=0%0Amain.run&callees_focus=sort.Sort&callees_group=0%0Aa%0Ab&callees_group=1%0Ac',
    {
      ...base,
      service: 'cart',
      graph: graph({
        sandwich: 'json.Marshal',
        callers: { focus: ['main.run', 'main.main'], toggled: [['main.run']] },
        callees: {
          focus: ['sort.Sort'],
          toggled: [
            ['a', 'b'],
            ['a', 'c'],
          ],
        },
      }),
    },
  ],
  ['?service_name=cart&callers_focus=main.run', { ...base, service: 'cart' }],
  ['?service_name=cart&detail=all', { ...base, service: 'cart', detail: 'all' }],
  [
    '?service_name=cart&highlight=main.main&lines=main.%28*Tree%29.walk%26co',
    { ...base, service: 'cart', graph: graph({ highlight: 'main.main', lines: 'main.(*Tree).walk&co' }) },
  ],
];

function asNow({
  service,
  namespace,
  namespaceLabel,
  dataSource,
  type,
  filters,
  range,
  window,
  snapshot,
  ...view
}: OldState): ViewState {
  const label = namespaceLabel === undefined ? {} : { label: namespaceLabel };
  return {
    ...view,
    subject: {
      ...(service !== undefined && { service }),
      ...(dataSource !== undefined && { dataSource }),
      ...(type !== undefined && { type }),
      ...(window !== undefined && { window }),
      namespace:
        namespace === undefined ? { kind: 'undecided', ...label } : { kind: 'value', value: namespace, ...label },
      filters,
      range,
      snapshot,
    },
  };
}

describe('links of the past', () => {
  it.each(LINKS)('%s', (link, state) => {
    expect(readViewState(link)).toEqual({ state: asNow(state), dropped: [] });
  });

  it('of 0.1.0 that name an empty namespace mean now the profiles without one: the one change of meaning', () => {
    expect(readViewState('?service_name=cart&namespace=').state.subject.namespace).toEqual({ kind: 'none' });
  });
});
