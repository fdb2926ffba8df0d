import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { Fragment, useState, type ReactNode } from 'react';
import { formatShare } from '../../../flamegraph/share';
import type { CallerLine, SymbolLine } from '../../../profile/pprof/symbolLines';
import { type SourceLink } from '../../../profile/source/sourceLink';
import { readName, shownText } from '../../../profile/naming/readName';
import { type SourceFolder } from './sourceFolder';
import { SourceText } from './SourceText';
import { linesTexts } from './texts';

interface FileLinesProps {
  file: string;
  lines: readonly SymbolLine[];
  /** The function's total: what a full bar is. */
  whole: number;
  formatValue(value: number): string;
  folder: SourceFolder | undefined;
  /** Where a line can be read; of another function and file where they are given. */
  linkOf(line: number, name?: string, file?: string): SourceLink | undefined;
}

/** The lines of a function in one file: what each costs, what is inlined there, and who calls. */
export function FileLines({ file, lines, whole, formatValue, folder, linkOf }: FileLinesProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (line: number) => setOpen((before) => toggled(before, line));
  return (
    <section>
      <h4 className={styles.file}>{file || linesTexts.unknownFile()}</h4>
      {folder && file !== '' && <SourceText {...{ folder, file, lines, formatValue }} />}
      <table className={styles.table} aria-label={linesTexts.table(file || linesTexts.unknownFile())}>
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              {linesTexts.line()}
            </th>
            <th scope="col" className={styles.number}>
              {linesTexts.selfColumn()}
            </th>
            <th scope="col" className={styles.number}>
              {linesTexts.totalColumn()}
            </th>
            <th scope="col">{linesTexts.bar()}</th>
            <th scope="col">{linesTexts.details()}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <Fragment key={row.line}>
              <tr>
                <th scope="row" className={styles.number}>
                  <LinkTo link={linkOf(row.line)} place={`${file}:${row.line}`}>
                    {numberOf(row.line)}
                  </LinkTo>
                </th>
                <td className={styles.number}>{row.self > 0 ? formatValue(row.self) : ''}</td>
                <td className={styles.number}>{formatValue(row.total)}</td>
                <td>
                  <Bar self={row.self} total={row.total} whole={whole} />
                </td>
                <td>
                  {row.inlined.length > 0 && (
                    <div className={styles.note}>
                      {linesTexts.inlined(
                        row.inlined.map((part) => `${shown(part.name)} ${formatValue(part.total)}`).join(', ')
                      )}
                    </div>
                  )}
                  {row.callers.length > 0 && (
                    <Button
                      size="sm"
                      variant="secondary"
                      fill="text"
                      icon={open.has(row.line) ? 'angle-down' : 'angle-right'}
                      aria-expanded={open.has(row.line)}
                      onClick={() => toggle(row.line)}
                    >
                      {linesTexts.callers(row.callers.length)}
                    </Button>
                  )}
                </td>
              </tr>
              {open.has(row.line) && (
                <tr>
                  <td />
                  <td colSpan={4}>
                    <Callers line={numberOf(row.line)} callers={row.callers} {...{ formatValue, linkOf }} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CallersProps {
  line: string;
  callers: readonly CallerLine[];
  formatValue: FileLinesProps['formatValue'];
  linkOf: FileLinesProps['linkOf'];
}

function Callers({ line, callers, formatValue, linkOf }: CallersProps) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.callers} aria-label={linesTexts.callersOf(line)}>
      {callers.map((caller, i) => (
        <li key={i}>
          <span className={styles.value}>{formatValue(caller.total)}</span> {shown(caller.name)}{' '}
          <span className={styles.note}>
            <LinkTo link={linkOf(caller.line, caller.name, caller.file)} place={`${caller.file}:${caller.line}`}>
              {caller.file && `${caller.file}:${caller.line}`}
            </LinkTo>{' '}
            {caller.inlined && linesTexts.into()}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface LinkToProps {
  link: SourceLink | undefined;
  /** `cart/total.go:31` */
  place: string;
  children: ReactNode;
}

/** A line's place, as a link to its source where there is one. */
function LinkTo({ link, place, children }: LinkToProps) {
  const styles = useStyles2(getStyles);
  if (link === undefined) {
    return <>{children}</>;
  }
  const unsure = link.unsure && linesTexts.unsure(link.unsure);
  return (
    <a
      href={link.url}
      target="_blank"
      rel="noreferrer"
      className={styles.link}
      aria-label={linesTexts.open(place)}
      title={unsure ?? linesTexts.open(place)}
    >
      {children}
      {unsure && ' ?'}
    </a>
  );
}

/** Total, and darker within it self. */
function Bar({ self, total, whole }: { self: number; total: number; whole: number }) {
  const styles = useStyles2(getStyles);
  const width = (value: number) => ({ width: `${whole > 0 ? (100 * value) / whole : 0}%` });
  return (
    <div className={styles.barCell}>
      <div className={styles.bar} aria-hidden>
        <div className={styles.total} style={width(total)} />
        <div className={styles.self} style={width(self)} />
      </div>
      <span className={styles.share}>{formatShare(total, whole)}</span>
    </div>
  );
}

const shown = (name: string) => shownText(readName(name));

const numberOf = (line: number) => (line === 0 ? linesTexts.unknownLine() : String(line));

function toggled(set: ReadonlySet<number>, line: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(line)) {
    next.add(line);
  }
  return next;
}

const getStyles = (theme: GrafanaTheme2) => ({
  file: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.body.fontSize,
    overflowWrap: 'anywhere',
  }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': { padding: theme.spacing(0.25, 1), verticalAlign: 'top', textAlign: 'left' },
    'thead th': { color: theme.colors.text.secondary, whiteSpace: 'nowrap' },
    'tbody tr:hover': { background: theme.colors.action.hover },
  }),
  number: css({ '&&': { textAlign: 'right', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', width: '1%' } }),
  note: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  callers: css({ listStyle: 'none', overflowWrap: 'anywhere' }),
  value: css({ fontVariantNumeric: 'tabular-nums' }),
  barCell: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 140 }),
  bar: css({ position: 'relative', flex: 1, height: 10, background: theme.colors.background.secondary }),
  total: css({
    position: 'absolute',
    inset: '0 auto 0 0',
    background: theme.visualization.getColorByName('light-blue'),
    forcedColorAdjust: 'none',
  }),
  self: css({
    position: 'absolute',
    inset: '0 auto 0 0',
    background: theme.visualization.getColorByName('blue'),
    forcedColorAdjust: 'none',
  }),
  share: css({ color: theme.colors.text.secondary, width: 56, textAlign: 'right' }),
});
