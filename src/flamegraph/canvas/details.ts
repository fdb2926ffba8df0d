import type { Hit } from '../../profile/hit';
import type { NodeIndex } from '../../profile/model';
import type { FlameGraphProps } from '../types';
import { cachedShortName, isNotLoaded } from './labels';
import type { Numbers } from './numbers';
import { placeAmongSiblings } from './treeItems';
import { bottomOf, hiddenCount, type Scene } from './scene';
import { tooltipTexts, treeTexts } from './texts';

/** What tooltip and context menu say of a frame or a strip, as text. */
export interface Details {
  readonly title: string;
  /** Label and text of each number. */
  readonly numbers: ReadonlyArray<{ readonly label: string; readonly text: string }>;
  readonly notes: readonly string[];
}

type Whole = Pick<FlameGraphProps, 'wholeValue' | 'notLoaded'>;

export function detailsOf(scene: Scene, hit: Hit, numbers: Numbers, whole: Whole): Details {
  return hit.kind === 'node' ? nodeDetails(scene, hit.node, numbers, whole) : stripDetails(scene, hit, numbers, whole);
}

function nodeDetails(scene: Scene, node: NodeIndex, numbers: Numbers, { wholeValue, notLoaded }: Whole): Details {
  const { profile } = scene;
  const { value, self, symbols, symbol } = profile;
  const total = [
    numbers.value(node, value[node]),
    tooltipTexts.ofWhole(numbers.share(node, value[node], wholeValue)),
    ...shareOfShown(scene, node, value[node], numbers, wholeValue),
  ];
  const ownTime = [numbers.value(node, self[node]), tooltipTexts.ofWhole(numbers.share(node, self[node], wholeValue))];
  const leaf = isNotLoaded(profile, node, notLoaded);
  return {
    title: leaf ? tooltipTexts.notLoaded() : symbols[symbol[node]],
    numbers: [
      { label: tooltipTexts.total(), text: total.join(' · ') },
      ...(leaf ? [] : [{ label: tooltipTexts.self(), text: ownTime.join(' · ') }]),
    ],
    notes: groupNotes(scene, node, numbers),
  };
}

/** The share of the shown root, where that is not the whole. */
function shareOfShown(scene: Scene, node: NodeIndex, value: number, numbers: Numbers, wholeValue: number): string[] {
  const { profile, rows } = scene;
  const { root, rootRow, depth } = rows;
  if (profile.value[root] === wholeValue || depth[node] <= rootRow) {
    return [];
  }
  const shown = cachedShortName(profile, profile.symbol[root]);
  return [tooltipTexts.ofShown(numbers.share(node, value, profile.value[root]), shown)];
}

function groupNotes(scene: Scene, node: NodeIndex, numbers: Numbers): string[] {
  const hidden = hiddenCount(scene, node);
  if (hidden === 0) {
    return [];
  }
  let self = 0;
  for (let i = node; i <= bottomOf(scene, node); i++) {
    self += scene.profile.self[i];
  }
  return [tooltipTexts.group(hidden), tooltipTexts.groupSelf(numbers.value(node, self))];
}

function stripDetails(
  scene: Scene,
  { strip }: Extract<Hit, { kind: 'strip' }>,
  numbers: Numbers,
  { wholeValue }: Whole
): Details {
  const { first, value } = strip;
  const total = [
    numbers.value(first, value),
    tooltipTexts.ofWhole(numbers.share(first, value, wholeValue)),
    ...shareOfShown(scene, first, value, numbers, wholeValue),
  ];
  return {
    title: tooltipTexts.strip(strip.count),
    numbers: [{ label: tooltipTexts.total(), text: total.join(' · ') }],
    notes: [tooltipTexts.stripHint()],
  };
}

/** What a screen reader says of a frame: "runtime.mallocgc, 12.4 % of total, self 3.1 %, child 2 of 7". */
export function spokenLabel(scene: Scene, node: NodeIndex, numbers: Numbers, { wholeValue, notLoaded }: Whole): string {
  const { profile } = scene;
  const say = (value: number) => {
    const share = numbers.plainShare(value, wholeValue);
    return numbers.isExact(node) ? share : treeTexts.atLeast(share);
  };
  const name = isNotLoaded(profile, node, notLoaded) ? tooltipTexts.notLoaded() : profile.symbols[profile.symbol[node]];
  const hidden = hiddenCount(scene, node);
  const { position, setSize } = placeAmongSiblings(scene, node);
  return [
    treeTexts.item(name, say(profile.value[node]), say(profile.self[node])),
    ...(node === 0 ? [] : [treeTexts.child(position, setSize)]),
    ...(hidden > 0 ? [treeTexts.group(hidden)] : []),
  ].join(', ');
}
