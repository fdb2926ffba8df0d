import { isSymbol, type CallTree, type NodeIndex, type SymbolIndex } from '../model';
import { carrySymbol } from '../place';
import type { Line, LineTree, Rest, Siblings } from './lines';

/** What stands on one row: a line, or the line's smaller siblings together. */
export type Row =
  | { readonly kind: 'line'; readonly line: Line; readonly open: boolean }
  | { readonly kind: 'rest'; readonly rest: Rest };

export const parentOf = (row: Row): Line | undefined => (row.kind === 'line' ? row.line.parent : row.rest.parent);

export const depthOf = (row: Row): number => (parentOf(row)?.depth ?? -1) + 1;

/** The lines at the top, opened as far as there is only one. */
export function topRows(tree: LineTree): readonly Row[] {
  const rows = rowsOf(tree.below(undefined));
  return rows.length === 1 ? toggled(tree, rows, 0) : rows;
}

/** Closes the line of a row, or opens it, and what is below as long as it is an only line. O(rows) */
export function toggled(tree: LineTree, rows: readonly Row[], index: number): readonly Row[] {
  const row = rows[index];
  if (row?.kind !== 'line' || !row.line.opens) {
    return rows;
  }
  return row.open
    ? replaced(rows, index, endOf(rows, index), [{ ...row, open: false }])
    : replaced(rows, index, index + 1, openedRows(tree, row.line));
}

/** How many only lines are opened at once: a program's recursion may be 50,000 levels deep. */
const MOST_ONLY_LINES = 100;

function openedRows(tree: LineTree, line: Line): Row[] {
  const opened: Row[] = [{ kind: 'line', line, open: true }];
  for (let below = rowsOf(tree.below(line)); ;) {
    const [only] = below;
    if (below.length !== 1 || only.kind !== 'line' || !only.line.opens || opened.length > MOST_ONLY_LINES) {
      return opened.concat(below);
    }
    opened.push({ ...only, open: true });
    below = rowsOf(tree.below(only.line));
  }
}

/** Shows more of what a row of smaller lines stands for. */
export function withMore(tree: LineTree, rows: readonly Row[], index: number): readonly Row[] {
  const row = rows[index];
  return row?.kind === 'rest' ? replaced(rows, index, index + 1, rowsOf(tree.more(row.rest))) : rows;
}

/** Rows, and the one of them where the reader is. */
export interface RowsAt {
  readonly rows: readonly Row[];
  readonly index: number;
}

/**
 * Opens the line of a row, its heaviest, and so on to the end of the stack, in steps of a line. What is not loaded is
 * no end of a stack.
 */
export function* followed(tree: LineTree, rows: readonly Row[], index: number): Generator<void, RowsAt> {
  let at = index;
  // What is open already stays as it is.
  for (let row = rows[at]; row?.kind === 'line' && row.open; row = rows[at]) {
    if (!isHeaviest(tree, rows[at + 1], row.line)) {
      return { rows, index: at };
    }
    at++;
  }
  const first = rows[at];
  if (first?.kind !== 'line') {
    return { rows, index: at };
  }
  const path: Row[] = [];
  const beside: Row[][] = [];
  let line = first.line;
  for (;;) {
    const [next, ...others] = line.opens ? rowsOf(tree.below(line)) : [];
    const goesOn = isHeaviest(tree, next, line);
    path.push({ kind: 'line', line, open: goesOn });
    if (!goesOn) {
      break;
    }
    beside.push(others);
    line = next.line;
    yield;
  }
  const below = beside.reverse().flat();
  return { rows: replaced(rows, at, at + 1, path.concat(below)), index: at + path.length - 1 };
}

function isHeaviest({ profile }: LineTree, row: Row | undefined, parent: Line): row is Extract<Row, { kind: 'line' }> {
  return row?.kind === 'line' && row.line.parent === parent && isSymbol(profile.frames.kinds[row.line.symbol]);
}

/** From the top down to a line. */
export function stackOf(line: Line): Line[] {
  const stack: Line[] = [];
  for (let each: Line | undefined = line; each !== undefined; each = each.parent) {
    stack.push(each);
  }
  return stack.reverse();
}

/** Where the line of another tree stands among these rows, by its frames; -1 where they do not show it. O(rows) */
export function indexOfLine(rows: readonly Row[], line: Line, from: CallTree, to: CallTree): number {
  const path = stackOf(line).map(({ symbol }) => carrySymbol({ tree: from, symbol }, to));
  let found = 0;
  for (let index = 0; index < rows.length && depthOf(rows[index]) >= found; index++) {
    const row = rows[index];
    if (row.kind === 'line' && row.line.depth === found && row.line.symbol === path[found]) {
      found++;
      if (found === path.length) {
        return index;
      }
    }
  }
  return -1;
}

