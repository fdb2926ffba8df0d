import { useLayoutEffect, useMemo, useState } from 'react';
import type { Collapse, FlameGraphProps, GraphMemory, Part, Remembered, Whereabouts } from '../types';
import { derivedOf } from '../../profile/derived';
import type { NodeIndex, Profile } from '../../profile/model';
import { carryNode } from '../../profile/place';
import { useSliced } from '../useSliced';
import {
  boxOf,
  COLLAPSED,
  createRowsInSteps,
  createScene,
  isGroupExpanded,
  isWhole,
  type Range,
  type Scene,
  type Viewport,
} from './scene';
import { revealRange } from './zoom';

/** Kept outside of React's state: it is read when a graph comes back, and nothing is rendered for what it is told. */
export function createGraphMemory(): GraphMemory {
  let remembered: Remembered = {};
  return {
    recall: () => remembered,
    keep: (part) => {
      remembered = { ...remembered, ...part };
    },
  };
}

export interface Graph {
  readonly scene: Scene;
  /** What is wanted is on its way; of a large profile what was shown before stays so long. */
  readonly isOlder: boolean;
  /** The node that is shown at full width; the head of a collapsed group where the focus is hidden in it. */
  readonly root: NodeIndex;
  /** The selected box, if there is one in what is shown. */
  readonly selected: NodeIndex | undefined;
  /** The roots that were shown, before the graph was away too. */
  readonly visited: ReadonlySet<NodeIndex>;
  select(node: NodeIndex): void;
  /** Shows a part of the width of `focus`, once that is the focus. */
  zoomTo(range: Range, focus: NodeIndex): void;
  /** Shows a part of the shown root's width in the place of all its zooms; undefined: the whole width. */
  view(range: Range | undefined): void;
  /** Takes back the last `zoomTo`; false if there is none. */
  zoomOut(): boolean;
  /** Takes back every `zoomTo` of a focus. */
  resetZoom(focus: NodeIndex): void;
}

type Input = Pick<FlameGraphProps, 'profile' | 'collapse' | 'focus' | 'reveal' | 'memory' | 'part'>;

/** Everything derived from profile, collapse and focus, each computed once, and the state a picture has beside them. */
export function useGraph(
  { profile, collapse, focus, reveal, memory, part }: Input,
  viewport: Viewport | undefined
): Graph {
  const wanted = shownRoot(profile, collapse, focus);
  const [latest, setWhereabouts] = useState<Whereabouts>(
    () =>
      memory?.recall().whereabouts ?? {
        profile,
        selected: undefined,
        zooms: zoomsOf(profile, wanted, part),
        visited: new Set(),
      }
  );
  const whereabouts = latest.profile === profile ? latest : carriedInto(profile, latest);
  if (whereabouts !== latest) {
    // A refresh, every few seconds perhaps, must not take the reader's place away.
    setWhereabouts(whereabouts);
  }
  const change = (part: Partial<Whereabouts>) =>
    setWhereabouts((before) => (before.profile === profile ? { ...before, ...part } : { ...whereabouts, ...part }));

  const { rows, shownCollapse, isOlder } = useRows(profile, collapse, wanted);
  const { root } = rows;
  const { zooms, selected, visited } = whereabouts;
  useLayoutEffect(() => {
    visited.add(root);
    memory?.keep({ whereabouts });
  }, [memory, whereabouts, visited, root]);
  const live = useMemo(() => zooms.filter((zoom) => zoom.focus === root), [zooms, root]);
  const zoom = live[live.length - 1];
  const scene = useMemo(() => createScene(profile, shownCollapse, rows, zoom), [profile, shownCollapse, rows, zoom]);

  const select = (node: NodeIndex) => change({ selected: node });
  const zoomTo = (range: Range, at: NodeIndex) =>
    change({ zooms: [...(at === root ? live : []), { ...range, focus: at }] });

  // A graph that comes back has done what it was asked before.
  const [revealed, setRevealed] = useState(() => (memory?.recall().whereabouts ? reveal : undefined));
  if (reveal !== revealed && viewport && !isOlder) {
    // State that follows an event of the parent's is set while rendering: no frame shows the old selection.
    setRevealed(reveal);
    if (reveal?.tree === profile) {
      select(reveal.node);
      const range = revealRange(scene, viewport, boxOf(scene, reveal.node));
      if (range) {
        zoomTo(range, root);
      }
    }
  }
  return {
    scene,
    isOlder,
    root,
    selected: selected === undefined ? undefined : shownBox(scene, selected),
    visited,
    select,
    zoomTo,
    view: (range) => change({ zooms: range ? [{ ...range, focus: root }] : [] }),
    zoomOut: () => {
      change({ zooms: live.slice(0, -1) });
      return live.length > 0;
    },
    resetZoom: (at) => change({ zooms: zooms.filter((z) => z.focus !== at) }),
  };
}

/** Those of the whole with its groups collapsed are there; others of a large profile take a while. */
function useRows(profile: Profile, collapse: Collapse, root: NodeIndex) {
  const whole = isWhole(collapse, root);
  const make = useMemo(
    () =>
      whole
        ? undefined
        : function* () {
            return { rows: yield* createRowsInSteps(profile, collapse, root), shownCollapse: collapse };
          },
    [profile, collapse, root, whole]
  );
  const { value, latest } = useSliced(profile, make);
  const shown = value ?? (whole ? undefined : latest) ?? { rows: derivedOf(profile, 'rows'), shownCollapse: COLLAPSED };
  return { ...shown, isOlder: !whole && value === undefined };
}

/** A link's part is on the first picture already; `usePart` follows it from then on. */
function zoomsOf(profile: Profile, focus: NodeIndex, part: Part | undefined): Whereabouts['zooms'] {
  const { start, width } = derivedOf(profile, 'placement');
  const x = (share: number) => start[focus] + share * width[focus];
  return part ? [{ focus, x0: x(part[0]), x1: x(part[1]) }] : [];
}

function shownRoot(profile: Profile, collapse: FlameGraphProps['collapse'], focus: NodeIndex): NodeIndex {
  const head = derivedOf(profile, 'groups').head[focus];
  return head === focus || isGroupExpanded(collapse, head) ? focus : head;
}

/** Selection, zooms and what was visited in another profile, as far as it has their frames; a zoom shows the same part of its frame. */
function carriedInto(profile: Profile, { profile: from, selected, zooms, visited }: Whereabouts): Whereabouts {
  const carry = (node: NodeIndex) => carryNode({ tree: from, node }, profile);
  const [before, after] = [derivedOf(from, 'placement'), derivedOf(profile, 'placement')];
  return {
    profile,
    selected: selected === undefined ? undefined : carry(selected),
    visited: new Set([...visited].map(carry).filter((node) => node !== undefined)),
    zooms: zooms.flatMap((zoom) => {
      const focus = carry(zoom.focus);
      if (focus === undefined || before.width[zoom.focus] === 0) {
        return [];
      }
      const x = (value: number) =>
        after.start[focus] + ((value - before.start[zoom.focus]) * after.width[focus]) / before.width[zoom.focus];
      return [{ focus, x0: x(zoom.x0), x1: x(zoom.x1) }];
    }),
  };
}

function shownBox(scene: Scene, node: NodeIndex): NodeIndex | undefined {
  const box = boxOf(scene, node);
  return scene.rows.depth[box] < 0 ? undefined : box;
}
