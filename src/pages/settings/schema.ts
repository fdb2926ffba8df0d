import * as v from 'valibot';
import { NAMESPACE_LABELS } from '../../query/namespace';

/** Largest that a data source answers in a time that a person waits for (about 3 MB); Pyroscope's own limit is higher. */
const MAX_NODES_LIMIT = 1_048_576;

const nodes = (fallback: number) =>
  v.fallback(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(MAX_NODES_LIMIT)), fallback);

/** The plugin's settings (`jsonData`), set by an administrator for everybody. A bad value falls back, alone. */
const settingsSchema = v.object({
  defaultDataSource: v.fallback(v.optional(v.string()), undefined),
  namespaceLabels: v.fallback(v.pipe(v.array(v.pipe(v.string(), v.trim(), v.nonEmpty())), v.nonEmpty()), [
    ...NAMESPACE_LABELS,
  ]),
  defaultMaxNodes: nodes(16_384),
  largestMaxNodes: nodes(65_536),
  defaultRange: v.fallback(v.pipe(v.string(), v.regex(/^\d+[smhdw]$/)), '1h'),
  view: v.fallback(v.picklist(['own', 'classic']), 'own'),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

/** Reads whatever Grafana stored; never fails. */
export function readSettings(jsonData: unknown): Settings {
  return v.parse(settingsSchema, typeof jsonData === 'object' && jsonData !== null ? jsonData : {});
}

/** What is wrong with a number of nodes typed by a person, in words; undefined: nothing. */
export function problemWithNodes(value: number): string | undefined {
  const ok = Number.isInteger(value) && value >= 100 && value <= MAX_NODES_LIMIT;
  return ok ? undefined : `A whole number from 100 to ${MAX_NODES_LIMIT}`;
}
