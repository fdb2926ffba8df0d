import { locationService } from '@grafana/runtime';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type QueryPlace } from '../../pages/common/useAddress';
import { withChanges, withoutPrefix, withPrefixed } from './query';

const searchOfPage = () => locationService.getLocation().search;
const onNavigation = (listener: () => void) => locationService.getHistory().listen(listener);

/**
 * Where the state of an embedded tab stands: in the tab itself, and, under a prefix, in the page's address, which then wins.
 * @param wanted what the host asks for; a change of it is a step of the host's
 */
export function useEmbeddedQuery(wanted: string, prefix: string | undefined): QueryPlace {
  const [kept, setKept] = useState({ wanted, own: wanted });
  const search = useSyncExternalStore(onNavigation, searchOfPage);
  // Where the address says nothing yet, or nothing any more, the tab is as the host began it.
  const shown = prefix === undefined ? kept.own : withoutPrefix(search, prefix) || kept.wanted;
  const goTo = useCallback(
    (to: string, replace: boolean) => {
      if (prefix === undefined) {
        setKept((now) => ({ ...now, own: to }));
        return;
      }
      const location = { ...locationService.getLocation(), search: withPrefixed(searchOfPage(), prefix, to) };
      if (replace) {
        locationService.replace(location);
      } else {
        locationService.push(location);
      }
    },
    [prefix]
  );
  if (kept.wanted !== wanted) {
    setKept({ wanted, own: withChanges(shown, kept.wanted, wanted) });
  }
  const written = useRef(wanted);
  useEffect(() => {
    if (written.current !== wanted && prefix !== undefined) {
      goTo(kept.own, true);
    }
    written.current = wanted;
  }, [wanted, kept.own, prefix, goTo]);
  return { search: shown, goTo };
}
