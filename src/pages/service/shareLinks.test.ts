import { withSubject } from '../../viewstate/changes';
import { defaultViewState, type ViewState } from '../../viewstate/state';
import { readViewState } from '../../viewstate/url';
import { drilldownLink, exploreLink, queryToShare, type Known } from './shareLinks';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const base = defaultViewState();
const graph = { ...base.graph, highlight: 'main.run' };
const state: ViewState = withSubject({ ...base, graph }, { service: 'cart' });
const known: Known = {
  dataSource: 'pyro',
  namespace: { kind: 'value', value: 'shop', label: 'k8s.namespace.name' },
  type: CPU,
  orgId: 7,
};

describe('a link for other people', () => {
  const span = { from: 1_700_000_000_000, to: 1_700_003_600_000 };

  it('says what this page knew by itself, and pins a relative range', () => {
    const { query, cut } = queryToShare(state, known, '?service_name=cart&refresh=30s&orgId=1&my-note=x', span);
    expect(cut).toBe(false);
    expect(
      readViewState(query, { layout: 'table', view: 'classic', range: { from: 'now-5m', to: 'now' } }).state
    ).toEqual(
      withSubject(state, {
        dataSource: 'pyro',
        namespace: { kind: 'value', value: 'shop', label: 'k8s.namespace.name' },
        type: CPU,
        range: { from: '1700000000000', to: '1700003600000' },
      })
    );
    const params = new URLSearchParams(query);
    expect([params.get('orgId'), params.get('refresh'), params.get('my-note')]).toEqual(['7', null, 'x']);
  });

  it('may stay as it is', () => {
    const { query } = queryToShare(state, known, '?refresh=30s', undefined);
    const params = new URLSearchParams(query);
    expect([params.get('from'), params.get('to'), params.get('refresh')]).toEqual(['now-1h', 'now', '30s']);
  });

  it.each([
    [{ kind: 'any' } as const, 'ns=any'],
    [{ kind: 'none', label: 'namespace' } as const, 'namespace=&ns_label=namespace'],
  ])('says which namespace is meant: %j', (namespace, expected) => {
    const { query } = queryToShare(state, { ...known, namespace }, '', undefined);
    expect(query).toContain(`service_name=cart&${expected}&ds=pyro`);
  });

  it('says when not everything fits', () => {
    const long = { ...state, graph: { ...base.graph, search: { text: 'x'.repeat(9000), regex: false } } };
    expect(queryToShare(long, known, '', span).cut).toBe(true);
  });
});

describe('links to other parts of Grafana', () => {
  const query = {
    dataSource: { uid: 'pyro', type: 'grafana-pyroscope-datasource' },
    service: 'team/cart',
    typeId: CPU,
    matchers: [
      { name: 'service_name', op: '=' as const, value: 'team/cart' },
      { name: 'namespace', op: '=' as const, value: 'shop' },
      { name: 'k8s.pod.name', op: '=~' as const, value: 'a|b,c#1' },
    ],
    range: { from: 'now-1h', to: 'now' },
  };

  it('Explore gets the very query', () => {
    const url = new URL(exploreLink(query), 'http://grafana');
    expect([url.pathname, url.searchParams.get('schemaVersion')]).toEqual(['/explore', '1']);
    expect(JSON.parse(url.searchParams.get('panes')!)).toEqual({
      profiles: {
        datasource: 'pyro',
        range: { from: 'now-1h', to: 'now' },
        queries: [
          {
            refId: 'A',
            datasource: { type: 'grafana-pyroscope-datasource', uid: 'pyro' },
            queryType: 'both',
            profileTypeId: CPU,
            labelSelector: '{service_name="team/cart", namespace="shop", "k8s.pod.name"=~"a|b,c#1"}',
            groupBy: [],
            spanSelector: [],
          },
        ],
      },
    });
  });

  it('Profiles Drilldown gets service, type and each filter, delimiters in values escaped', () => {
    const url = new URL(drilldownLink(query), 'http://grafana');
    expect(url.pathname).toBe('/a/grafana-pyroscope-app/explore');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      'var-dataSource': 'pyro',
      'var-serviceName': 'team/cart',
      'var-profileMetricId': CPU,
      explorationType: 'flame-graph',
      from: 'now-1h',
      to: 'now',
    });
    expect(url.searchParams.getAll('var-filters')).toEqual([
      'namespace|=|shop',
      'k8s.pod.name|=~|a__gfp__b__gfc__c__gfh__1',
    ]);
  });
});
