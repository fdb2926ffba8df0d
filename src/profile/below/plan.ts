import { FrameKind, type NodeIndex, type Profile } from '../model';
import { isNotLoaded } from '../notLoaded';

/** So much of a frame's total may be cut below it before more is asked for. */
const NEGLIGIBLE = 0.01;

/** A frame that has so much of its caller would be answered with nearly the same: its callees are asked in its place. */
const NEARLY_ALL = 0.9;

/**
 * Which frames of a cut graph to ask for by their call sites, so that at most a hundredth of the focused frame's total
 * stays cut below it: the frame itself; once it was asked, those below it that hide the most, and so on downwards. What
 * was cut of an asked frame's own callees stays: the same question would be answered the same. O(nodes below)
 * @param asked frames that were asked for at this budget of nodes
 * @param most how many may be asked for still
 * @returns the frame that hides the most first
 */
export function planBelow(graph: Profile, focus: NodeIndex, asked: ReadonlySet<NodeIndex>, most: number): NodeIndex[] {
  const { parent, end, total, symbol, frames } = graph;
  // By node below the focus: what of its total is cut.
  const cut = new Float64Array(end[focus] - focus);
  for (let i = end[focus] - 1; i > focus; i--) {
    cut[i - focus] += isNotLoaded(graph, i) ? total[i] : 0;
    cut[parent[i] - focus] += cut[i - focus];
  }
  const tolerable = NEGLIGIBLE * total[focus];
  if (focus === 0 || frames.kinds[symbol[focus]] !== FrameKind.function || cut[0] <= tolerable) {
    return [];
  }
  if (!asked.has(focus)) {
    return [focus].slice(0, most);
  }
  const wanted: NodeIndex[] = [];
  for (let i = focus + 1; i < end[focus];) {
    if (cut[i - focus] === 0 || isNotLoaded(graph, i)) {
      i = end[i];
    } else if (asked.has(i) || total[i] >= NEARLY_ALL * total[parent[i]]) {
      i++;
    } else {
      wanted.push(i);
      i = end[i];
    }
  }
  wanted.sort((a, b) => cut[b - focus] - cut[a - focus]);
  let left = cut[0];
  const enough = wanted.findIndex((node) => (left -= cut[node - focus]) <= tolerable);
  return wanted.slice(0, Math.min(most, enough < 0 ? wanted.length : enough + 1));
}
