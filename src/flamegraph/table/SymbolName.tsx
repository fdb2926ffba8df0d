import { css, cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { nameParts } from './nameParts';

/** A symbol's name on one line: where room is short the package's path gives way first, then the end of the name. */
export function SymbolName({ name, className }: { name: string; className?: string }) {
  const styles = useStyles2(getStyles);
  const { head, tail } = nameParts(name);
  return (
    <span className={className === undefined ? styles.name : cx(styles.name, className)} title={name}>
      <span className={styles.head}>{head}</span>
      <span className={styles.tail}>{tail}</span>
    </span>
  );
}

const getStyles = () => {
  const part = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' as const, minWidth: 0 };
  return {
    name: css({ display: 'flex', minWidth: 0 }),
    head: css({ ...part, flex: '0 100000 auto' }),
    tail: css({ ...part, flex: '0 1 auto' }),
  };
};
