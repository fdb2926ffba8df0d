import { INSTANCE_LABELS } from '../query/instances';
import { type Brush } from '../subject/brush';
import { type PyroscopeDataSource } from './dataSources';
import { callQuerier } from './proxy';
import { type AbsoluteRange } from './query';

/** One profile as it was pushed. */
export interface SingleProfile {
  /** a UUID, by which the server finds it again */
  id: string;
  /** of its end, milliseconds */
  time: number;
  /** in the type's own unit */
  value: number;
  /** which pod or host it comes from; '' where no label says so */
  instance: string;
}

/**
 * The server names one profile, the largest, a step and series. Profilers push every 10 to 60 seconds, so with this step
 * and a series an instance that is all of them, but for the smaller of two of one instance that are closer: of several
 * profilers in one, or of instances that no label tells apart.
 */
export const STEP_MS = 5000;

interface Request {
  profileTypeId: string;
  labelSelector: string;
  range: AbsoluteRange;
}

interface SeriesAnswer {
  series?: Array<{
    labels?: Array<{ name: string; value: string }>;
    points?: Array<{ exemplars?: Array<{ timestamp: string; profileId: string; value: string }> }>;
  }>;
}

/**
 * The single profiles of a range, by time. Whatever the range, the same steps are looked at, so that a part of it has the
 * same profiles. Only for servers that `canSelect` a profile: others name none.
 * @throws DataSourceError, AbortError
 */
export async function fetchSingleProfiles(
  dataSource: PyroscopeDataSource,
  { profileTypeId, labelSelector, range }: Request,
  signal: AbortSignal
): Promise<SingleProfile[]> {
  const body = {
    profileTypeID: profileTypeId,
    labelSelector,
    start: Math.floor(range.from / STEP_MS) * STEP_MS,
    end: Math.ceil(range.to / STEP_MS) * STEP_MS,
    step: STEP_MS / 1000,
    groupBy: INSTANCE_LABELS,
    exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL',
  };
  const { series = [] } = await callQuerier<SeriesAnswer>(dataSource.uid, 'SelectSeries', body, signal);
  return series
    .flatMap(({ labels = [], points = [] }) => {
      const named = INSTANCE_LABELS.map((label) => labels.find(({ name }) => name === label)?.value);
      const instance = named.find(Boolean) ?? '';
      const exemplars = points.flatMap((point) => point.exemplars ?? []);
      return exemplars.map(({ timestamp, profileId: id, value }) => ({
        id,
        time: Number(timestamp),
        value: Number(value),
        instance,
      }));
    })
    .filter(({ id, time }) => id !== '' && time >= range.from && time <= range.to)
    .sort((a, b) => a.time - b.time);
}

/** Those in a rectangle; its filters are part of the question. */
export function brushed(profiles: readonly SingleProfile[], { from, to, least, most }: Brush): SingleProfile[] {
  return profiles.filter(({ time, value }) => time >= from && time <= to && value >= least && value <= most);
}
