import type { Flamebearer, Series } from '../../store/querier';
import { toNestedSet } from './nestedSet';
import { seriesName, seriesScale, unitOf } from './units';

/** A data frame as Grafana sends it. */
export interface FrameJson {
  schema: { name: string; refId: string; meta: object; fields: object[] };
  data: { values: Array<Array<number | string>> };
}

const TYPE_VERSION = [0, 0];

/** The flame graph as rows in nested set order; labels are an enum. A profile without data is one row of zeros. */
export function profileFrame(refId: string, profileTypeID: string, flamebearer: Flamebearer): FrameJson {
  const rows = toNestedSet(flamebearer);
  const config = { unit: unitOf(profileTypeID) };
  const number = { type: 'number', typeInfo: { frame: 'int64' } };
  const fields = [
    { name: 'level', ...number },
    { name: 'value', ...number, config },
    { name: 'self', ...number, config },
    {
      name: 'label',
      type: 'enum',
      typeInfo: { frame: 'enum' },
      config: { type: { enum: { text: rows.names } } },
    },
  ];
  const meta = { typeVersion: TYPE_VERSION, preferredVisualisationType: 'flamegraph' };
  return {
    schema: { name: 'response', refId, meta, fields },
    data: { values: [rows.level, rows.value, rows.self, rows.label] },
  };
}

/**
 * One frame a series, since their points differ; missing steps stay missing.
 * @param step seconds that each point sums
 */
export function seriesFrames(refId: string, profileTypeID: string, step: number, series: Series[]): FrameJson[] {
  const scale = seriesScale(profileTypeID, step);
  const meta = {
    typeVersion: TYPE_VERSION,
    ...(scale.isRate && { custom: { rateCalculated: true } }),
    preferredVisualisationType: 'graph',
  };
  return series.map(({ labels, points }) => ({
    schema: {
      name: 'series',
      refId,
      meta,
      fields: [
        { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
        {
          name: seriesName(profileTypeID),
          type: 'number',
          typeInfo: { frame: 'float64' },
          labels,
          config: { unit: scale.unit },
        },
      ],
    },
    data: { values: [points.map((point) => point.timestamp), points.map((point) => scale.factor(point.value))] },
  }));
}
