import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { shareBeside } from '../share';
import { SymbolName } from '../table/SymbolName';
import { paneTexts } from './texts';
import type { FormatValue } from '../types';

interface SandwichProps {
  name: string;
  /** Of a comparison: said in the place of the numbers. */
  changes?: { self: string; total: string };
  /** As in the symbol table: recursion counted once. */
  total: number;
  self: number;
  whole: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  /** The graph of the callers, its root at the bottom. */
  callers: ReactNode;
  callees: ReactNode;
}

/** A symbol between those who call it and those it calls. */
export function Sandwich({
  name,
  changes,
  total,
  self,
  whole,
  lowerBound,
  formatValue,
  callers,
  callees,
}: SandwichProps) {
  const styles = useStyles2(getStyles);
  const bound = (value: number) => (lowerBound ? `≥ ${formatValue(value, 'down')}` : formatValue(value));
  const number = (value: number) => `${bound(value)} ${shareBeside(value, whole, lowerBound)}`;
  return (
    <div className={styles.sandwich}>
      <div className={styles.graph}>{callers}</div>
      <div className={styles.symbol} data-testid="sandwich-symbol">
        <SymbolName name={name} className={styles.name} />
        <span className={styles.number}>{paneTexts.total(changes?.total ?? number(total))}</span>
        <span className={styles.number}>{paneTexts.self(changes?.self ?? number(self))}</span>
      </div>
      <div className={styles.graph}>{callees}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sandwich: css({ display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: 0 }),
  graph: css({ flex: '1 1 0', minHeight: 0, display: 'flex', flexDirection: 'column' }),
  symbol: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    flex: 'none',
    minHeight: 28,
    padding: theme.spacing(0, 1),
    background: theme.colors.background.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  number: css({ flex: 'none', color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
