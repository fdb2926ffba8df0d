import * as v from 'valibot';
import { t } from '../../i18n';
import { NAMESPACE_LABELS } from '../../query/namespace';

/** Largest that a data source answers in a time that a person waits for (about 3 MB); Pyroscope's own limit is higher. */
const MAX_NODES_LIMIT = 1_048_576;
const MIN_NODES = 100;
/** Each label costs a question whenever the namespace of a service must be found. */
const MAX_LABELS = 10;

const MAX_ENTRIES = 100;

/** Of seconds, and of megabytes: the proxy gives up after 30 seconds, and a browser holds no more. */
const LEAST_BUDGET = 0.1;
const MOST_BUDGET = 100;

const nodesMessage = () =>
  t('settings.nodes-form', 'A whole number from {{least}} to {{most}}', { least: MIN_NODES, most: MAX_NODES_LIMIT });
const nodes = v.pipe(
  v.number(nodesMessage),
  v.integer(nodesMessage),
  v.minValue(MIN_NODES, nodesMessage),
  v.maxValue(MAX_NODES_LIMIT, nodesMessage)
);
const labels = v.pipe(
  v.array(v.pipe(v.string(), v.trim(), v.nonEmpty())),
  v.transform((all) => [...new Set(all)]),
  v.minLength(1, () => t('settings.one-label', 'At least one label')),
  v.maxLength(MAX_LABELS, () => t('settings.many-labels', 'At most {{most}} labels', { most: MAX_LABELS }))
);
const budgetMessage = () =>
  t('settings.budget-form', 'A number from {{least}} to {{most}}', { least: LEAST_BUDGET, most: MOST_BUDGET });
const budget = v.pipe(
  v.number(budgetMessage),
  v.minValue(LEAST_BUDGET, budgetMessage),
  v.maxValue(MOST_BUDGET, budgetMessage)
);
/** Their form is checked where they are typed (`sourceSettings`): the first picture need not know it. */
const entries = v.pipe(
  v.array(v.pipe(v.string(), v.trim(), v.nonEmpty())),
  v.maxLength(MAX_ENTRIES, () => t('settings.many-entries', 'At most {{most}}', { most: MAX_ENTRIES }))
);
const range = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,4}[smhdw]$/, () => t('settings.range-form', 'A number and a unit: s, m, h, d or w'))
);
const price = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}(\.\d{1,6})? [A-Z]{3}$/, () => t('settings.price-form', 'A number and a currency, as 0.04 USD'))
);
const fields = {
  defaultDataSource: v.optional(v.pipe(v.string(), v.nonEmpty())),
  namespaceLabels: labels,
  defaultMaxNodes: nodes,
  largestMaxNodes: nodes,
  wholeSeconds: budget,
  wholeMegabytes: budget,
  defaultRange: range,
  view: v.picklist(['own', 'classic']),
  sourceHosts: entries,
  sourcePaths: entries,
  corePrice: v.optional(price),
};

/** What a person typed: complete and right, or not to be saved. */
const checkedSchema = v.pipe(
  v.object(fields),
  v.forward(
    v.check(
      ({ defaultMaxNodes, largestMaxNodes }) => largestMaxNodes >= defaultMaxNodes,
      () => t('settings.largest-smaller', 'Not less than the frames in a flame graph')
    ),
    ['largestMaxNodes']
  )
);

/** The plugin's settings (`jsonData`), set by an administrator for everybody. A bad value falls back, alone. */
const storedSchema = v.pipe(
  v.object({
    defaultDataSource: v.fallback(fields.defaultDataSource, undefined),
    namespaceLabels: v.fallback(fields.namespaceLabels, [...NAMESPACE_LABELS]),
    defaultMaxNodes: v.fallback(fields.defaultMaxNodes, 16_384),
    largestMaxNodes: v.fallback(fields.largestMaxNodes, 65_536),
    wholeSeconds: v.fallback(fields.wholeSeconds, 3),
    wholeMegabytes: v.fallback(fields.wholeMegabytes, 8),
    defaultRange: v.fallback(fields.defaultRange, '1h'),
    view: v.fallback(fields.view, 'own'),
    sourceHosts: v.fallback(fields.sourceHosts, []),
    sourcePaths: v.fallback(fields.sourcePaths, []),
    corePrice: v.fallback(fields.corePrice, undefined),
  }),
  v.transform((settings) => ({
    ...settings,
    largestMaxNodes: Math.max(settings.largestMaxNodes, settings.defaultMaxNodes),
  }))
);

export type Settings = v.InferOutput<typeof checkedSchema>;

/** Reads whatever Grafana stored; never fails. */
export function readSettings(jsonData: unknown): Settings {
  return v.parse(storedSchema, typeof jsonData === 'object' && jsonData !== null ? jsonData : {});
}

export type Problems = Partial<Record<keyof Settings, string>>;

/** Settings as they may be saved, or what is wrong with them, in words for each field. */
export function checkSettings(typed: Partial<Record<keyof Settings, unknown>>): {
  settings?: Settings;
  problems: Problems;
} {
  const checked = v.safeParse(checkedSchema, typed);
  if (checked.success) {
    return { settings: checked.output, problems: {} };
  }
  const { nested = {} } = v.flatten<typeof checkedSchema>(checked.issues);
  return {
    problems: Object.fromEntries(
      Object.entries(nested).map(([field, messages]) => [field.split('.')[0], messages?.[0]])
    ),
  };
}
