import { buildSelector } from '../../query/buildSelector';
import { type Matcher } from '../../query/selector';
import { type SettledNamespace } from '../../subject/subject';
import { withSubject } from '../../viewstate/changes';
import { type ViewState } from '../../viewstate/state';
import { writeViewState } from '../../viewstate/url';

/** What a link for other people must say although this page knows it by itself. */
export interface Known {
  dataSource: string;
  namespace: SettledNamespace | undefined;
  type: string | undefined;
  orgId: number | undefined;
}

/**
 * The query of a link that opens the same picture for everybody: what memory, defaults and preferences decided here is
 * written out. `cut` says that parts were left out because it would be too long.
 * @param previous the query of this page; parameters of others are kept
 * @param pin the absolute range in the place of a relative one, in milliseconds since the epoch; undefined: as it is
 */
export function queryToShare(
  state: ViewState,
  known: Known,
  previous: string,
  pin: { from: number; to: number } | undefined
): { query: string; cut: boolean } {
  const foreign = new URLSearchParams(previous);
  if (pin) {
    // A picture of the past does not change by refreshing it.
    foreign.delete('refresh');
  }
  if (known.orgId !== undefined) {
    foreign.set('orgId', String(known.orgId));
  }
  const { namespace, dataSource, type } = known;
  const complete = withSubject(state, {
    dataSource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(type === undefined ? {} : { type }),
    ...(pin && { range: { from: String(pin.from), to: String(pin.to) } }),
  });
  const { params, cut } = writeViewState(complete, foreign, { complete: true });
  return { query: params.toString(), cut: cut.length > 0 };
}

/** The query of a flame graph, as other parts of Grafana take it. */
export interface SharedQuery {
  dataSource: { uid: string; type: string };
  service: string;
  typeId: string;
  /** all conditions, the service's included */
  matchers: Matcher[];
  /** Grafana's raw forms */
  range: { from: string; to: string };
}

/** Grafana's Explore with the same query, series and flame graph. */
export function exploreLink({ dataSource, typeId, matchers, range }: SharedQuery): string {
  const query = {
    refId: 'A',
    datasource: { type: dataSource.type, uid: dataSource.uid },
    queryType: 'both',
    profileTypeId: typeId,
    labelSelector: buildSelector(matchers),
    groupBy: [],
    spanSelector: [],
  };
  const panes = { profiles: { datasource: dataSource.uid, queries: [query], range } };
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) })}`;
}

/** Profiles Drilldown with the same query: its variables, filters in the form of Grafana's scenes. */
export function drilldownLink({ dataSource, service, typeId, matchers, range }: SharedQuery): string {
  const filters = matchers
    .filter(({ name, op, value }) => !(name === 'service_name' && op === '=' && value === service))
    .map(({ name, op, value }) => ['var-filters', [name, op, value].map(escapeDelimiters).join('|')]);
  const params = new URLSearchParams([
    ['explorationType', 'flame-graph'],
    ['var-dataSource', dataSource.uid],
    ['var-serviceName', service],
    ['var-profileMetricId', typeId],
    ...filters,
    ['from', range.from],
    ['to', range.to],
  ]);
  return `/a/grafana-pyroscope-app/explore?${params}`;
}

function escapeDelimiters(text: string): string {
  return text.replace(/\|/g, '__gfp__').replace(/,/g, '__gfc__').replace(/#/g, '__gfh__');
}
