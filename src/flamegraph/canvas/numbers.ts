import type { NodeIndex, Profile } from '../../profile/model';
import { formatShare } from '../share';
import type { FlameGraphProps } from '../types';
import { isNotLoaded } from './labels';

/** A graph's numbers as text. */
export interface Numbers {
  /** Is every number of this node exact, even while something is not loaded? */
  isExact(node: NodeIndex): boolean;
  /** "25.7 s"; "≥ 25.7 s" for a lower bound. */
  value(node: NodeIndex, value: number): string;
  /** The share of a whole: "12.4 %"; "≥ 12.4 %" for a lower bound. */
  share(node: NodeIndex, value: number, whole: number): string;
  /** The same without a mark, where the text around it says "at least". */
  plainShare(value: number, whole: number): string;
}

type Input = Pick<FlameGraphProps, 'profile' | 'wholeValue' | 'formatValue' | 'lowerBound' | 'notLoaded'>;

export function createNumbers({ profile, wholeValue, formatValue, lowerBound, notLoaded }: Input): Numbers {
  const isExact = (node: NodeIndex) =>
    !lowerBound || isWhole(profile, wholeValue, node) || isNotLoaded(profile, node, notLoaded);
  const mark = (node: NodeIndex, text: string) => (isExact(node) ? text : `≥ ${text}`);
  return {
    isExact,
    value: (node, value) => mark(node, formatValue(value)),
    share: (node, value, whole) => mark(node, formatShare(value, whole)),
    plainShare: formatShare,
  };
}

/** What is not loaded is a part of the whole: its value is known. A sandwich's root is one symbol, whose value is not. */
const isWhole = (profile: Profile, wholeValue: number, node: NodeIndex) =>
  node === 0 && profile.value[0] === wholeValue;
