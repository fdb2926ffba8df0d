import type { AdHocVariableFilter, TimeRange } from '@grafana/data';
import { buildSelector } from '../../query/buildSelector';
import type { Matcher } from '../../query/selector';
import type { SubjectParam } from '../../subject/codec';
import { MAX_QUERY_LENGTH } from '../../viewstate/limit';
import { read, readList, readText, readTime } from '../reading';

/**
 * The props of `oss-serviceprofiles-app/profiles-tab/v1`; docs/embed.md describes them for hosts. A later change only adds
 * optional ones.
 */
export interface EmbeddedTabProps {
  /** What is asked for. A change asks for something else, and leaves how it is looked at, unless that belonged to the old one. */
  subject?: {
    /** the label `service_name` */
    service: string;
    /** '' for the profiles that have none; undefined: found out, and asked where there are several */
    namespace?: string;
    /** all namespaces together; only without `namespace` */
    allNamespaces?: boolean;
    /** the label that holds the namespace, where it is not the first of the settings */
    namespaceLabel?: string;
    /** uid; undefined: the reader's own */
    dataSource?: string;
    /** an id, or name and sample type such as `process_cpu:cpu` */
    profileType?: string;
    /** a label selector on top: `{region="eu"}` */
    filters?: string;
  };
  /** Grafana's raw forms, such as `now-1h` or epoch milliseconds. A change shows another range. */
  range?: { from: string; to: string };
  /** The reader chose another range. */
  onRangeChange?(range: { from: string; to: string }): void;
  /** How it is looked at in the beginning: a query as docs/links.md has it, such as `layout=graph&timeline=hidden`. */
  view?: string;
  /** Whatever is shown now, as such a query: given as `view` later, or to a link, it opens the same. */
  onViewChange?(query: string): void;
  /** Whether pickers for data source, range and refresh stand above. */
  controls?: boolean;
  /** Keeps what is shown in the address of the page, each parameter after this text; different for each tab on it. */
  addressPrefix?: string;

  /** As Profiles Drilldown's embedded component has them, so that a host can change the id alone: the first ones hold. */
  initialTimeRange?: TimeRange;
  onTimeRangeChange?(range: TimeRange): void;
  initialFilters?: AdHocVariableFilter[];
  /** uid of the data source */
  initialDS?: string;
}

/** What the props say, as the query of a link. Hosts are other plugins: what is of another type counts as absent. */
export function queryOf(props: EmbeddedTabProps): string {
  const { subject, range, initialTimeRange } = props;
  const namespace = read(subject, 'namespace');
  const initial = read(initialTimeRange, 'raw') ?? initialTimeRange;
  const said: { [Param in SubjectParam]?: string } = {
    selector: typeof subject !== 'object' || subject === null ? selectorOf(props.initialFilters) : undefined,
    service_name: readText(subject, 'service'),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    ns: namespace === undefined && read(subject, 'allNamespaces') === true ? 'any' : undefined,
    ns_label: readText(subject, 'namespaceLabel'),
    ds: readText(subject, 'dataSource') ?? readText(props.initialDS),
    type: readText(subject, 'profileType'),
    filters: queryText(read(subject, 'filters')),
    from: readTime(range, 'from') ?? readTime(initial, 'from'),
    to: readTime(range, 'to') ?? readTime(initial, 'to'),
  };
  const params = new URLSearchParams(queryText(props.view));
  for (const [param, value] of Object.entries(said)) {
    if (value !== undefined) {
      params.set(param, value);
    }
  }
  return params.toString();
}

/** The callback of a host, or nothing where it gave something else. */
export function callable<Callback>(callback: Callback): Callback | undefined {
  return typeof callback === 'function' ? callback : undefined;
}

/** What was told to a host as its view may be as long as a link. */
const queryText = (text: unknown) =>
  typeof text === 'string' && text !== '' && text.length <= MAX_QUERY_LENGTH ? text : undefined;

const OPERATORS: readonly string[] = ['=', '!=', '=~', '!~'] satisfies Array<Matcher['op']>;

function selectorOf(filters: unknown): string | undefined {
  const matchers = readList(filters, 100).flatMap((filter) => {
    const name = readText(filter, 'key');
    const op = readText(filter, 'operator') ?? '';
    return name !== undefined && OPERATORS.includes(op)
      ? [{ name, op: op as Matcher['op'], value: readText(filter, 'value') ?? '' }]
      : [];
  });
  return matchers.length === 0 ? undefined : buildSelector(matchers);
}
