import { store } from '@grafana/data';
import { PLUGIN_ID } from '../../plugin';

const key = (dataSource: string) => `${PLUGIN_ID}.namespaceLabel.${dataSource}`;

/** The label that held the namespace of a data source's services the last time one had to be found. */
export function rememberedNamespaceLabel(dataSource: string): string | undefined {
  const value: unknown = store.get(key(dataSource));
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function rememberNamespaceLabel(dataSource: string, label: string) {
  store.set(key(dataSource), label);
}
