import { buildSelector } from '../query/buildSelector';
import { type Matcher } from '../query/selector';

/**
 * Which of a service's profiles are meant, by namespace: those of one (`value`), those that have none (`none`), or all
 * of them (`any`). Undecided is a link that says nothing: the page finds out, and asks where there are several, so that
 * prod and staging are never merged in silence.
 */
export type Namespace = {
  /** the label that holds namespaces; undefined: the page finds out which */
  readonly label?: string;
} & (
  | { readonly kind: 'undecided' }
  | { readonly kind: 'any' }
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: string }
);

/** A namespace that a question can be asked with. */
export type SettledNamespace =
  | { readonly kind: 'any' }
  | { readonly kind: 'none'; readonly label: string }
  | { readonly kind: 'value'; readonly value: string; readonly label: string };

/** Only the profiles of one span (16 hex digits), of one trace (32), one profile (its UUID), or those of a `Brush`, as its text. */
export interface Only {
  readonly kind: 'span' | 'trace' | 'profile' | 'brush';
  readonly id: string;
}

/** A file of a person's disk: its SHA-256 as 64 hex digits says which one, its name says so to people. */
export interface FileName {
  readonly digest: string;
  readonly name: string;
}

/** Everything that decides which profiles are asked for. */
export interface Subject {
  /** uid of the data source */
  readonly dataSource?: string;
  /** the label `service_name` */
  readonly service?: string;
  readonly namespace: Namespace;
  /** as linked: a full profile type id, or name and sample type; `resolveType` finds the service's own */
  readonly type?: string;
  /** on top of service and namespace */
  readonly filters: readonly Matcher[];
  /** Grafana's raw forms */
  readonly range: { readonly from: string; readonly to: string };
  /** milliseconds since the epoch; the flame graph shows this part of the range only */
  readonly window?: { readonly from: number; readonly to: number };
  /** narrows the flame graph, not the timeline: series know neither spans nor single profiles */
  readonly only?: Only;
  /** of profile types that are snapshots: which one the flame graph shows */
  readonly snapshot: 'latest' | 'peak' | 'average';
  /** in the place of a data source: files merged into one profile; never empty */
  readonly file?: readonly FileName[];
}

const LAST_HOUR: Subject['range'] = { from: 'now-1h', to: 'now' };

/** The subject of a link that says nothing. */
export function defaultSubject(range: Subject['range'] = LAST_HOUR): Subject {
  return { namespace: { kind: 'undecided' }, filters: [], range, snapshot: 'latest' };
}

/** What a selector is made of: a service, a namespace that is settled, and filters on top. */
export interface Selected {
  readonly service: string;
  readonly namespace: SettledNamespace;
  readonly filters: readonly Matcher[];
}

/** The conditions that a subject stands for: the service, its namespace, then the filters. */
export function matchersOf({ service, namespace, filters }: Selected): Matcher[] {
  const matchers: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  if (namespace.kind !== 'any') {
    // A label that a profile lacks matches the empty text.
    matchers.push({ name: namespace.label, op: '=', value: namespace.kind === 'value' ? namespace.value : '' });
  }
  return [...matchers, ...filters];
}

export function selectorOf(selected: Selected): string {
  return buildSelector(matchersOf(selected));
}
