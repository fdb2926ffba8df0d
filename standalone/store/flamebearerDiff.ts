import { compareNames } from '../../src/profile/naming/order';
import { encodeDeltas, OTHER } from './flamebearer';
import { smallestKept, type FunctionTree } from './functionTree';
import type { FlamebearerDiff } from './querier';

/** A node of both trees; a side that lacks it has zeros and no children. */
interface PairNode {
  name: string;
  leftTotal: number;
  leftSelf: number;
  rightTotal: number;
  rightSelf: number;
  children: PairNode[];
}

interface Pending {
  node: PairNode;
  level: number;
  leftX: number;
  rightX: number;
}

interface Side {
  tree: FunctionTree;
  /** -1 where the side lacks the node. */
  node: number;
}

/**
 * Both trees aligned by name, as Pyroscope draws them (pkg/model/flamegraph_diff.go, NewFlamegraphDiff). Children
 * whose larger total is below the maxNodes-th largest are summed into a leaf `other`; a real `other` keeps its own.
 */
export function toFlamebearerDiff(left: FunctionTree, right: FunctionTree, maxNodes: number): FlamebearerDiff {
  const { root, largest } = pairUp(left, right);
  const min = smallestKept(Float64Array.from(largest), maxNodes);
  // Unlike in a single flame graph, a frame named `total` has an index of its own: the root is kept without a name.
  const indices = new Map([[root.name, 0]]);
  const { leftTotal: leftTicks, rightTotal: rightTicks } = root;
  const result: FlamebearerDiff = {
    names: ['total'],
    levels: [],
    total: leftTicks + rightTicks,
    maxSelf: 0,
    leftTicks,
    rightTicks,
  };
  const stack: Pending[] = [{ node: root, level: 0, leftX: 0, rightX: 0 }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { node } = item;
    const index = indices.get(node.name) ?? result.names.push(node.name) - 1;
    indices.set(node.name, index);
    result.maxSelf = Math.max(result.maxSelf, node.leftSelf, node.rightSelf);
    // Reversed, as levels are filled from the right.
    (result.levels[item.level] ??= []).push(
      ...[index, node.rightSelf, node.rightTotal, item.rightX, node.leftSelf, node.leftTotal, item.leftX]
    );
    pushChildren(item, min, stack);
  }
  for (const level of result.levels) {
    level.reverse();
    encodeDeltas(level, 0, 7);
    encodeDeltas(level, 3, 7);
  }
  return result;
}

function pushChildren({ node, level, ...x }: Pending, min: number, stack: Pending[]): void {
  let leftX = x.leftX + node.leftSelf;
  let rightX = x.rightX + node.rightSelf;
  let otherLeft = 0;
  let otherRight = 0;
  for (const child of node.children) {
    if (child.leftTotal >= min || child.rightTotal >= min) {
      stack.push({ node: child, level: level + 1, leftX, rightX });
      leftX += child.leftTotal;
      rightX += child.rightTotal;
    } else {
      otherLeft += child.leftTotal;
      otherRight += child.rightTotal;
    }
  }
  if (otherLeft > 0 || otherRight > 0) {
    const other = {
      name: OTHER,
      leftTotal: otherLeft,
      leftSelf: otherLeft,
      rightTotal: otherRight,
      rightSelf: otherRight,
      children: [],
    };
    stack.push({ node: other, level: level + 1, leftX, rightX });
  }
}

function pairUp(left: FunctionTree, right: FunctionTree) {
  /** By node, the larger of its two totals. */
  const largest: number[] = [];
  const pair = (name: string, l: Side, r: Side): PairNode => {
    const value = ({ tree, node }: Side, column: 'self' | 'total') => (node < 0 ? 0 : tree[column][node]);
    const leftTotal = value(l, 'total');
    const rightTotal = value(r, 'total');
    largest.push(Math.max(leftTotal, rightTotal));
    return { name, leftTotal, leftSelf: value(l, 'self'), rightTotal, rightSelf: value(r, 'self'), children: [] };
  };
  const top = { l: { tree: left, node: 0 }, r: { tree: right, node: 0 } };
  const root = pair('', top.l, top.r);
  const stack = [{ node: root, ...top }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    for (const { name, l, r } of alignChildren(item.l, item.r)) {
      const node = pair(name, l, r);
      item.node.children.push(node);
      stack.push({ node, l, r });
    }
  }
  return { root, largest };
}

/** Children of both sides by name; both lists are in that order already. */
function alignChildren(l: Side, r: Side): Array<{ name: string; l: Side; r: Side }> {
  const result = [];
  const left = childrenOf(l);
  const right = childrenOf(r);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const order = i === left.length ? 1 : j === right.length ? -1 : compareNames(left[i].name, right[j].name);
    const name = order <= 0 ? left[i].name : right[j].name;
    result.push({
      name,
      l: { tree: l.tree, node: order <= 0 ? left[i++].node : -1 },
      r: { tree: r.tree, node: order >= 0 ? right[j++].node : -1 },
    });
  }
  return result;
}

function childrenOf({ tree, node }: Side): Array<{ name: string; node: number }> {
  if (node < 0) {
    return [];
  }
  const children = tree.children.subarray(tree.childStart[node], tree.childStart[node + 1]);
  return Array.from(children, (child) => ({ name: tree.names[tree.name[child]], node: child }));
}
