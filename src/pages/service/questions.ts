import { type QueryClient } from '@tanstack/react-query';
import { describeType } from '../../query/catalogue';
import { buildSelector } from '../../query/buildSelector';
import { type NotCollected } from '../../query/notCollected';
import { type Matcher } from '../../query/selector';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { type EmptyReason, type Probe } from '../../pyroscope/diagnose';
import { fetchBestProfile } from '../../pyroscope/bestProfile';
import { fetchFlameGraph, type FlameGraphAnswer, type FlameGraphRequest } from '../../pyroscope/flameGraph';
import { type OnlyNote } from '../../pyroscope/onlyProfiles';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type PartsDone } from '../../pyroscope/longRange';
import { fetchNamespaces, type FoundNamespaces } from '../../pyroscope/namespaces';
import { type AbsoluteRange } from '../../pyroscope/query';
import { RaceMemory } from '../../pyroscope/raceMemory';
import { type LabelShares, type RangeRequest, type RangeSeries, type Split } from '../../pyroscope/rangeSeries';
import { type LastProfile } from '../../pyroscope/summary';
import { type SnapshotChoice, type SnapshotNote } from '../../pyroscope/snapshotGraph';
import { type Budget } from '../../pyroscope/wholeProfile';
import { type ServiceList } from '../../pyroscope/services';
import { selectorOf, type Only, type Selected } from '../../subject/subject';
import type { askForSnapshots } from './askForSnapshots';

/** A subject of which everything that questions need is known, and the data source that they go to. */
export interface Asked extends Selected {
  dataSource: PyroscopeDataSource;
  /** of its series, in milliseconds */
  minStepMs: number;
  span: AbsoluteRange;
  /** the part of the span that the flame graph shows */
  shown: AbsoluteRange;
}

interface Context {
  client: QueryClient;
  /** aborting it ends the request, down to the server */
  signal: AbortSignal;
  /** of a range that is asked about in parts */
  onParts?(parts: PartsDone): void;
}

/** Something that is asked about a subject; equal questions are asked once. */
export interface Question<T> {
  /** what it is, what it is about whatever the time, and everything else that its answer depends on */
  key: readonly [name: string, about: string, ...rest: unknown[]];
  ask(context: Context): Promise<T>;
}

/** Which namespaces a service has; `labels` may hold them, most likely first. */
export function namespacesQuestion(
  dataSource: PyroscopeDataSource,
  { service, labels, span }: { service: string; labels: readonly string[]; span: AbsoluteRange }
): Question<FoundNamespaces> {
  return {
    key: ['namespaces', JSON.stringify([dataSource.uid, service, labels]), span],
    ask: ({ signal }) => fetchNamespaces(dataSource, { service, labels, range: span }, signal),
  };
}

/** All services of a data source; `labels` may hold their namespaces. */
export function servicesQuestion(
  dataSource: PyroscopeDataSource,
  { labels, span }: { labels: readonly string[]; span: AbsoluteRange }
): Question<ServiceList> {
  return {
    key: ['services', JSON.stringify([dataSource.uid, labels]), span],
    ask: async ({ signal }) => {
      const { fetchServices } = await import(/* webpackChunkName: "service-choice" */ '../../pyroscope/services');
      return fetchServices(dataSource, span, [...labels], signal);
    },
  };
}

/** The ids of the profile types that the service sends, whatever the filters. */
export function typesQuestion(asked: Asked): Question<string[]> {
  return valuesQuestion('types', asked, '__profile_type__');
}

/**
 * The types that the service could send but does not. Its types tell its runtime; where they do not, the client that
 * sends the profiles is asked for. Neither changes with the time, so it is asked once.
 */
export function notCollectedQuestion(asked: Asked, types: string[]): Question<NotCollected[]> {
  const { key, ask } = valuesQuestion('not-collected', asked, 'pyroscope_spy');
  return {
    key: [key[0], key[1], types],
    ask: async (context) => {
      const { notCollected, runtimeOf } = await import(/* webpackChunkName: "numbers" */ '../../query/notCollected');
      const spies = runtimeOf(types) === undefined ? await ask(context) : [];
      return notCollected(
        types,
        spies.find((name) => runtimeOf([], name) !== undefined)
      );
    },
  };
}

/** The values of a label among the service's profiles that the filters match. */
export function labelValuesQuestion(asked: Asked, label: string, filters: readonly Matcher[]): Question<string[]> {
  return valuesQuestion('label-values', asked, label, filters);
}

