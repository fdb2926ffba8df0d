import { buildProfile } from '../build';
import type { Profile } from '../model';
import { placeNodes } from '../rows';
import { profileFromStacks } from '../stacks';

interface Box {
  readonly name: string;
  readonly x0: number;
  readonly x1: number;
}

/**
 * A profile drawn as text, for tests: a box's width in characters (brackets included) is its value, what its children
 * leave free at its left is its self value. Children keep the order in which they are drawn.
 *
 *     [total              ]
 *     [main       ][gc    ]
 *        [read][x ]
 *
 * Here total is 21, main 13 with self 3, read 6, gc 8.
 * @throws {Error} children that are outside their parent or do not end at its right edge
 */
export function drawn(text: string): Profile {
  const rows = boxRows(text);
  const columns = {
    level: [] as number[],
    value: [] as number[],
    self: [] as number[],
    label: [] as number[],
    symbols: [] as string[],
  };
  const next = rows.map(() => 0);
  let level = 0;
  while (level >= 0 && rows.length > 0) {
    const parent = level > 0 ? rows[level - 1][next[level - 1] - 1] : undefined;
    const box = rows[level]?.[next[level]];
    if (!box || (parent && box.x0 >= parent.x1) || (level === 0 && next[0] > 0)) {
      level--;
      continue;
    }
    next[level]++;
    columns.level.push(level);
    columns.value.push(box.x1 - box.x0);
    columns.self.push(selfOf(box, rows[level + 1] ?? []));
    columns.label.push(intern(columns.symbols, box.name));
    level++;
  }
  if (columns.level.length !== rows.flat().length) {
    throw new Error('A box stands outside its parent.');
  }
  return buildProfile(columns);
}

function boxRows(text: string): Box[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) =>
    [...line.matchAll(/\[([^\]]*)\]/g)].map((match) => ({
      name: match[1].trim(),
      x0: match.index - indent,
      x1: match.index - indent + match[0].length,
    }))
  );
}

function selfOf(box: Box, below: readonly Box[]): number {
  const children = below.filter((child) => child.x0 >= box.x0 && child.x0 < box.x1);
  let x = children.length > 0 ? children[0].x0 : box.x1;
  const self = x - box.x0;
  for (const child of children) {
    if (child.x0 !== x) {
      throw new Error(`There is a gap left of ${child.name}; self values are drawn at the left of the children.`);
    }
    x = child.x1;
  }
  if (x !== box.x1) {
    throw new Error(`The children of ${box.name} do not end at its right edge.`);
  }
  return self;
}

function intern(symbols: string[], name: string): number {
  const known = symbols.indexOf(name);
  return known >= 0 ? known : symbols.push(name) - 1;
}

/** Draws a profile of small whole values as `drawn` reads it. Names too long for their box are cut. */
export function draw(profile: Profile): string {
  const lines: string[] = [];
  const { start } = placeNodes(profile, profile);
  for (let i = 0; i < profile.length; i++) {
    const width = profile.total[i];
    const name = profile.frames.names[profile.symbol[i]];
    const box = width === 1 ? '|' : `[${name.slice(0, width - 2).padEnd(width - 2)}]`;
    const line = lines[profile.level[i]] ?? '';
    lines[profile.level[i]] = line.padEnd(start[i]) + box;
  }
  return lines.join('\n');
}

/** A drawing without its common indentation, to compare with `draw`. */
export function trimmed(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

/** A profile from folded stacks, one a line: `main;read 6`, as a data source sends it: leaves `other` were cut. */
export function folded(text: string): Profile {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const { level, total, self, symbol, frames } = profileFromStacks(
    lines.map((line) => {
      const space = line.trimEnd().lastIndexOf(' ');
      const names = line.slice(0, space).trim();
      return { frames: names === '' ? [] : names.split(';'), value: Number(line.slice(space)) };
    })
  );
  return buildProfile({ level, value: total, self, label: symbol, symbols: frames.names });
}
