import { type DataFrame } from '@grafana/data';
import { readFlameGraphFrame } from '../profile/frame';
import { type Profile } from '../profile/model';
import { type Path } from '../profile/path';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { withinNodeLimit } from './nodeLimit';
import { inParts } from './parts';
import { runQuery, type AbsoluteRange } from './query';
import { type Listener } from './wholeProfile';

export interface FlameGraphAnswer {
  profile: Profile;
  /** the data source's unit of values: `ns`, `bytes`, `short` or the profile's own word for it */
  unit: string;
  /** the data source's own frame, for the Grafana classic view; undefined where the profile was made otherwise */
  frame: DataFrame | undefined;
  /** of a graph that the server cut: the way to the whole profile */
  whole?: WholeOffer;
  /** of a graph that the server cut: asks for what it cut below a frame, by the frame's path */
  below?(focus: Path, listener: BelowListener): Promise<void>;
}

export interface BelowListener {
  signal: AbortSignal;
  /** There is something to ask for. */
  onAsking?(): void;
  /** The graph with more below the frame; several times, with more each time. */
  onAnswer(answer: FlameGraphAnswer): void;
}

export interface WholeOffer {
  /** it is on its way; `cancel` stops it */
  coming?: Promise<FlameGraphAnswer>;
  cancel?(): void;
  /** why it did not come */
  failure?: unknown;
  /** asks for it, whatever it costs; absent where the graph is complete */
  load?(listener: Listener): Promise<FlameGraphAnswer>;
}

export interface FlameGraphRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
  maxNodes: number;
  /** only this span's, on every server */
  span?: string;
}

/**
 * The flame graph of all profiles that the selector matches in the range, as columns; of a range longer than the server
 * allows, in parts, and of no more nodes than it allows.
 * @throws DataSourceError, ProfileInputError (a frame that is no flame graph), AbortError
 */
export function fetchFlameGraph(
  dataSource: PyroscopeDataSource,
  request: FlameGraphRequest,
  signal?: AbortSignal,
  onParts?: Listener['onParts']
): Promise<FlameGraphAnswer> {
  const ask = (range: AbsoluteRange, stop?: AbortSignal) =>
    withinNodeLimit(dataSource.uid, request.maxNodes, (maxNodes) =>
      askFlameGraph(dataSource, { ...request, range, maxNodes }, stop)
    );
  return inParts(dataSource.uid, request.range, ask, (by) => by.graphs, { signal, onParts });
}

async function askFlameGraph(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, maxNodes, span }: FlameGraphRequest,
  signal?: AbortSignal
): Promise<FlameGraphAnswer> {
  const frames = await runQuery(
    dataSource,
    {
      queryType: 'profile',
      profileTypeId,
      labelSelector,
      groupBy: [],
      maxNodes,
      ...(span !== undefined && { spanSelector: [span] }),
    },
    range,
    { signal }
  );
  const frame = frames.find((f) => f.meta?.preferredVisualisationType === 'flamegraph') ?? frames[0];
  if (frame === undefined) {
    // No profiles are a frame of their own. Grafana takes an answer that was cut off for one without frames.
    throw DataSourceError.brokenOff();
  }
  return fromFrame(frame);
}

/** The answer after a change, which is made to what may come in its place as well. */
export function mapAnswer<T extends FlameGraphAnswer>(
  answer: FlameGraphAnswer,
  change: (answer: FlameGraphAnswer) => T
): T {
  const { whole, below } = answer;
  const changed = change(answer);
  return {
    ...changed,
    ...(whole && {
      whole: {
        ...whole,
        coming: whole.coming?.then(change),
        load: whole.load && ((listener) => whole.load!(listener).then(change)),
      },
    }),
    ...(below && {
      below: (focus, listener) => below(focus, { ...listener, onAnswer: (more) => listener.onAnswer(change(more)) }),
    }),
  };
}

/** Reads a flame graph frame (level, value, self, label in nested-set order) into columns. */
export function fromFrame(frame: DataFrame): FlameGraphAnswer {
  return { ...readFlameGraphFrame(frame.fields), frame };
}