function valuesQuestion(
  name: string,
  asked: Asked,
  label: string,
  filters: readonly Matcher[] = []
): Question<string[]> {
  const { dataSource, span } = asked;
  const selector = selectorOf({ ...asked, filters });
  return {
    key: [name, JSON.stringify([dataSource.uid, selector, label]), span],
    ask: ({ signal }) => fetchLabelValues(dataSource, label, selector, span, signal),
  };
}

/**
 * The names of the labels that the service's profiles have, as far as the filters match them.
 * @param likely dotted names to try where they are not told
 */
export function labelNamesQuestion(
  asked: Asked,
  likely: readonly string[],
  filters: readonly Matcher[] = []
): Question<string[]> {
  const { dataSource, span } = asked;
  const selector = selectorOf({ ...asked, filters });
  return {
    key: ['label-names', JSON.stringify([dataSource.uid, selector]), span],
    ask: async ({ signal }) => {
      const { fetchAllLabelNames } = await import(/* webpackChunkName: "filters" */ '../../pyroscope/labelNames');
      return fetchAllLabelNames(dataSource, selector, span, { likely, signal });
    },
  };
}

/** How a subject's flame graph is wanted. */
export interface GraphWish {
  typeId: string;
  /** of types that are snapshots */
  snapshot: SnapshotChoice;
  maxNodes: number;
  /** what the whole profile may cost; undefined where only the data source's own frame will do */
  budget: Budget | undefined;
  /** the profiles of one span or trace, or one profile, wherever they are found */
  only?: Only;
}

/** Of all graphs since the page was loaded. */
const memory = new RaceMemory();

/** `snapshot`: what is shown, of a type that is a snapshot; `only`: whether what was looked for is. */
export type ShownGraph = FlameGraphAnswer & { snapshot?: SnapshotNote; only?: OnlyNote };

/** `askForSnapshots`, which no other types need. */
const snapshotsFor: typeof askForSnapshots = async (...asked) => {
  const code = await import(/* webpackChunkName: "numbers" */ './askForSnapshots');
  return code.askForSnapshots(...asked);
};

/** The flame graph. A picture of another service, namespace or type would mislead; one of other filters is only old. */
export function graphQuestion(
  asked: Asked,
  { typeId, snapshot, maxNodes, budget, only }: GraphWish
): Question<ShownGraph> {
  const { dataSource, service, namespace, shown, minStepMs } = asked;
  const choice = describeType(typeId)?.aggregation === 'snapshot' ? snapshot : undefined;
  const request = { profileTypeId: typeId, labelSelector: selectorOf(asked), range: shown, maxNodes, minStepMs };
  const about = JSON.stringify([dataSource.uid, service, namespace, typeId]);
  return {
    key: ['flame-graph', about, request.labelSelector, shown, maxNodes, choice, budget === undefined, only],
    ask: ({ client, signal, onParts }) => {
      const subject = JSON.stringify([about, request.labelSelector, choice]);
      const fetchGraph = (wanted: FlameGraphRequest) =>
        budget
          ? fetchBestProfile(dataSource, wanted, { budget, subject, memory, onParts }, signal)
          : fetchFlameGraph(dataSource, wanted, signal, onParts);
      const around = (wanted: typeof request): Promise<ShownGraph> => {
        if (choice === undefined) {
          return fetchGraph(wanted);
        }
        const allSnapshots: RangeRequest['allSnapshots'] = (groupBy) =>
          snapshotsFor(client, dataSource, wanted, { groupBy, signal });
        return import(/* webpackChunkName: "numbers" */ '../../pyroscope/snapshotGraph').then(
          ({ fetchSnapshotGraph }) =>
            fetchSnapshotGraph(dataSource, { ...wanted, choice, allSnapshots, fetchGraph }, signal)
        );
      };
      return only === undefined
        ? around(request)
        : import(/* webpackChunkName: "only" */ '../../pyroscope/onlyProfiles').then(({ fetchOnly }) =>
            fetchOnly(dataSource, request, { only, around }, signal)
          );
    },
  };
}

/** What is asked about the course of a type's values. */
export interface SeriesAsked {
  dataSource: PyroscopeDataSource;
  typeId: string;
  selector: string;
  range: AbsoluteRange;
  minStepMs: number;
}

/** Not needed before the first picture. */
const loadNumbers = () => import(/* webpackChunkName: "numbers" */ '../../pyroscope/rangeSeries');

/** More series than these cannot be told apart by color. */
const SPLIT_COUNT = 10;

/** The series over the range, with average and coverage. */
export function seriesQuestion(asked: SeriesAsked): Question<RangeSeries> {
  return {
    key: ['series', aboutSeries(asked), asked.range, asked.minStepMs],
    ask: async ({ client, signal }) =>
      (await loadNumbers()).fetchRangeSeries(asked.dataSource, requestOf(asked, client), signal),
  };
}

