import { keep, recall } from '../common/memory';

const nameOf = (dataSource: string) => `namespaceLabel.${dataSource}`;

/** The label that held the namespace of a data source's services the last time one had to be found. */
export function rememberedNamespaceLabel(dataSource: string): string | undefined {
  return recall(nameOf(dataSource));
}

export function rememberNamespaceLabel(dataSource: string, label: string) {
  keep(nameOf(dataSource), label);
}
