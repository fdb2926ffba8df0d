import type { NodeIndex, Profile } from '../../profile/model';
import { formatShare } from '../share';
import type { FlameGraphProps } from '../types';
import { isNotLoaded } from '../../profile/notLoaded';

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
