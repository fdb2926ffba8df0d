import type { NavModelItem } from '@grafana/data';
import { useSyncExternalStore } from 'react';

/** Grafana 12.3 has one bar on top, 40 pixels high, whether the side menu is docked or not. */
export const TOP_BAR_HEIGHT = 40;

let pageNav: NavModelItem | undefined;
const listeners = new Set<() => void>();

/** What the page shown says of itself, for the breadcrumbs and the window's title. */
export function setPageNav(next: NavModelItem | undefined) {
  pageNav = next;
  listeners.forEach((listener) => listener());
}

export function usePageNav(): NavModelItem | undefined {
  return useSyncExternalStore(subscribe, () => pageNav);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
