import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { FrameName } from '../../profile/naming/frameName';
import { readName, sentText } from '../../profile/naming/readName';
import { symbolNameLine } from './styles';

interface SymbolNameProps {
  name: string;
  /** The name as it was read, where it has been. */
  read?: FrameName;
  /** In the place of its own; has the styles of `symbolNameLine`: merging classes for each row would cost more than all else of a name. */
  className?: string;
}

/**
 * A symbol's name as people read it, on one line: where room is short, the package's path gives way first, then what
 * follows (the beginning of a file's path, the end of arguments), then the end of the function's name. The title has the whole name that was sent.
 */
export function SymbolName({ name, read = readName(name), className }: SymbolNameProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={className ?? styles.name} title={sentText(name)}>
      {read.before !== '' && (
        <span data-part="before" className={styles.before}>
          {read.before}
        </span>
      )}
      <span data-part="function" className={styles.function}>
        {read.name}
      </span>
      {read.after !== '' && (
        <span data-part="after" className={read.file === '' ? styles.after : styles.file}>
          <bdi>{read.after}</bdi>
        </span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const part = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'pre' as const, minWidth: 0 };
  const after = { ...part, flex: '0 1000 auto', color: theme.colors.text.secondary };
  return {
    name: css(symbolNameLine),
    before: css({ ...part, flex: '0 100000 auto' }),
    function: css({ ...part, flex: '0 1 auto' }),
    after: css(after),
    // What is cut is the beginning then, of text that goes from left to right all the same.
    file: css({ ...after, direction: 'rtl', textAlign: 'left' }),
  };
};
