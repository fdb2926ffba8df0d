import { type DataFrame } from '@grafana/data';
import { readFlameGraphFrame } from '../profile/frame';
import { type Profile } from '../profile/model';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { runQuery, type AbsoluteRange } from './query';

export interface FlameGraphAnswer {
  profile: Profile;
  /** the data source's unit of values: `ns`, `bytes`, `short` or the profile's own word for it */
  unit: string;
  /** the data source's own frame, for the Grafana classic view; undefined where the profile was made otherwise */
  frame: DataFrame | undefined;
}

export interface FlameGraphRequest {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
  maxNodes: number;
}

/**
 * The flame graph of all profiles that the selector matches in the range, as columns.
 * @throws DataSourceError, ProfileInputError (a frame that is no flame graph), AbortError
 */
export async function fetchFlameGraph(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, maxNodes }: FlameGraphRequest,
  signal?: AbortSignal
): Promise<FlameGraphAnswer> {
  const frames = await runQuery(
    dataSource,
    { queryType: 'profile', profileTypeId, labelSelector, groupBy: [], maxNodes },
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

/** Reads a flame graph frame (level, value, self, label in nested-set order) into columns. */
export function fromFrame(frame: DataFrame): FlameGraphAnswer {
  return { ...readFlameGraphFrame(frame.fields), frame };
}
