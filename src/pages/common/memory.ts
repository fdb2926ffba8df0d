import { store } from '@grafana/data';
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

const keyOf = (name: string) => `${PLUGIN_ID}.${name}`;
