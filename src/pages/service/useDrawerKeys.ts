import { useCallback, useEffect, useState } from 'react';

/**
 * Of a drawer beside the page: Escape closes, wherever the focus is, and goes no further: Grafana has a key of that name. The focus comes in, and goes
 * back to where it was.
 */
export function useDrawerKeys(onClose: () => void) {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [onClose]);
  useEffect(
    () => () => {
      // After the drawer has let go of it.
      requestAnimationFrame(() => before instanceof HTMLElement && before.focus({ preventScroll: true }));
    },
    [before]
  );
  // The drawer puts its content on the page later than itself.
  return useCallback((place: HTMLElement | null) => place?.focus({ preventScroll: true }), []);
}
