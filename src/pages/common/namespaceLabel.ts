import { keep, recall } from './memory';

const labelOf = (dataSource: string) => `namespaceLabel.${dataSource}`;

/**
 * The label that held the namespace of a data source's services the last time one had to be found.
 * @param candidates of the settings, which may have changed since then
 */
export function rememberedNamespaceLabel(dataSource: string, candidates: readonly string[]): string | undefined {
  const label = recall(labelOf(dataSource));
  return label !== undefined && candidates.includes(label) ? label : undefined;
}

export function rememberNamespaceLabel(dataSource: string, label: string) {
  keep(labelOf(dataSource), label);
}

/** The labels to try, the likeliest first. */
export function labelsToTry(first: string | undefined, candidates: readonly string[]): string[] {
  return [...new Set(first === undefined ? candidates : [first, ...candidates])];
}

/**
 * The label that links leave out, the first of the settings; undefined where this browser remembers another one, by which
 * it would read a link that names none: then each is named.
 */
export function unsaidLabel(dataSource: string | undefined, candidates: readonly string[]): string | undefined {
  const remembered = dataSource === undefined ? undefined : rememberedNamespaceLabel(dataSource, candidates);
  return remembered === undefined || remembered === candidates[0] ? candidates[0] : undefined;
}