/** Opens the way down to a node of a top-down tree; undefined where the tree does not have it. */
export function revealed(tree: LineTree, rows: readonly Row[], node: NodeIndex): RowsAt | undefined {
  const { parent } = tree.profile;
  const path: NodeIndex[] = [];
  for (let i = node; i > 0; i = parent[i]) {
    path.push(i);
  }
  let shown = rows;
  let from = 0;
  for (let id = path.pop(); id !== undefined; id = path.pop()) {
    const found = rowWith(tree, shown, from, id);
    if (found === undefined) {
      // Above the node that the tree begins with.
      if (from > 0) {
        return undefined;
      }
      continue;
    }
    shown = found.rows;
    const row = shown[found.index];
    if (path.length === 0) {
      return { rows: shown, index: found.index };
    }
    if (row.kind === 'line' && !row.open) {
      shown = toggled(tree, shown, found.index);
    }
    from = found.index + 1;
  }
  return undefined;
}

/** The row of an id among the siblings whose first row is `from`; it is taken out of their rest where it is in that. */
function rowWith(tree: LineTree, rows: readonly Row[], from: number, id: number): RowsAt | undefined {
  const first = rows[from];
  const parent = first && parentOf(first);
  for (let i = from; i < rows.length && depthOf(rows[i]) >= depthOf(first); i++) {
    const row = rows[i];
    if (row.kind === 'line' && row.line.parent === parent && row.line.id === id) {
      return { rows, index: i };
    }
    const picked = row.kind === 'rest' && row.rest.parent === parent ? tree.pick(row.rest, id) : undefined;
    if (picked) {
      return { rows: replaced(rows, i, i + 1, rowsOf(picked)), index: i };
    }
  }
  return undefined;
}

/** Which lines are open, by symbol. */
type Opened = Map<SymbolIndex, Opened>;

/** The rows of another tree, a refresh's perhaps, open where these are. */
export function carriedRows(rows: readonly Row[], from: CallTree, tree: LineTree): readonly Row[] {
  const opened = openLines(rows, (symbol) => carrySymbol({ tree: from, symbol }, tree.profile));
  const carried: Row[] = [];
  const waiting = rowsOf(tree.below(undefined))
    .reverse()
    .map((row) => ({ row, within: opened as Opened | undefined }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { row } = next;
    const within = row.kind === 'line' && row.line.opens ? next.within?.get(row.line.symbol) : undefined;
    if (row.kind === 'line' && within !== undefined) {
      carried.push({ ...row, open: true });
      waiting.push(
        ...rowsOf(tree.below(row.line))
          .reverse()
          .map((each) => ({ row: each, within }))
      );
    } else {
      carried.push(row);
    }
  }
  return carried;
}

function openLines(rows: readonly Row[], carry: (symbol: SymbolIndex) => SymbolIndex | undefined): Opened {
  const top: Opened = new Map();
  const of = new Map<Line | undefined, Opened>([[undefined, top]]);
  for (const row of rows) {
    const within = of.get(parentOf(row));
    const symbol = row.kind === 'line' && row.open ? carry(row.line.symbol) : undefined;
    if (row.kind === 'line' && within !== undefined && symbol !== undefined) {
      const below: Opened = new Map();
      within.set(symbol, below);
      of.set(row.line, below);
    }
  }
  return top;
}

function rowsOf({ lines, rest, cut }: Siblings): Row[] {
  const rows: Row[] = lines.map((line) => ({ kind: 'line', line, open: false }));
  if (rest !== undefined) {
    rows.push({ kind: 'rest', rest });
  }
  if (cut !== undefined) {
    rows.push({ kind: 'line', line: cut, open: false });
  }
  return rows;
}

/** The first row after a line and all that is below it. */
function endOf(rows: readonly Row[], index: number): number {
  const depth = depthOf(rows[index]);
  let end = index + 1;
  while (end < rows.length && depthOf(rows[end]) > depth) {
    end++;
  }
  return end;
}

/** The rows from `from` to before `to` replaced by others. */
const replaced = (rows: readonly Row[], from: number, to: number, by: readonly Row[]): Row[] =>
  rows.slice(0, from).concat(by, rows.slice(to));
