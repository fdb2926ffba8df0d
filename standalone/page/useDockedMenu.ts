import { useTheme2 } from '@grafana/ui';
import { useState, useSyncExternalStore } from 'react';
import { browserStorage } from './theme';

const KEY = 'service-profiles.standalone.menu';

interface DockedMenu {
  /** the screen is wide enough for a menu at its side; as in Grafana, a narrower one has none */
  fits: boolean;
  open: boolean;
  toggle(): void;
}

/** Whether the menu is docked at the left: on wide screens yes, until somebody closes it. */
export function useDockedMenu(): DockedMenu {
  const { breakpoints } = useTheme2();
  const fits = useMediaQuery(breakpoints.up('xl').replace(/^@media\s*/, ''));
  const [closed, setClosed] = useState(() => browserStorage()?.getItem(KEY) === 'closed');
  const toggle = () => {
    browserStorage()?.setItem(KEY, closed ? 'open' : 'closed');
    setClosed(!closed);
  };
  return { fits, open: fits && !closed, toggle };
}

function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches
  );
}
