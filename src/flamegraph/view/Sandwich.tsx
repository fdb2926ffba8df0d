import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { t } from '../../i18n';
import type { SymbolIndex } from '../../profile/model';
import type { FrameName } from '../../profile/naming/frameName';
import { changeWords } from '../comparison/changeTexts';
import { shareBeside } from '../share';
import { symbolNameLine } from '../table/styles';
import { SymbolName } from '../table/SymbolName';
import type { ProfileFacts } from './facts';
import { paneTexts } from './texts';
import type { FormatValue } from '../types';

interface SandwichProps {
  name: string;
  /** The name as it was read. */
  read: FrameName;
  symbol: SymbolIndex;
  facts: ProfileFacts;
  formatValue: FormatValue;
  /** The graph of the callers, its root at the bottom. */
  callers: ReactNode;
  callees: ReactNode;
}

/** A symbol between those who call it and those it calls, with its numbers as in the symbol table: of a comparison their changes. */
export function Sandwich({ name, read, symbol, facts, formatValue, callers, callees }: SandwichProps) {
  const styles = useStyles2(getStyles);
  const { totals, changes, whole, lowerBound } = facts;
  const bound = (value: number) => (lowerBound ? `≥ ${formatValue(value, 'down')}` : formatValue(value));
  const number = (of: 'total' | 'self') => {
    const value = totals[of][symbol];
    return changes
      ? changeWords(changes.changeOf(symbol, of), formatValue)
      : `${bound(value)} ${shareBeside(value, whole, lowerBound)}`;
  };
  return (
    <div className={styles.sandwich}>
      <div className={styles.graph}>{callers}</div>
      <div className={styles.symbol} data-testid="sandwich-symbol">
        <SymbolName name={name} read={read} className={styles.name} />
        <span className={styles.number}>{paneTexts.total(number('total'))}</span>
        <span className={styles.number}>{t('flamegraph.pane.self', 'self {{value}}', { value: number('self') })}</span>
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
  name: css({ ...symbolNameLine, fontWeight: theme.typography.fontWeightMedium }),
  number: css({ flex: 'none', color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
