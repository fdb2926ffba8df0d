import { useMemo, useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { findPath, pathOf } from '../../profile/path';
import type { FlameGraphProps } from '../types';
import {
  boxOf,
  cachedGroups,
  createRows,
  createScene,
  isGroupExpanded,
  type Range,
  type Scene,
  type Viewport,
} from './scene';
import { panned, revealRange } from './zoom';

/** A zoom into a part of the focused frame's width, for frames too small to draw. Ends with the focus it was made in. */
interface Zoom extends Range {
  readonly profile: Profile;
  readonly focus: NodeIndex;
}

interface Selection {
  readonly profile: Profile;
  readonly node: NodeIndex;
}

export interface Graph {
  readonly scene: Scene;
  /** The node that is shown at full width; the head of a collapsed group where the focus is hidden in it. */
  readonly root: NodeIndex;
  /** The selected box, if there is one in what is shown. */
  readonly selected: NodeIndex | undefined;
  select(node: NodeIndex): void;
  /** Shows a part of the width of `focus`, once that is the focus. */
  zoomTo(range: Range, focus: NodeIndex): void;
  /** Moves a zoomed part by a number of value units, as far as the shown root goes. */
  pan(by: number): void;
  /** Takes back the last `zoomTo`; false if there is none. */
  zoomOut(): boolean;
  /** Takes back every `zoomTo` of a focus. */
  resetZoom(focus: NodeIndex): void;
}

type Input = Pick<FlameGraphProps, 'profile' | 'collapse' | 'focus' | 'reveal'>;

/** Everything derived from profile, collapse and focus, each computed once, and the state a picture has beside them. */
export function useGraph({ profile, collapse, focus, reveal }: Input, viewport: Viewport | undefined): Graph {
  const [zooms, setZooms] = useState<readonly Zoom[]>([]);
  const [selection, select] = useSelection(profile);

  const root = shownRoot(profile, collapse, focus);
  const rows = useMemo(() => createRows(profile, collapse, root), [profile, collapse, root]);
  const live = useMemo(
    () => zooms.filter((zoom) => zoom.profile === profile && zoom.focus === root),
    [zooms, profile, root]
  );
  const zoom = live[live.length - 1];
  const scene = useMemo(() => createScene(profile, collapse, rows, zoom), [profile, collapse, rows, zoom]);

  const zoomTo = (range: Range, at: NodeIndex) =>
    setZooms([...(at === root ? live : []), { ...range, profile, focus: at }]);

  const [revealed, setRevealed] = useState<FlameGraphProps['reveal']>();
  if (reveal !== revealed && viewport) {
    // State that follows an event of the parent's is set while rendering: no frame shows the old selection.
    setRevealed(reveal);
    if (reveal) {
      select(reveal.node);
      const range = revealRange(scene, viewport, boxOf(scene, reveal.node));
      if (range) {
        zoomTo(range, root);
      }
    }
  }
  return {
    scene,
    root,
    selected: selection === undefined ? undefined : shownBox(scene, selection),
    select,
    zoomTo,
    pan: (by) => zoom && setZooms([...live.slice(0, -1), { ...zoom, ...panned(scene, by) }]),
    zoomOut: () => {
      setZooms(live.slice(0, -1));
      return live.length > 0;
    },
    resetZoom: (at) => setZooms(zooms.filter((z) => z.profile === profile && z.focus !== at)),
  };
}

function shownRoot(profile: Profile, collapse: FlameGraphProps['collapse'], focus: NodeIndex): NodeIndex {
  const head = cachedGroups(profile).head[focus];
  return head === focus || isGroupExpanded(collapse, head) ? focus : head;
}

/** The selected node, kept by its path of names when another profile comes that has it. */
function useSelection(profile: Profile): [NodeIndex | undefined, (node: NodeIndex) => void] {
  const [selection, setSelection] = useState<Selection>();
  if (selection && selection.profile !== profile) {
    // A refresh, every few seconds perhaps, must not take the reader's place away.
    setSelection(samePlace(selection, profile));
  }
  return [
    selection?.profile === profile ? selection.node : undefined,
    (node: NodeIndex) => setSelection({ profile, node }),
  ];
}

function samePlace({ profile, node }: Selection, next: Profile): Selection | undefined {
  const names = pathOf(profile, node);
  const found = findPath(next, names);
  return found.matched === names.length ? { profile: next, node: found.node } : undefined;
}

function shownBox(scene: Scene, node: NodeIndex): NodeIndex | undefined {
  const box = boxOf(scene, node);
  return scene.rows.depth[box] < 0 ? undefined : box;
}
