import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { Fragment, useEffect, useMemo, useState } from 'react';
import type { SymbolLine } from '../../../profile/pprof/symbolLines';
import { excerpts, matchPath } from '../../../profile/source/matchPath';
import { textOfFile, type SourceFolder } from './sourceFolder';
import { linesTexts } from './texts';

/** Lines shown before and after each that costs something. */
const AROUND = 4;

interface SourceTextProps {
  folder: SourceFolder;
  file: string;
  lines: readonly SymbolLine[];
  formatValue(value: number): string;
}

/** The text of a function's lines from a person's own folder, with what each costs beside it. */
export function SourceText({ folder, file, lines, formatValue }: SourceTextProps) {
  const styles = useStyles2(getStyles);
  const path = useMemo(() => matchPath(file, folder.files.keys()), [file, folder]);
  const text = useText(path === undefined ? undefined : folder.files.get(path));
  if (path === undefined) {
    return <p className={styles.note}>{linesTexts.notInFolder(folder.name)}</p>;
  }
  if (text === undefined) {
    return null;
  }
  const costs = new Map(lines.map((line) => [line.line, line]));
  const parts = excerpts(text, [...costs.keys()], AROUND);
  if (parts.length === 0) {
    return <p className={styles.note}>{linesTexts.otherText(path)}</p>;
  }
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={linesTexts.textOf(path)}>
      <table className={styles.table} aria-label={linesTexts.textOf(path)}>
        <tbody>
          {parts.map(({ from, lines: shown }) => (
            <Fragment key={from}>
              {from !== parts[0].from && (
                <tr>
                  <td colSpan={4} className={styles.gap} aria-hidden>
                    ⋯
                  </td>
                </tr>
              )}
              {shown.map((code, i) => {
                const cost = costs.get(from + i);
                return (
                  <tr key={i} className={cost && styles.hot}>
                    <td className={styles.number}>{cost && cost.self > 0 ? formatValue(cost.self) : ''}</td>
                    <td className={styles.number}>{cost ? formatValue(cost.total) : ''}</td>
                    <th scope="row" className={styles.number}>
                      {from + i}
                    </th>
                    <td className={styles.code}>{code}</td>
                  </tr>
                );
              })}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Undefined until it is read, and where it is no text that a person would read. */
function useText(file: File | undefined): string | undefined {
  const [read, setRead] = useState<{ file: File; text: string | undefined }>();
  useEffect(() => {
    let left = false;
    if (file !== undefined) {
      textOfFile(file).then(
        (text) => left || setRead({ file, text }),
        () => left || setRead({ file, text: undefined })
      );
    }
    return () => {
      left = true;
    };
  }, [file]);
  return read !== undefined && read.file === file ? read.text : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ color: theme.colors.text.secondary }),
  scroll: css({ overflowX: 'auto', border: `1px solid ${theme.colors.border.weak}`, marginBottom: theme.spacing(1) }),
  table: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    'td, th': { padding: theme.spacing(0, 1), fontWeight: 'normal' },
  }),
  number: css({
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    color: theme.colors.text.secondary,
    userSelect: 'none',
  }),
  code: css({ whiteSpace: 'pre', tabSize: 4 }),
  hot: css({ background: theme.colors.action.selected }),
  gap: css({ color: theme.colors.text.disabled, textAlign: 'center' }),
});
