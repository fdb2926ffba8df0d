import { FieldType, type DataFrame } from '@grafana/data';
import { thenDerived } from '../profile/derived';
import { mergeProfilesInSteps } from '../profile/mergeProfiles';
import { isNoData, type Profile } from '../profile/model';
import { type Decoded } from '../profile/pprof/decodeInSteps';
import { mergeLinesInSteps } from '../profile/pprof/mergeLines';
import { takenInSlices } from '../profile/steps';
import { askAtOnce } from './atOnce';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { runQuery, type AbsoluteRange, type PyroscopeQuery } from './query';

/** Parts at a time: more would only wait for one another on the server. */
const AT_ONCE = 2;

/** How many parts of a question are answered. */
export interface PartsDone {
  done: number;
  all: number;
}

/** Both ends of a range belong to it, on the server too: a part ends a millisecond before the next. The newest first. */
export function splitRange({ from, to }: AbsoluteRange, limitMs: number): AbsoluteRange[] {
  const parts: AbsoluteRange[] = [];
  for (let end = to; parts.length === 0 || end >= from;) {
    const start = Math.max(from, end - limitMs);
    parts.push({ from: start, to: end });
    end = start - 1;
  }
  return parts;
}

/**
 * The answers to the parts of a range, the newest first.
 * @throws what the first part that failed did; of a data source's error also what part of the range it would answer
 */
export async function askInParts<T>(
  range: AbsoluteRange,
  limitMs: number,
  ask: (part: AbsoluteRange, signal: AbortSignal) => Promise<T>,
  { signal, onParts }: { signal?: AbortSignal; onParts?(parts: PartsDone): void }
): Promise<T[]> {
  const parts = splitRange(range, limitMs);
  const answers = new Array<T>(parts.length);
  let done = 0;
  const tell = () => onParts?.({ done, all: parts.length });
  tell();
  const askPart = async (at: number, stop: AbortSignal) => {
    answers[at] = await ask(parts[at], stop);
    done++;
    tell();
  };
  try {
    await askAtOnce(AT_ONCE, [...parts.keys()], askPart, signal);
  } catch (error) {
    throw error instanceof DataSourceError ? error.withLimit(limitMs) : error;
  }
  return answers;
}

interface Graph {
  profile: Profile;
  unit: string;
  frame: DataFrame | undefined;
}

/** The page stays alive meanwhile: parts can have millions of nodes. */
const joinProfiles = (parts: readonly Profile[], signal: AbortSignal) =>
  takenInSlices(thenDerived(mergeProfilesInSteps(parts)), signal);

/** Flame graphs as one, with a frame for the classic view where each has one. */
async function joinGraphs<G extends Graph>(graphs: readonly G[], signal: AbortSignal): Promise<Graph> {
  const profile = await joinProfiles(
    graphs.map((graph) => graph.profile),
    signal
  );
  const { unit } = graphs.find((graph) => !isNoData(graph.profile)) ?? graphs[0];
  const hasFrames = graphs.every(({ frame }) => frame !== undefined);
  return { profile, unit, frame: hasFrames ? frameOf(profile, unit) : undefined };
}

/** A flame graph as Grafana's data source sends it. */
function frameOf({ level, total, self, symbol, frames, length }: Profile, unit: string): DataFrame {
  const numbers = (name: string, values: ArrayLike<number>, config = {}) => ({
    ...{ name, config },
    ...{ type: FieldType.number, values: Array.from(values) },
  });
  return {
    length,
    meta: { preferredVisualisationType: 'flamegraph' },
    fields: [
      numbers('level', level),
      numbers('value', total, { unit }),
      numbers('self', self, { unit }),
      { ...numbers('label', symbol, { type: { enum: { text: [...frames.names] } } }), type: FieldType.enum },
    ],
  };
}

const decoded: {
  [Kind in keyof Decoded]: (parts: Array<Decoded[Kind]>, signal: AbortSignal) => Promise<Decoded[Kind]>;
} = {
  profile: joinProfiles,
  lines: (parts, signal) => takenInSlices(mergeLinesInSteps(parts), signal),
};

/** How the answers to parts become one. */
export const join = {
  graphs: joinGraphs,
  /** what pprofs were decoded to */
  decoded,
  /** each once, sorted */
  names: (lists: ReadonlyArray<readonly string[]>): string[] => [...new Set(lists.flat())].sort(),
  /** all that any of the lists has */
  lists: <T>(lists: ReadonlyArray<readonly T[]>): T[] => lists.flat(),
};

/** Matches nothing, and costs the server nothing but to look at the range. */
const NOTHING: Omit<PyroscopeQuery, 'refId' | 'datasource'> = {
  queryType: 'metrics',
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name=""}',
  groupBy: [],
};

/**
 * Why a question was refused of which Grafana hides the reason: the server's refusal of so long a range, if it refuses
 * it for another question as well, else the error as it is.
 */
export async function reasonOf(
  error: unknown,
  dataSource: PyroscopeDataSource,
  range: AbsoluteRange,
  signal?: AbortSignal
): Promise<unknown> {
  try {
    await runQuery(dataSource, NOTHING, range, { intervalMs: range.to - range.from, signal });
  } catch (refusal) {
    if (refusal instanceof DataSourceError && refusal.kind === 'range-too-long') {
      return refusal;
    }
  }
  return error;
}
