import { changeOfNode } from '../../profile/comparison/changes';
import type { Hit } from '../../profile/hit';
import { nameOfNode, type NodeIndex, type Profile, type Side, type Sides } from '../../profile/model';
import { sentText } from '../../profile/naming/readName';
import { isNotLoaded } from '../../profile/notLoaded';
import { changeTexts, changeWords } from '../comparison/changeTexts';
import { headTexts } from '../comparison/headTexts';
import { hasSelf, labelOf, type Context, type Numbers } from './labels';
import { bottomOf, hiddenCount, type Scene } from './scene';
import { mostOf } from './bounds';
import { notLoadedTexts } from './texts';
import { tooltipTexts } from './tooltipTexts';

/** What tooltip and context menu say of a frame or a strip, as text. */
export interface Details {
  readonly title: string;
  /** Label and text of each number. */
  readonly numbers: ReadonlyArray<{ readonly label: string; readonly text: string }>;
  readonly notes: readonly string[];
}

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
    title: titleOf(profile, node),
    numbers: [
      { label: tooltipTexts.total(), text: total.join(' · ') },
      ...atMost(mostOf(profile, node, context), numbers),
      ...(hasSelf(scene, node, context) ? [{ label: tooltipTexts.self(), text: own.join(' · ') }] : []),
    ],
    notes: groupNotes(scene, node, numbers, context),
  };
}

const titleOf = (profile: Profile, node: NodeIndex) =>
  isNotLoaded(profile, node) ? notLoadedTexts.notLoaded() : sentText(nameOfNode(profile, node));

const atMost = (most: number | undefined, numbers: Numbers) =>
  most === undefined ? [] : [{ label: tooltipTexts.atMost(), text: numbers.plain(most) }];

/** Both sides, and what became of the one in the other. */
function changeDetails(scene: Scene, node: NodeIndex, sides: Sides, numbers: Numbers): Details {
  const { profile } = scene;
  const change = changeOfNode(sides, node);
  const joined = sides.joined?.get(nameOfNode(profile, node));
  const side = (name: Side) => {
    const total = sides[name].total[node];
    return `${numbers.value(node, total)} · ${tooltipTexts.ofWhole(numbers.share(node, total, sides[name].total[0]))}`;
  };
  return {
    title: titleOf(profile, node),
    numbers: [
      { label: headTexts.before(), text: side('before') },
      { label: headTexts.after(), text: side('after') },
      { label: headTexts.change(), text: changeWords(change, numbers.plain) },
    ],
    notes: [
      ...(joined === undefined ? [] : [changeTexts.joined(joined)]),
      ...(hiddenCount(scene, node) > 0 ? [tooltipTexts.group(hiddenCount(scene, node))] : []),
    ],
  };
}

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
