import { useLayoutEffect, useRef } from 'react';

/**
 * Says it to screen readers, too, where a component of Grafana's has an input inside and takes no `aria-invalid` for it:
 * before 13 it only draws a red border.
 * @returns for an element around the component
 */
export function useInvalid<Around extends HTMLElement>(invalid = false) {
  const around = useRef<Around>(null);
  useLayoutEffect(() => {
    around.current?.querySelector('input')?.setAttribute('aria-invalid', String(invalid));
  }, [invalid]);
  return around;
}
