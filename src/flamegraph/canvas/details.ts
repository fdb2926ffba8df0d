import { nameOfNode, type NodeIndex, type Profile, type Side, type Sides } from '../../profile/model';
import { nameAt } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { visible } from '../../profile/naming/visible';
import { bottomOf, hiddenCount, type Scene } from './scene';
import { formatShare } from '../share';
import type { FlameGraphProps } from '../types';
import { isNotLoaded } from '../../profile/notLoaded';
import { changeOfNode } from '../../profile/comparison/changes';
import type { Hit } from '../../profile/hit';
import { changeTexts, changeWords } from '../comparison/changeTexts';
import { tooltipTexts, treeTexts } from './texts';

/** A frame's name as short as it can be told by. */
export function labelOf({ frames, symbol }: Profile, node: NodeIndex): string {
  return nameAt(frames.names, symbol[node]).label;
}

/** A frame's name as it is read aloud. */
export function spokenName({ frames, symbol }: Profile, node: NodeIndex): string {
  return shownText(nameAt(frames.names, symbol[node]));
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
}

type Input = Pick<FlameGraphProps, 'profile' | 'wholeValue' | 'formatValue' | 'lowerBound'>;

export function createNumbers({ profile, wholeValue, formatValue, lowerBound }: Input): Numbers {
  const isExact = (node: NodeIndex | undefined) =>
    !lowerBound || (node !== undefined && (isWhole(profile, wholeValue, node) || isNotLoaded(profile, node)));
  return {
    value: (node, value) => (isExact(node) ? formatValue(value) : `≥ ${formatValue(value, 'down')}`),
    plain: formatValue,
    share: (node, value, whole) => formatShare(value, whole, !isExact(node)),
  };
}

/** What is not loaded is a part of the whole: its value is known. A sandwich's root is one symbol, whose value is not. */
const isWhole = (profile: Profile, wholeValue: number, node: NodeIndex) =>
  node === 0 && profile.total[0] === wholeValue;

/** What tooltip and context menu say of a frame or a strip, as text. */
export interface Details {
  readonly title: string;
  /** Label and text of each number. */
  readonly numbers: ReadonlyArray<{ readonly label: string; readonly text: string }>;
  readonly notes: readonly string[];
}

type Context = Pick<FlameGraphProps, 'wholeValue' | 'direction'>;

export function detailsOf(scene: Scene, hit: Hit, numbers: Numbers, context: Context): Details {
  return hit.kind === 'node'
    ? nodeDetails(scene, hit.node, numbers, context)
    : stripDetails(scene, hit, numbers, context);
}

function nodeDetails(scene: Scene, node: NodeIndex, numbers: Numbers, context: Context): Details {
  const { profile } = scene;
  const { total: value, self } = profile;
  const { wholeValue } = context;
  if (profile.sides !== undefined) {
    return changeDetails(scene, node, profile.sides, numbers);
  }
  const total = [
    numbers.value(node, value[node]),
    tooltipTexts.ofWhole(numbers.share(node, value[node], wholeValue)),
    ...shareOfShown(scene, scene.rows.depth[node], node, value[node], numbers, wholeValue),
  ];
  const own = [numbers.value(node, self[node]), tooltipTexts.ofWhole(numbers.share(node, self[node], wholeValue))];
  return {
    title: isNotLoaded(profile, node)
      ? tooltipTexts.notLoaded()
      : visible(nameOfNode(profile, node)) || spokenName(profile, node),
    numbers: [
      { label: tooltipTexts.total(), text: total.join(' · ') },
      ...(hasSelf(scene, node, context) ? [{ label: tooltipTexts.self(), text: own.join(' · ') }] : []),
    ],
    notes: groupNotes(scene, node, numbers, context),
  };
}

/** Both sides, and what became of the one in the other. */
function changeDetails(scene: Scene, node: NodeIndex, sides: Sides, numbers: Numbers): Details {
  const { profile } = scene;
  const change = changeOfNode(sides, node);
  const name = nameOfNode(profile, node);
  const joined = sides.joined?.get(name);
  const side = (name: Side) => {
    const total = sides[name].total[node];
    return `${numbers.value(node, total)} · ${tooltipTexts.ofWhole(numbers.share(node, total, sides[name].total[0]))}`;
  };
  return {
    title: isNotLoaded(profile, node) ? tooltipTexts.notLoaded() : visible(name),
    numbers: [
      { label: changeTexts.before(), text: side('before') },
      { label: changeTexts.after(), text: side('after') },
      { label: changeTexts.change(), text: changeWords(change, numbers.plain) },
    ],
    notes: [
      ...(joined === undefined ? [] : [changeTexts.joined(joined)]),
      ...(hiddenCount(scene, node) > 0 ? [tooltipTexts.group(hiddenCount(scene, node))] : []),
    ],
  };
}

/** A caller's self would be what it was the outermost caller of; and of what is not loaded nothing is known. */
const hasSelf = ({ profile }: Scene, node: NodeIndex, { direction }: Context) =>
  direction === 'down' && !isNotLoaded(profile, node);

/** The share of the shown root, where that is not the whole. */
function shareOfShown(
  scene: Scene,
  row: number,
  node: NodeIndex | undefined,
  value: number,
  numbers: Numbers,
  wholeValue: number
): string[] {
  const { profile, rows } = scene;
  const { root, rootRow } = rows;
  if (profile.total[root] === wholeValue || row <= rootRow) {
    return [];
  }
  const shown = labelOf(profile, root);
  return [tooltipTexts.ofShown(numbers.share(node, value, profile.total[root]), shown)];
}

function groupNotes(scene: Scene, node: NodeIndex, numbers: Numbers, context: Context): string[] {
  const hidden = hiddenCount(scene, node);
  if (hidden === 0) {
    return [];
  }
  let self = 0;
  for (let i = node; i <= bottomOf(scene, node); i++) {
    self += scene.profile.self[i];
  }
  return [
    tooltipTexts.group(hidden),
    ...(hasSelf(scene, node, context) ? [tooltipTexts.groupSelf(numbers.value(node, self))] : []),
  ];
}

function stripDetails(
  scene: Scene,
  { strip }: Extract<Hit, { kind: 'strip' }>,
  numbers: Numbers,
  { wholeValue }: Context
): Details {
  const { first, last, value } = strip;
  // What is cut has an exact value, but frames beside it have not.
  const node = first === last ? first : undefined;
  const total = [
    numbers.value(node, value),
    tooltipTexts.ofWhole(numbers.share(node, value, wholeValue)),
    ...shareOfShown(scene, strip.row, node, value, numbers, wholeValue),
  ];
  return {
    title: tooltipTexts.strip(strip.count),
    numbers: [{ label: tooltipTexts.total(), text: total.join(' · ') }],
    notes: [tooltipTexts.stripHint()],
  };
}

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
  const name = isNotLoaded(profile, node) ? tooltipTexts.notLoaded() : spokenName(profile, node);
  if (profile.sides !== undefined) {
    const joined = profile.sides.joined?.get(nameOfNode(profile, node));
    const words = changeWords({ ...changeOfNode(profile.sides, node), joined }, numbers.plain);
    return treeTexts.changed({ name, change: words, position, setSize });
  }
  const total = share(profile.total[node]);
  const self = hasSelf(scene, node, context) ? share(profile.self[node]) : undefined;
  const label =
    node === 0 ? treeTexts.root(name, total) : treeTexts.item({ name, share: total, self, position, setSize });
  const hidden = hiddenCount(scene, node);
  return hidden > 0 ? `${label}, ${treeTexts.group(hidden)}` : label;
}
