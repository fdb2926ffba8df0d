import type { ChangeTable } from '../comparison/changeTable';
import type { RowVerdicts } from '../comparison/rowVerdicts';
import { derivedOf } from '../derived';
import { isNotLoaded } from '../notLoaded';
import { FrameKind, type Change, type NodeIndex, type Profile } from '../model';
import { sortSymbols, type SymbolTable } from '../table';
import { boundsText, cutOf, rangeText, typeText, type Origin } from './origin';

/** What a text for a ticket says beside the profile's own numbers. */
export interface SummaryFacts {
  readonly origin: Origin;
  /** Beside the service: `namespace shop, region="eu"`. */
  readonly selection?: string;
  /** Of a comparison. */
  readonly changes?: ChangeTable;
  /** Of a comparison: what the other side is. */
  readonly comparedWith?: string;
  /** Of a comparison: "+0.9 cores", "+21 %". */
  changeTexts?(change: Change): readonly [change: string, relative: string];
  /** Of a comparison whose changes were judged. */
  readonly verdicts?: RowVerdicts;
  /** "25.7 s": the whole is known where its parts are not. */
  formatWhole(value: number): string;
  /** "25.7 s", "≥ 25.7 s" of a lower bound. */
  formatValue(value: number): string;
  /** "12.4 %", of a value and what is 100 %. */
  formatShare(value: number, whole: number): string;
  /** Seconds that profiles cover; undefined where nobody knows. */
  readonly coveredSeconds?: number;
  /** Of how many samples the total is made. */
  readonly samples?: number;
  /** Where the path begins; the root where nothing is focused. */
  readonly focus: NodeIndex;
  readonly link?: string;
  /** The words of a command that asks for the same profile. */
  readonly command?: readonly string[];
}

export type SummaryForm = 'markdown' | 'plain';

/** What chats and tickets take in one piece, in bytes of UTF-8. */
const MOST_BYTES = 6000;
const MOST_ROWS = 25;
/** Longer ones leave too little for the rest, bytes. */
const MOST_OF_A_LINK = 2000;
const MOST_OF_A_COMMAND = 1200;
const MOST_OF_A_NAME = 100;
/** Of a path, frames from its beginning and from its end. */
const PATH_HEAD = 3;
const PATH_TAIL = 7;

/**
 * A profile as text for tickets, chats and programs that read: what it is of, the 25 symbols with the most self, the
 * heaviest path, a link, a command. Names cannot leave their place: nothing in them is markup or turns the text around.
 * It has at most 6,000 bytes: rows are left out where it would have more, and it says so.
 */
export function summaryText(profile: Profile, facts: SummaryFacts, form: SummaryForm): string {
  const table = facts.changes ? changedSymbols(profile, facts.changes, facts) : heaviestSymbols(profile, facts);
  for (let rows = Math.min(MOST_ROWS, table.symbols.length); ; rows--) {
    const text = summaryWith(profile, facts, form, table, rows);
    if (rows === 0 || byteLength(text) <= MOST_BYTES) {
      return text;
    }
  }
}

/** The rows of the text, of which as many are written as fit. */
interface SummaryTable {
  readonly head: readonly string[];
  readonly symbols: readonly number[];
  cellsOf(symbol: number): readonly string[];
  /** "Total 25.7 s" */
  readonly total: string;
}

function heaviestSymbols(profile: Profile, { formatWhole, formatValue, formatShare }: SummaryFacts): SummaryTable {
  const table = derivedOf(profile, 'totals');
  const whole = profile.total[0];
  return {
    head: ['self', 'self %', 'total', 'total %'],
    symbols: functionsBy(profile, table),
    cellsOf: (s) => [
      formatValue(table.self[s]),
      formatShare(table.self[s], whole),
      formatValue(table.total[s]),
      formatShare(table.total[s], whole),
    ],
    total: `Total ${formatWhole(whole)}`,
  };
}

/** Selves, whose changes are disjoint; the largest change first. */
function changedSymbols(profile: Profile, table: ChangeTable, facts: SummaryFacts): SummaryTable {
  const { formatWhole, changeTexts = () => ['', ''], verdicts } = facts;
  const { whole } = table;
  const { names } = profile.frames;
  return {
    head: ['self before', 'self after', 'change', 'relative', ...(verdicts ? ['how sure'] : [])],
    symbols: functionsBy(profile, table.size).filter((s) => table.size.self[s] > 0),
    cellsOf: (s) => {
      const change = table.changeOf(s, 'self');
      const verdict = verdicts?.byName.get(names[s]);
      const how = verdict ? [verdict.word, verdict.detail].filter(Boolean).join(', ') : verdicts?.none.word;
      return [
        formatWhole(change.before),
        formatWhole(change.after),
        ...changeTexts(change),
        ...(how === undefined ? [] : [how]),
      ];
    },
    total: `Total ${formatWhole(whole.before)} → ${formatWhole(whole.after)}, ${changeTexts(whole).filter(Boolean).join(', ')}`,
  };
}

