import { isNotLoaded } from '../notLoaded';
import type { NodeIndex, Profile } from '../model';
import { sortSymbols, symbolTable } from '../table';
import { boundsText, rangeText, typeText, type Origin } from './origin';

/** What a text for a ticket says beside the profile's own numbers. */
export interface SummaryFacts {
  readonly origin: Origin;
  /** Beside the service: `namespace shop, region="eu"`. */
  readonly selection?: string;
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
  const table = symbolTable(profile);
  const symbols = Array.from(sortSymbols(profile, table, 'self', 'desc')).filter(
    (s) => profile.frames.kinds[s] === 0 && table.occurrences[s] > 0
  );
  for (let rows = Math.min(MOST_ROWS, symbols.length); ; rows--) {
    const text = summaryWith(profile, facts, form, { table, symbols, rows });
    if (rows === 0 || byteLength(text) <= MOST_BYTES) {
      return text;
    }
  }
}

interface Rows {
  readonly table: ReturnType<typeof symbolTable>;
  readonly symbols: readonly number[];
  readonly rows: number;
}

function summaryWith(profile: Profile, facts: SummaryFacts, form: SummaryForm, { table, symbols, rows }: Rows): string {
  const whole = profile.total[0];
  const isMarkdown = form === 'markdown';
  const name = isMarkdown ? codeName : plainName;
  const { origin, selection, link } = facts;
  const command = facts.command?.map(shellWord).join(' ');
  const cells = symbols
    .slice(0, rows)
    .map((s) => [
      facts.formatValue(table.self[s]),
      facts.formatShare(table.self[s], whole),
      facts.formatValue(table.total[s]),
      facts.formatShare(table.total[s], whole),
      name(profile.frames.names[s]),
    ]);
  const what = [name(origin.service), selection && name(selection), name(typeText(origin)), rangeText(origin)];
  const left = symbols.length - rows;
  const parts = [
    what.filter(Boolean).join(', '),
    totalLine(profile, facts),
    (isMarkdown ? markdownTable : plainTable)(['self', 'self %', 'total', 'total %', 'symbol'], cells),
    left > 0 ? `… and ${left} more symbols` : '',
    pathLine(profile, facts, name),
    link !== undefined && byteLength(link) <= MOST_OF_A_LINK
      ? isMarkdown
        ? `<${encodedLink(link)}>`
        : encodedLink(link)
      : '',
    command !== undefined && byteLength(command) <= MOST_OF_A_COMMAND ? commandBlock(command, isMarkdown) : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function totalLine(profile: Profile, { origin, formatWhole, coveredSeconds, samples }: SummaryFacts): string {
  const seconds = origin.range && (origin.range.to - origin.range.from) / 1000;
  return [
    `Total ${formatWhole(profile.total[0])}`,
    samples === undefined ? '' : `${samples.toLocaleString('en-US')} samples`,
    coveredSeconds === undefined || seconds === undefined
      ? ''
      : `profiles cover ${Math.round(coveredSeconds)} s of ${Math.round(seconds)} s`,
    boundsText(profile) ?? 'complete',
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
