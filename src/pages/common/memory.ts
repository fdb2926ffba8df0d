import { store } from '@grafana/data';
import { config } from '@grafana/runtime';
import { PLUGIN_ID } from '../../plugin';

/**
 * What this browser kept under a name.
 * @returns undefined when there is nothing, and where the browser lets pages keep nothing (private mode, no storage)
 */
export function recall(name: string): string | undefined {
  try {
    const value: unknown = store.get(keyOf(name));
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text under a name, as far as the browser allows. */
export function keep(name: string, value: string): void {
  try {
    store.set(keyOf(name), value);
  } catch {
    // A storage that is full or forbidden costs the memory, never the page.
  }
}

/** People who share a browser, and organizations with data sources of the same uid, do not share their memory. */
function keyOf(name: string): string {
  const { orgId = 0, uid, id } = config.bootData?.user ?? {};
  return `${PLUGIN_ID}.${orgId}.${uid || (id ?? 0)}.${name}`;
}
