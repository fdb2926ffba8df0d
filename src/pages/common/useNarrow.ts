import { useTheme2 } from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';

/** Whether the window is narrower than a laptop's: then what stands beside something elsewhere needs a line of its own. */
export function useNarrow(): boolean {
  const { breakpoints } = useTheme2();
  const query = useMemo(
    () =>
      typeof window.matchMedia === 'function'
        ? window.matchMedia(breakpoints.down('lg').replace(/^@media\s*/, ''))
        : undefined,
    [breakpoints]
  );
  const [narrow, setNarrow] = useState(query?.matches ?? false);
  useEffect(() => {
    const follow = () => setNarrow(query?.matches ?? false);
    query?.addEventListener('change', follow);
    return () => query?.removeEventListener('change', follow);
  }, [query]);
  return narrow;
}
