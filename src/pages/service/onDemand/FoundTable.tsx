import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { t } from '../../../i18n';
import { readName, shownText } from '../../../profile/naming/readName';
import { formatValue } from '../../../values';

interface FoundPanelProps {
  label: string;
  testId: string;
  children: ReactNode;
}

/** Where an answer on demand stands: low, so that the picture below stays in sight. */
export function FoundPanel({ label, testId, children }: FoundPanelProps) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.panel} aria-label={label} data-testid={testId}>
      {children}
    </section>
  );
}

interface FoundTableProps {
  label: string;
  heads: readonly string[];
  /** one or several `tbody` */
  children: ReactNode;
}

/** What was found, as a small table. */
export function FoundTable({ label, heads, children }: FoundTableProps) {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) =>
            // Above buttons stands nothing.
            head === '' ? (
              <td key={head} />
            ) : (
              <th key={head} scope="col">
                {head}
              </th>
            )
          )}
        </tr>
      </thead>
      {children}
    </table>
  );
}

interface FoundSymbolProps {
  name: string;
  /** absent: not in the picture, so that nothing can be highlighted */
  onHighlight?(name: string | undefined): void;
  highlighted: string | undefined;
  caller: string | undefined;
}

/** A symbol at the head of its row; pressed, it is highlighted in the picture, and pressed again no more. */
export function FoundSymbol({ name, onHighlight, highlighted, caller }: FoundSymbolProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {onHighlight ? (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          aria-pressed={name === highlighted}
          onClick={() => onHighlight(name === highlighted ? undefined : name)}
        >
          {shownName(name)}
        </Button>
      ) : (
        shownName(name)
      )}
      {caller !== undefined && (
        <span className={styles.caller}>{t('verdict.under', 'under {{caller}}', { caller: shownName(caller) })}</span>
      )}
    </>
  );
}

export const shownName = (name: string) => shownText(readName(name));

/** "+1.2 MiB", "−3 ms". */
export const signedValue = (value: number, unit: string) =>
  `${value < 0 ? '−' : '+'}${formatValue(Math.abs(value), unit)}`;

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    flex: 'none',
    maxHeight: 190,
    overflowY: 'auto',
    paddingBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0, 1, 0, 0), textAlign: 'left' },
    'thead th': { fontWeight: theme.typography.fontWeightRegular },
    tbody: { color: theme.colors.text.primary },
    'tbody th': { fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' },
    button: { verticalAlign: 'middle' },
  }),
  caller: css({
    marginRight: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
  }),
});
