import { derivedOf } from '../../profile/derived';
import type { NodeIndex, Profile } from '../../profile/model';
import { findPath, pathOf } from '../../profile/path';
import { isGroupExpanded } from '../canvas/scene';
import type { Collapse, ProfileViewState } from '../types';

type CollapseState = ProfileViewState['collapse'];

/** Paths of the view state to nodes of this profile; paths that it does not have are left out. */
export function collapseOfState(profile: Profile, state: CollapseState): Collapse {
  const toggled = new Set<NodeIndex>();
  for (const path of state.toggled) {
    const found = findPath(profile, path);
    if (found.matched === path.length) {
      toggled.add(found.node);
    }
  }
  return { mode: state.mode, toggled };
}

/**
 * The other way, in the order in which groups were toggled: a link that is too long loses the oldest. Those toggled in an
 * earlier profile that this one lacks are kept, they may come back with a refresh.
 */
export function stateOfCollapse(profile: Profile, collapse: Collapse, before: CollapseState): CollapseState {
  const added = new Set(collapse.toggled);
  const kept = (collapse.mode === before.mode ? before.toggled : []).flatMap((path) => {
    const { node, matched } = findPath(profile, path);
    return matched < path.length ? [path] : added.delete(node) ? [pathOf(profile, node)] : [];
  });
  return { mode: collapse.mode, toggled: [...kept, ...[...added].map((node) => pathOf(profile, node))] };
}

/** What must change for a node to be drawn: undefined if it is no hidden member of a collapsed group. */
export function revealInGroup(profile: Profile, collapse: Collapse, node: NodeIndex): Collapse | undefined {
  const head = derivedOf(profile, 'groups').head[node];
  if (head === node || isGroupExpanded(collapse, head)) {
    return undefined;
  }
  const toggled = new Set(collapse.toggled);
  if (!toggled.delete(head)) {
    toggled.add(head);
  }
  return { mode: collapse.mode, toggled };
}
