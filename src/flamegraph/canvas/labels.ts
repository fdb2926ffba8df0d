import { nameOfNode, type NodeIndex, type Profile } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { isNotLoaded } from '../../profile/notLoaded';
import { changeWords } from '../comparison/changeTexts';
import { formatShare, shareBeside } from '../share';
import type { FlameGraphProps } from '../types';
import { hiddenCount, type Scene } from './scene';
import { notLoadedTexts, treeTexts } from './texts';

/** A frame's name as short as it can be told by. */
export function labelOf({ frames, symbol }: Profile, node: NodeIndex): string {
  return nameAt(frames, symbol[node]).label;
}

/** A frame's name as it is read aloud. */
export function spokenName({ frames, symbol }: Profile, node: NodeIndex): string {
  return shownText(nameAt(frames, symbol[node]));
}

/** What stands on a box before its name: "(3) " for a collapsed group that hides three frames. */
export function groupMark(scene: Scene, node: NodeIndex): string {
  const hidden = hiddenCount(scene, node);
  return hidden > 0 ? `(${hidden}) ` : '';
}

/** A graph's numbers as text. */
export interface Numbers {
  /** Never with ≥: of a difference. */
  plain(value: number): string;
  /** "25.7 s"; "≥ 25.7 s" for a lower bound. Without a node: of several frames together. */
  value(node: NodeIndex | undefined, value: number): string;
  /** The share of a whole: "12.4 %"; "≥ 12.4 %" for a lower bound. */
  share(node: NodeIndex | undefined, value: number, whole: number): string;
  /** The same beside `value`, which is marked already: "≥ 25.7 s 12.4 %". */
  beside(node: NodeIndex | undefined, value: number, whole: number): string;
}

type Input = Pick<FlameGraphProps, 'profile' | 'wholeValue' | 'formatValue' | 'lowerBound'>;

export function createNumbers({ profile, wholeValue, formatValue, lowerBound }: Input): Numbers {
  const isExact = (node: NodeIndex | undefined) =>
    !lowerBound || (node !== undefined && (isWhole(profile, wholeValue, node) || isNotLoaded(profile, node)));
  return {
    value: (node, value) => (isExact(node) ? formatValue(value) : `≥ ${formatValue(value, 'down')}`),
    plain: formatValue,
    share: (node, value, whole) => formatShare(value, whole, !isExact(node)),
    beside: (node, value, whole) => shareBeside(value, whole, !isExact(node)),
  };
}

/** What is not loaded is a part of the whole: its value is known. A sandwich's root is one symbol, whose value is not. */
const isWhole = (profile: Profile, wholeValue: number, node: NodeIndex) =>
  node === 0 && profile.total[0] === wholeValue;

export type Context = Pick<FlameGraphProps, 'wholeValue' | 'direction'> &
  Partial<Pick<FlameGraphProps, 'lowerBound' | 'whole' | 'sandwiched'>>;

/** A caller's self would be what it was the outermost caller of; and of what is not loaded nothing is known. */
export const hasSelf = ({ profile }: Scene, node: NodeIndex, { direction }: Context) =>
  direction === 'down' && !isNotLoaded(profile, node);

/** What a screen reader says of a frame: "runtime.mallocgc, 12.4 % of total, self 3.1 %, child 2 of 7". */
export function spokenLabel(
  scene: Scene,
  item: { node: NodeIndex; position: number; setSize: number },
  numbers: Numbers,
  context: Context
): string {
  const { profile } = scene;
  const { node, position, setSize } = item;
  const share = (value: number) => numbers.share(node, value, context.wholeValue);
  const name = isNotLoaded(profile, node) ? notLoadedTexts.notLoaded() : spokenName(profile, node);
  if (profile.sides !== undefined) {
    const joined = profile.sides.joined?.get(nameOfNode(profile, node));
    const words = changeWords({ ...profile.sides.changeOf(profile.sides, node), joined }, numbers.plain);
    return treeTexts.changed({ name, change: words, position, setSize });
  }
  const total = share(profile.total[node]);
  const self = hasSelf(scene, node, context) ? share(profile.self[node]) : undefined;
  const label =
    node === 0 ? treeTexts.root(name, total) : treeTexts.item({ name, share: total, self, position, setSize });
  const hidden = hiddenCount(scene, node);
  return hidden > 0 ? `${label}, ${treeTexts.group(hidden)}` : label;
}