const functionsBy = (profile: Profile, table: SymbolTable) =>
  Array.from(sortSymbols(profile, table, 'self', 'desc')).filter(
    (s) => profile.frames.kinds[s] === FrameKind.function && table.occurrences[s] > 0
  );

function summaryWith(
  profile: Profile,
  facts: SummaryFacts,
  form: SummaryForm,
  { head, symbols, cellsOf, total }: SummaryTable,
  rows: number
): string {
  const isMarkdown = form === 'markdown';
  const name = isMarkdown ? codeName : plainName;
  const { origin, selection, comparedWith, link } = facts;
  // A command asks for one profile.
  const command = profile.sides ? undefined : facts.command?.map(shellWord).join(' ');
  const cells = symbols.slice(0, rows).map((s) => [...cellsOf(s), name(profile.frames.names[s])]);
  const what = [
    name(origin.service),
    selection && name(selection),
    name(typeText(origin)),
    rangeText(origin),
    comparedWith && `compared with ${name(comparedWith)}`,
  ];
  const left = symbols.length - rows;
  const parts = [
    what.filter(Boolean).join(', '),
    totalLine(profile, total, facts),
    (isMarkdown ? markdownTable : plainTable)([...head, 'symbol'], cells),
    left > 0 ? `… and ${left} more symbols` : '',
    profile.sides ? '' : pathLine(profile, facts, name),
    link !== undefined && byteLength(link) <= MOST_OF_A_LINK
      ? isMarkdown
        ? `<${encodedLink(link)}>`
        : encodedLink(link)
      : '',
    command !== undefined && byteLength(command) <= MOST_OF_A_COMMAND ? commandBlock(command, isMarkdown) : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function totalLine(profile: Profile, total: string, { origin, coveredSeconds, samples }: SummaryFacts): string {
  const seconds = origin.range && (origin.range.to - origin.range.from) / 1000;
  const isOne = profile.sides === undefined;
  return [
    total,
    samples === undefined || !isOne ? '' : `${samples.toLocaleString('en-US')} samples`,
    coveredSeconds === undefined || seconds === undefined || !isOne
      ? ''
      : `profiles cover ${Math.round(coveredSeconds)} s of ${Math.round(seconds)} s`,
    boundsText(cutOf(profile)) ?? 'complete',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** From the root, or what is focused, always to the heaviest frame below; what was cut is no frame. */
function pathLine(profile: Profile, { focus, formatShare }: SummaryFacts, name: (text: string) => string): string {
  const { end, total, symbol, frames } = profile;
  const path: NodeIndex[] = focus === 0 ? [] : [focus];
  for (let node = focus, heaviest = node; ; node = heaviest) {
    for (let child = node + 1; child < end[node]; child = end[child]) {
      if (!isNotLoaded(profile, child) && total[child] > 0 && (heaviest === node || total[child] > total[heaviest])) {
        heaviest = child;
      }
    }
    if (heaviest === node) {
      break;
    }
    path.push(heaviest);
  }
  if (path.length === 0) {
    return '';
  }
  const text = (node: NodeIndex) => `${name(frames.names[symbol[node]])} ${formatShare(total[node], total[0])}`;
  const hidden = path.length - PATH_HEAD - PATH_TAIL;
  const shown =
    hidden > 1
      ? [...path.slice(0, PATH_HEAD).map(text), `(${hidden} frames)`, ...path.slice(-PATH_TAIL).map(text)]
      : path.map(text);
  return `Heaviest path: ${shown.join(' > ')}`;
}

function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < head.length - 1 ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

function plainTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i < cells.length - 1 ? cell.padStart(widths[i]) : cell)).join('  ');
  return [head, ...rows].map(line).join('\n');
}

function commandBlock(command: string, isMarkdown: boolean): string {
  // One line, which begins with a word, cannot end the fence.
  return isMarkdown ? `\`\`\`sh\n${command}\n\`\`\`` : command;
}

/** Without what is unseen, breaks a line or turns the direction of the text; not longer than a line. */
function plainName(name: string): string {
  const chars = [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD').replace(/`/g, "'")];
  const shown = chars.length > MOST_OF_A_NAME ? [...chars.slice(0, 40), '…', ...chars.slice(-59)] : chars;
  return shown.join('') || '<unknown>';
}

/**
 * In a code span nothing is markup but its end. In a table's row a bar would end the cell all the same, and one behind a
 * backslash cannot be escaped.
 */
function codeName(name: string): string {
  return `\`${plainName(name).replace(/\\*\|/g, (bar) => (bar === '|' ? '\\|' : `${bar.slice(0, -1)}¦`))}\``;
}

/** What would end a link or the line. */
function encodedLink(link: string): string {
  return link.replace(/[\s\p{C}<>"`()[\]]/gu, (char) =>
    encodeURIComponent(char).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  );
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;

/** As a shell takes it for one word, whatever is in it. */
function shellWord(text: string): string {
  if (/^[\w./:=@%+,-]+$/.test(text)) {
    return text;
  }
  return `'${text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD').replace(/'/g, `'\\''`)}'`;
}
