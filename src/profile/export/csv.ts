import type { ChangeTable } from '../comparison/changeTable';
import type { RowVerdicts } from '../comparison/rowVerdicts';
import { notLoadedFrame, type Profile, type SymbolIndex } from '../model';
import { notLoadedValue } from '../notLoaded';
import type { SymbolTable } from '../table';
import { cutOf } from './origin';

/** The symbol table as it is on screen: its rows in their order, numbers in the profile's unit. */
export interface ExportedTable {
  readonly profile: Profile;
  readonly totals: SymbolTable;
  /** Of a comparison: both sides in the place of the numbers. */
  readonly changes?: ChangeTable;
  /** of a comparison whose changes were judged */
  readonly verdicts?: RowVerdicts;
  readonly order: ArrayLike<SymbolIndex>;
  /** `ns`, `bytes` … */
  readonly unit: string;
}

/**
 * The table as comma-separated values (RFC 4180, with a heading): numbers are whole, not shortened as on screen. Of a
 * profile of which something was cut, the headings say that they are lower bounds, and the last row is what was cut.
 */
export function writeCsv(table: ExportedTable): string {
  const rows = table.changes ? comparisonRows(table, table.changes) : plainRows(table);
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

type Cell = string | number;

function plainRows({ profile, totals, order, unit }: ExportedTable): Cell[][] {
  const whole = profile.total[0];
  const bound = cutOf(profile) === undefined ? '' : ', lower bound';
  const row = (name: string, self: number, total: number): Cell[] => [
    name,
    self,
    percent(self, whole),
    total,
    percent(total, whole),
  ];
  const rows = Array.from(order, (s) => row(profile.frames.names[s], totals.self[s], totals.total[s]));
  const cut = notLoadedValue(profile);
  return [
    ['Symbol', `Self (${unit}${bound})`, `Self (%${bound})`, `Total (${unit}${bound})`, `Total (%${bound})`],
    ...rows,
    ...(cut > 0 ? [row('(not loaded)', cut, cut)] : []),
  ];
}

function comparisonRows({ profile, order, unit, verdicts }: ExportedTable, changes: ChangeTable): Cell[][] {
  const { cut } = profile.sides!;
  const bound = cut.before + cut.after > 0 ? ', lower bound' : '';
  const columns = (['self', 'total'] as const).flatMap((column) =>
    (['before', 'after'] as const).map((side) => ({ column, side }))
  );
  const hidden = notLoadedFrame(profile.frames);
  const headings = columns.map(
    ({ column, side }) => `${column === 'self' ? 'Self' : 'Total'} ${side} (${unit}${bound})`
  );
  const rows = Array.from(order, (s) => [
    profile.frames.names[s],
    ...columns.map(({ column, side }) => changes[side][column][s]),
    changes.changeOf(s, 'self').kind,
    changes.changeOf(s, 'total').kind,
    ...(verdicts ? verdictCells(verdicts, profile.frames.names[s]) : []),
  ]);
  const judged = verdicts
    ? ['How sure', ...['By itself', '95 % low', '95 % high'].map((head) => `${head} (${verdicts.unit})`)]
    : [];
  const notLoaded = ['(not loaded)', cut.before, cut.after, cut.before, cut.after, '', '', ...judged.map(() => '')];
  return [
    ['Symbol', ...headings, 'Self, change', 'Total, change', ...judged],
    ...rows,
    ...(hidden >= 0 && bound ? [notLoaded] : []),
  ];
}

function verdictCells({ byName, none }: RowVerdicts, name: string): Cell[] {
  const verdict = byName.get(name);
  return verdict ? [verdict.word, verdict.mix, ...verdict.interval] : [none.word, '', '', ''];
}

const percent = (value: number, whole: number) => (whole === 0 ? 0 : Number(((100 * value) / whole).toFixed(4)));

/**
 * What begins so is run as a formula by spreadsheets, the full-width forms in some languages
 * (https://owasp.org/www-community/attacks/CSV_Injection); an apostrophe makes it a text.
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠|]|^[\t\r\n]/u;

function cell(value: Cell): string {
  if (typeof value === 'number') {
    return String(value);
  }
  return `"${(FORMULA.test(value) ? `'${value}` : value).replace(/"/g, '""')}"`;
}
