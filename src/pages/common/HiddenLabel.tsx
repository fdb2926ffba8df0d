import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** A name for screen readers of a control whose look says it already; the control refers to it by `aria-labelledby`. */
export function HiddenLabel({ id, children }: { id: string; children: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  );
}

const getStyles = () => ({
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    padding: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
