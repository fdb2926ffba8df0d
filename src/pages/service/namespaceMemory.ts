import { keep, recall } from '../common/memory';

const nameOf = (dataSource: string) => `namespaceLabel.${dataSource}`;

/**
 * The label that held the namespace of a data source's services the last time one had to be found.
 * @param candidates of the settings, which may have changed since then
 */
export function rememberedNamespaceLabel(dataSource: string, candidates: readonly string[]): string | undefined {
  const label = recall(nameOf(dataSource));
  return label !== undefined && candidates.includes(label) ? label : undefined;
}

export function rememberNamespaceLabel(dataSource: string, label: string) {
  keep(nameOf(dataSource), label);
}
