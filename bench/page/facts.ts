import { buildProfile } from '../../src/profile/build';
import type { NodeIndex, Profile } from '../../src/profile/model';
import { placeNodes } from '../../src/profile/rows';
import type { Rows } from './trees';

/** What the benchmark must know of an input to operate both views alike. */
export interface Facts {
  readonly nodes: number;
  readonly symbols: number;
  /** A narrow frame with much below it, near the top. */
  readonly narrow: {
    readonly name: string;
    /** Its middle as a share of the graph's width, where self time is drawn first (ours). */
    readonly oursX: number;
    /** The same where it is drawn last (theirs). */
    readonly peerX: number;
  };
}

const SHALLOW = 12;
const NARROW = { min: 0.008, max: 0.03 };

export function factsOf(rows: Rows): Facts {
  const profile = buildProfile(rows);
  const node = narrowNode(profile);
  const { start } = placeNodes(profile, profile);
  const whole = profile.total[0];
  const middle = profile.total[node] / 2;
  return {
    nodes: profile.length,
    symbols: profile.frames.names.length,
    narrow: {
      name: profile.frames.names[profile.symbol[node]],
      oursX: (start[node] + middle) / whole,
      peerX: (startWithoutSelf(profile, start, node) + middle) / whole,
    },
  };
}

function narrowNode({ length, level, total: value, end }: Profile): NodeIndex {
  let best = 1;
  let most = 0;
  for (let i = 1; i < length; i++) {
    const share = value[i] / value[0];
    if (level[i] <= SHALLOW && share >= NARROW.min && share <= NARROW.max && end[i] - i > most) {
      best = i;
      most = end[i] - i;
    }
  }
  return best;
}

function startWithoutSelf({ parent, self }: Profile, start: Float64Array, node: NodeIndex): number {
  let x = start[node];
  for (let above = parent[node]; above >= 0; above = parent[above]) {
    x -= self[above];
  }
  return x;
}
