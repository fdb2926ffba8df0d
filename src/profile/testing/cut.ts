import { buildProfile } from '../build';
import type { Profile } from '../model';
import type { Stack } from '../stacks';

interface Node {
  self: number;
  total: number;
  readonly children: Map<string, Node>;
}

/**
 * What Pyroscope's query path does to stacks: each block is made a tree and cut by itself, the trees are merged, and the
 * result is cut again. Slow and obvious, for tests.
 * @param blocks the stacks of each block
 */
export function cutAsServer(blocks: ReadonlyArray<readonly Stack[]>, maxNodes: number): Profile {
  const merged = empty();
  blocks.forEach((stacks) => mergeInto(merged, cut(treeOf(stacks), maxNodes)));
  return toProfile(cut(merged, maxNodes));
}

const empty = (): Node => ({ self: 0, total: 0, children: new Map() });

function child(node: Node, name: string): Node {
  const known = node.children.get(name) ?? empty();
  node.children.set(name, known);
  return known;
}

function treeOf(stacks: readonly Stack[]): Node {
  const root = empty();
  for (const { frames, value } of stacks) {
    let node = root;
    node.total += value;
    for (const name of frames) {
      node = child(node, name);
      node.total += value;
    }
    node.self += value;
  }
  return root;
}

function mergeInto(into: Node, from: Node): void {
  into.self += from.self;
  into.total += from.total;
  from.children.forEach((node, name) => mergeInto(child(into, name), node));
}

/** Children smaller than the `maxNodes`-th largest total of all nodes become one leaf `other`. */
function cut(root: Node, maxNodes: number): Node {
  const totals: number[] = [];
  const visit = (node: Node) =>
    node.children.forEach((below) => {
      totals.push(below.total);
      visit(below);
    });
  visit(root);
  const least = totals.length > maxNodes ? totals.sort((a, b) => b - a)[maxNodes - 1] : 0;
  const keep = (node: Node): Node => {
    const kept: Node = { ...node, children: new Map() };
    node.children.forEach((below, name) => {
      const isOther = name === 'other';
      if (below.total < least || isOther) {
        const other = child(kept, 'other');
        other.self += below.total;
        other.total += below.total;
      } else {
        kept.children.set(name, keep(below));
      }
    });
    return kept;
  };
  return keep(root);
}

function toProfile(root: Node): Profile {
  const columns = { level: [0], value: [root.total], self: [root.self], label: [0], symbols: ['total'] };
  const symbols = new Map<string, number>();
  const visit = (node: Node, level: number) =>
    [...node.children].sort().forEach(([name, below]) => {
      const label = symbols.get(name) ?? columns.symbols.push(name) - 1;
      symbols.set(name, label);
      columns.level.push(level);
      columns.value.push(below.total);
      columns.self.push(below.self);
      columns.label.push(label);
      visit(below, level + 1);
    });
  visit(root, 1);
  return buildProfile(columns);
}
