import { css } from '@emotion/css';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatShare } from '../../../flamegraph/share';
import { t } from '../../../i18n';
import { formatValue } from '../../../values';
import { FoundSymbol, FoundTable, shownName, signedValue } from '../onDemand/FoundTable';
import { type Verdicts } from './verdicts';
import { intervalText, onsetText, verdictText } from './verdictTexts';

interface VerdictTableProps {
  found: Verdicts;
  highlighted: string | undefined;
  /** undefined: nothing any more */
  onHighlight(name: string | undefined): void;
  /** asks over which label's values a function changed; undefined where that cannot be asked */
  onSlice: ((name: string) => void) | undefined;
  formatTime(time: number): string;
}

/** One row a cause: what the load did to it, what changed by itself, and how sure that is. The whole comes first. */
export function VerdictTable({ found, highlighted, onHighlight, onSlice, formatTime }: VerdictTableProps) {
  const styles = useStyles2(getStyles);
  const { whole, rows, unit } = found;
  const format = (value: number) => formatValue(Math.abs(value), unit);
  const signed = (value: number) => {
    const shown = toStep(value, whole);
    return shown === 0 ? format(0) : signedValue(shown, unit);
  };
  const heads = [
    t('verdict.function', 'Function'),
    t('verdict.load', 'Load'),
    t('verdict.itself', 'By itself'),
    t('verdict.interval', '95 % interval'),
    t('verdict.verdict', 'How sure'),
  ];
  return (
    <>
      <FoundTable label={t('verdict.label', 'What changed by itself')} heads={heads}>
        <tbody>
          <tr>
            <th scope="row">{t('verdict.whole', 'Everything')}</th>
            <td className={styles.number}>{signed(whole.load)}</td>
            <td className={styles.number}>{signed(whole.mix)}</td>
            <td />
            <td>
              {t('verdict.sides', '{{before}} → {{after}}', {
                before: format(whole.before),
                after: format(whole.after),
              })}
            </td>
          </tr>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row" title={row.name}>
                <FoundSymbol
                  name={row.name}
                  caller={row.caller}
                  highlighted={highlighted}
                  onHighlight={row.isShown ? onHighlight : undefined}
                />
                {onSlice && row.isShown && (
                  <IconButton
                    name="tag-alt"
                    size="sm"
                    aria-label={t('slices.of', 'Which slice of {{name}}', { name: shownName(row.name) })}
                    onClick={() => onSlice(row.name)}
                  />
                )}
              </th>
              <td className={styles.number}>{signed(row.load)}</td>
              <td className={styles.number}>{signed(row.mix)}</td>
              <td className={styles.number}>{intervalText(row.interval, unit)}</td>
              <td title={onsetText(row, formatTime)}>{verdictText(row, unit, formatTime)}</td>
            </tr>
          ))}
        </tbody>
      </FoundTable>
      {notesOn(found).map((note) => (
        <div key={note}>{note}</div>
      ))}
    </>
  );
}

/** Without what is below a ten thousandth of the whole or so: of 0.34 cores nobody reads a load of 0.00000308. */
function toStep(value: number, { before, after }: Verdicts['whole']): number {
  const places = 4 - Math.floor(Math.log10(Math.max(before, after)));
  return Number.isFinite(places) ? Math.round(value * 10 ** places) / 10 ** places : value;
}

/** What must be known to read the table right. */
function notesOn({ rows, more, unclear, partial, cut, isSnapshot, instances }: Verdicts): string[] {
  const isFound = rows.some(({ verdict }) => verdict === 'clear' || verdict === 'likely');
  const notes = [
    rows.length === 0
      ? t('verdict.none-seen', 'No function was seen often enough to tell')
      : !isFound && t('verdict.none', 'No function is known to have changed by itself'),
    more.unknown + more.unchanged > 0 &&
      t('verdict.more', 'Not listed: {{unknown}} that cannot be decided, {{unchanged}} unchanged', more),
    isFound && unclear === 'apart'
      ? t(
          'verdict.apart',
          'Nothing is called clear: there is a gap between the two times, and what happened in it is not known'
        )
      : isFound &&
        unclear === 'little-history' &&
        t('verdict.little-history', 'Nothing is called clear: the time before has too few profiles to compare with'),
    isSnapshot && t('verdict.snapshots', 'Judged by all snapshots of both times, not by the one that is shown'),
    instances !== undefined && instancesText(instances),
    partial && t('verdict.partial', 'Of the longer time, only the part nearest to the other was looked at'),
    cut > 0 &&
      t('verdict.cut', '{{share}} of the windows was not loaded: what that may hide cannot be told', {
        share: formatShare(cut, 1),
      }),
  ];
  return notes.filter((note) => note !== false);
}

function instancesText({ before, after, paired }: NonNullable<Verdicts['instances']>): string {
  return paired
    ? t(
        'verdict.by-pairs',
        'Judged by {{instances}} instances, each held against itself: what one alone does is noise',
        {
          instances: before,
        }
      )
    : t('verdict.by-instances', 'Judged by {{before}} instances before and {{after}} now', { before, after });
}

// A number stays in one piece; names and verdicts take what is left.
const getStyles = () => ({ number: css({ whiteSpace: 'nowrap' }) });