/** The series split by a label: the largest and the rest of the whole. */
export function splitQuestion(
  asked: SeriesAsked,
  { whole, label }: { whole: RangeSeries; label: string }
): Question<Split> {
  return {
    key: ['split', aboutSeries(asked, label), asked.range, asked.minStepMs, whole.span],
    ask: async ({ client, signal }) => {
      const { fetchSplit } = await loadNumbers();
      const what = { whole, label, count: SPLIT_COUNT };
      return fetchSplit(asked.dataSource, requestOf(asked, client), what, signal);
    },
  };
}

/** When the newest profile came; `newest`: the bucket of the series that it is in. */
export function lastProfileQuestion(asked: SeriesAsked, newest: AbsoluteRange): Question<LastProfile> {
  return {
    key: ['last', aboutSeries(asked), asked.range, asked.minStepMs, newest],
    ask: async ({ client, signal }) => {
      const { fetchLastProfile } = await import(/* webpackChunkName: "numbers" */ '../../pyroscope/summary');
      return fetchLastProfile(asked.dataSource, requestOf(asked, client), newest, signal);
    },
  };
}

/** What one sample of a type stands for, 0 where nobody counts them; `types`: those of the service. */
export function sampleValueQuestion(asked: SeriesAsked, types: readonly string[]): Question<number> {
  return {
    key: ['sample-value', aboutSeries(asked), asked.range, types],
    ask: async ({ client, signal }) => {
      const { fetchSampleValue } = await import(/* webpackChunkName: "numbers" */ '../../pyroscope/sampleValue');
      return fetchSampleValue(asked.dataSource, requestOf(asked, client), types, signal);
    },
  };
}

/** What of a type's values is told apart by which label. */
interface SharesWish {
  typeId: string;
  label: string;
  /** at most so many values, the largest */
  count: number;
  /** the round of snapshots that the flame graph shows */
  moment: AbsoluteRange | undefined;
}

/**
 * The shares of a label's values in what the flame graph is made of. Filters on the label itself are left out, so that
 * the others stay in sight. A second request is made only where there are more values than are wanted.
 */
export function sharesQuestion(asked: Asked, { typeId, label, count, moment }: SharesWish): Question<LabelShares> {
  const { dataSource, minStepMs, shown: range } = asked;
  const selector = selectorOf({ ...asked, filters: asked.filters.filter(({ name }) => name !== label) });
  const series = { dataSource, typeId, selector, range, minStepMs };
  return {
    key: ['label-shares', aboutSeries(series, label), range, minStepMs, moment],
    ask: async ({ client, signal }) => {
      const { fetchShares } = await loadNumbers();
      return fetchShares(dataSource, requestOf(series, client), { label, count, moment }, signal);
    },
  };
}

function aboutSeries({ dataSource, typeId, selector }: SeriesAsked, label?: string): string {
  return JSON.stringify([dataSource.uid, typeId, selector, label]);
}

function requestOf({ dataSource, typeId, selector, range, minStepMs }: SeriesAsked, client: QueryClient): RangeRequest {
  const request = { profileTypeId: typeId, labelSelector: selector, range, minStepMs };
  return {
    ...request,
    allSnapshots: (groupBy, signal) => snapshotsFor(client, dataSource, request, { groupBy, signal }),
  };
}

/** Why an answer was empty; `wanted`: the type as it was asked for, or as the link has it. */
export function diagnosisQuestion(
  asked: Asked,
  { wanted, namespaceLabels }: { wanted: string | undefined; namespaceLabels: string[] }
): Question<EmptyReason> {
  const { dataSource, minStepMs, service, namespace, filters, shown } = asked;
  const what = { service, namespace, filters, typeId: wanted, namespaceLabels };
  return {
    key: ['diagnosis', JSON.stringify([dataSource.uid, what]), shown],
    ask: async ({ signal }) => {
      const { diagnoseEmpty } = await import(/* webpackChunkName: "empty" */ '../../pyroscope/diagnose');
      return diagnoseEmpty({ ...what, range: shown }, probeOf(dataSource, minStepMs, signal));
    },
  };
}

function probeOf(dataSource: PyroscopeDataSource, minStepMs: number, signal: AbortSignal): Probe {
  return {
    values: (label, matchers, range) => fetchLabelValues(dataSource, label, buildSelector(matchers), range, signal),
    newest: async (profileTypeId, matchers, range) => {
      const { lastBucket } = await import(/* webpackChunkName: "numbers" */ '../../pyroscope/snapshots');
      const labelSelector = buildSelector(matchers);
      return lastBucket(dataSource, { profileTypeId, labelSelector, range, minStepMs }, signal);
    },
  };
}
