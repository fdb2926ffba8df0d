import { type DataFrame } from '@grafana/data';
import { buildProfile } from '../profile/build';
import { ProfileInputError, type Profile } from '../profile/model';
import { type PyroscopeDataSource } from './dataSources';
import { runQuery, type AbsoluteRange } from './query';

export interface FlameGraphAnswer {
  profile: Profile;
  /** the data source's unit of values: `ns`, `bytes`, `short` or the profile's own word for it */
  unit: string;
  /** the data source's own frame, for the Grafana classic view; undefined when it sent none */
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
  return frame ? fromFrame(frame) : { profile: profileOfNothing(), unit: 'short', frame: undefined };
}

/** Reads a flame graph frame (level, value, self, label in nested-set order) into columns. */
export function fromFrame(frame: DataFrame): FlameGraphAnswer {
  const label = field(frame, 'label');
  const value = field(frame, 'value');
  const symbols = label.config.type?.enum?.text;
  const columns = symbols
    ? { label: label.values as ArrayLike<number>, symbols }
    : internLabels(label.values as ArrayLike<string>);
  const profile = buildProfile({
    level: field(frame, 'level').values,
    value: value.values,
    self: field(frame, 'self').values,
    ...columns,
  });
  return { profile, unit: value.config.unit ?? 'short', frame };
}

function field(frame: DataFrame, name: string) {
  const found = frame.fields.find((f) => f.name === name);
  if (!found) {
    throw new ProfileInputError('missing-column', `The answer is no flame graph: it has no field "${name}"`);
  }
  return found;
}

/** Labels as plain strings, as other data sources (and empty answers) send them, become a symbol table. */
function internLabels(labels: ArrayLike<string>) {
  const index = new Map<string, number>();
  const label = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const name = String(labels[i]);
    const known = index.get(name) ?? index.size;
    index.set(name, known);
    label[i] = known;
  }
  return { label, symbols: [...index.keys()] };
}

function profileOfNothing(): Profile {
  return buildProfile({ level: [], value: [], self: [], label: [], symbols: [] });
}
