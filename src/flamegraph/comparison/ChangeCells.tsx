import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { t } from '../../i18n';
import type { Change } from '../../profile/model';
import type { RowVerdicts } from '../../profile/comparison/rowVerdicts';
import { changeBelow, IN_NARROW_CHANGES, numberCell, shareColor, type TableStyles } from '../table/styles';
import type { SortColumn } from '../types';
import { changeText, changeTexts, relativeText } from './changeTexts';
import { headTexts } from './headTexts';

interface ChangeHeaderProps {
  /** Draws the head of a column that can be sorted by. */
  cell(column: SortColumn, label: string, help: string): ReactNode;
  judged: boolean;
  styles: TableStyles;
}

/** The heads of what stands after the symbol. */
export function ChangeHeader({ cell, judged, styles }: ChangeHeaderProps) {
  const sides = [t('flamegraph.change.self-before', 'Self before'), t('flamegraph.change.self-after', 'Self after')];
  return (
    <>
      {sides.map((side) => (
        <div key={side} role="columnheader" data-side className={styles.plainHeader}>
          {side}
        </div>
      ))}
      {cell(
        'self',
        t('flamegraph.change.self-change', 'Self change'),
        t('flamegraph.change.self-change-help', 'How much what the function itself used changed; sorted by the size')
      )}
      {cell(
        'total',
        t('flamegraph.change.total-change', 'Total change'),
        t(
          'flamegraph.change.total-change-help',
          'The same with all that the function called; recursion is counted once'
        )
      )}
      {judged &&
        cell(
          'verdict',
          headTexts.verdict(),
          t(
            'flamegraph.change.verdict-help',
            'Whether the function itself changed, beyond load and chance; sorted by the surest, then the largest'
          )
        )}
    </>
  );
}

export interface ChangeCellsProps {
  /** The symbol's. */
  name: string;
  self: Change;
  total: Change;
  verdicts: RowVerdicts | undefined;
  formatValue(value: number): string;
}

/** Self on both sides, where the table has room, then the changes of self and total: "+0.9 cores +21 %". */
export function ChangeCells({ name, self, total, verdicts, formatValue }: ChangeCellsProps) {
  const styles = useStyles2(getCellStyles);
  return (
    <>
      {[self.before, self.after].map((value, side) => (
        <div key={side} role="cell" data-side className={styles.side}>
          {formatValue(value)}
        </div>
      ))}
      <ChangeCell {...{ change: self, formatValue, styles }} />
      <ChangeCell {...{ change: total, formatValue, styles }} />
      {verdicts && <VerdictCell {...{ verdicts, name, styles }} />}
    </>
  );
}

function VerdictCell({ verdicts, name, styles }: { verdicts: RowVerdicts; name: string; styles: CellStyles }) {
  const verdict = verdicts.byName.get(name);
  const { word, title } = verdict ?? verdicts.none;
  return (
    <div role="cell" data-change className={styles.change} title={title}>
      <span className={cx(!verdict && styles.share)}>{word}</span>{' '}
      <span className={styles.share}>{verdict?.detail}</span>
    </div>
  );
}

function ChangeCell({
  change,
  formatValue,
  styles,
}: Pick<ChangeCellsProps, 'formatValue'> & { change: Change; styles: CellStyles }) {
  const text = changeText(change, formatValue);
  const relative = relativeText(change);
  const { joined } = change;
  const title = [
    `${formatValue(change.before)} → ${formatValue(change.after)}`,
    relative,
    joined && changeTexts.joined(joined),
  ];
  return (
    <div role="cell" data-change className={styles.change} title={title.filter(Boolean).join(', ')}>
      <span>{text}</span>{' '}
      <span className={styles.share}>
        {relative}
        {joined && ' ≈'}
      </span>
    </div>
  );
}

export interface WholeRowProps {
  whole: Change;
  verdicts: RowVerdicts | undefined;
  formatValue(value: number): string;
  styles: TableStyles;
}

/** The change of the whole, always first: where all of the load moved, every function moved with it. */
export function WholeRow({ whole, verdicts, formatValue, styles }: WholeRowProps) {
  const cellStyles = useStyles2(getCellStyles);
  return (
    <div role="rowgroup">
      <div role="row" data-whole className={cx(styles.footer, styles.changes, verdicts && styles.judged)}>
        <div role="cell" className={cellStyles.whole}>
          {t('flamegraph.change.whole', 'Total of everything')}
        </div>
        {[whole.before, whole.after].map((value, side) => (
          <div key={side} role="cell" data-side className={cellStyles.side}>
            {formatValue(value)}
          </div>
        ))}
        <div role="cell" />
        <ChangeCell {...{ change: whole, formatValue, styles: cellStyles }} />
        {verdicts && <div role="cell" />}
      </div>
    </div>
  );
}

type CellStyles = ReturnType<typeof getCellStyles>;

const getCellStyles = (theme: GrafanaTheme2) => ({
  // In two lines where names are short of room; a third one's height would move the row below over both.
  whole: css({ padding: theme.spacing(0, 1), color: theme.colors.text.secondary, lineHeight: '13px' }),
  side: css({ ...numberCell(theme), overflow: 'hidden', textOverflow: 'ellipsis' }),
  change: css({
    display: 'flex',
    justifyContent: 'flex-end',
    gap: theme.spacing(0.75),
    paddingRight: theme.spacing(1),
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    overflow: 'hidden',
    // What does not fit ends with "…": a number without its sign and first digits is another number.
    '& > *': { minWidth: 0, maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis' },
    '& > :first-child': { flex: '0 0 auto' },
    [IN_NARROW_CHANGES]: changeBelow,
  }),
  share: css({ color: shareColor(theme) }),
});
