import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { defaultType, describeType } from '../../query/catalogue';
import { LIKELY_TYPES } from '../../query/likelyTypes';
import { parseProfileType, resolveType } from '../../query/profileTypes';
import { type PyroscopeDataSource } from '../../pyroscope/dataSources';
import { fetchFlameGraph, type FlameGraphAnswer } from '../../pyroscope/flameGraph';
import { fetchLabelValues } from '../../pyroscope/labels';
import { type AbsoluteRange } from '../../pyroscope/query';
import { type RangeRequest } from '../../pyroscope/rangeSeries';
import { fetchSnapshotGraph, type SnapshotChoice, type SnapshotNote } from '../../pyroscope/snapshotGraph';
import { selectorOf, type Selected } from '../../subject/subject';
import { askForSnapshots } from './askForSnapshots';
import { useAfterFrame } from './useAfterFrame';

interface ServiceProfileRequest {
  /** undefined while something that the answer depends on is not known, or must be chosen by the person first */
  asked: Selected | undefined;
  /** as in the link: a full id, name and sample type, or undefined */
  wantedType: string | undefined;
  dataSource: PyroscopeDataSource | undefined;
  span: AbsoluteRange | undefined;
  /** the part of the span that the flame graph shows */
  shown: AbsoluteRange | undefined;
  /** of types that are snapshots */
  snapshot: SnapshotChoice;
  minStepMs: number;
  maxNodes: number;
}

/** `snapshot`: what is shown, of a type that is a snapshot. */
export type ShownGraph = FlameGraphAnswer & { snapshot?: SnapshotNote };

export interface ServiceProfile {
  /** ids of the types that the service has */
  types: UseQueryResult<string[]>;
  /** what is shown or being asked for; undefined: the service has no type that fits */
  typeId: string | undefined;
  flameGraph: UseQueryResult<ShownGraph>;
  /** the flame graph is on screen, or failed: what is worth less may ask now */
  settled: boolean;
  /** the answer, or the last one of the same service and type while the new one is not there or failed */
  picture: { answer: ShownGraph; old: boolean } | undefined;
  selector: string;
}

/** The flame graph and the list of types leave together with the first render; neither waits for the other. */
export function useServiceProfile(request: ServiceProfileRequest): ServiceProfile {
  const { asked, wantedType, dataSource, span } = request;
  const ready = asked !== undefined && dataSource !== undefined && span !== undefined;
  const withoutFilters = asked ? selectorOf({ ...asked, filters: [] }) : '';
  const selector = asked ? selectorOf(asked) : '';
  const types = useQuery({
    queryKey: ['types', dataSource?.uid, withoutFilters, span],
    queryFn: ({ signal }) => fetchLabelValues(dataSource!, '__profile_type__', withoutFilters, span!, signal),
    enabled: ready,
    // Another range, and a refresh is one, mostly has the same types: the picture stays while that is made sure of.
    placeholderData: (last, lastQuery) =>
      lastQuery?.queryKey[1] === dataSource?.uid && lastQuery?.queryKey[2] === withoutFilters ? last : undefined,
  });
  const typeId = useMemo(() => chooseType(wantedType, types.data), [wantedType, types.data]);
  const subject = [dataSource?.uid, typeId, asked?.service, asked?.namespace];
  const flameGraph = useFlameGraph(request, { ready, typeId, selector, subject });
  const settled = useAfterFrame(flameGraph.fetchStatus === 'idle' && !flameGraph.isPending);
  const picture = useLastAnswer(flameGraph, JSON.stringify(subject));
  return { types, typeId, flameGraph, settled, picture, selector };
}

interface GraphQuestion {
  ready: boolean;
  typeId: string | undefined;
  selector: string;
  subject: unknown[];
}

function useFlameGraph(request: ServiceProfileRequest, question: GraphQuestion): UseQueryResult<ShownGraph> {
  const client = useQueryClient();
  const { dataSource, shown, maxNodes, minStepMs } = request;
  const { ready, typeId, selector, subject } = question;
  const isSnapshot = typeId !== undefined && describeType(typeId)?.aggregation === 'snapshot';
  const choice = isSnapshot ? request.snapshot : undefined;
  return useQuery<ShownGraph>({
    queryKey: ['flame-graph', ...subject, selector, shown, maxNodes, choice],
    queryFn: ({ signal }) => {
      const graph = { profileTypeId: typeId!, labelSelector: selector, range: shown!, maxNodes, minStepMs };
      if (choice === undefined) {
        return fetchFlameGraph(dataSource!, graph, signal);
      }
      const allSnapshots: RangeRequest['allSnapshots'] = (groupBy) =>
        askForSnapshots(client, dataSource!, graph, { groupBy, signal });
      return fetchSnapshotGraph(dataSource!, { ...graph, choice, allSnapshots }, signal);
    },
    enabled: ready && typeId !== undefined,
    // Columns of a large profile are not compared value by value with the last ones.
    structuralSharing: false,
  });
}

/**
 * Keeps the last answer on the same subject; a picture of another service or type would mislead. What is asked for once
 * more is old until the new answer is there, and stays so where that one fails.
 */
function useLastAnswer(
  { data: answer, isFetching, isError }: UseQueryResult<ShownGraph>,
  subject: string
): ServiceProfile['picture'] {
  const [last, setLast] = useState<{ answer: ShownGraph; subject: string }>();
  if (answer && (last?.answer !== answer || last.subject !== subject)) {
    setLast({ answer, subject });
  }
  if (answer) {
    return { answer, old: isFetching || isError };
  }
  return last?.subject === subject ? { answer: last.answer, old: true } : undefined;
}

/**
 * The type to ask for. Before the service's list is known: the link's own id, else the likeliest. A malformed id is
 * never asked for, because it can end Grafana's process.
 * @returns undefined when the service has none that fits
 */
export function chooseType(wanted: string | undefined, available: readonly string[] | undefined): string | undefined {
  if (available) {
    return wanted === undefined ? defaultType(available) : resolveType(wanted, available);
  }
  if (wanted === undefined) {
    return LIKELY_TYPES[0];
  }
  return parseProfileType(wanted)?.id ?? resolveType(wanted, LIKELY_TYPES);
}
