import { type AbsoluteRange } from '../../../pyroscope/query';
import { type SingleProfile } from '../../../pyroscope/singleProfiles';
import { type Brush } from '../../../subject/brush';

/** Dots at the very top would be cut in half. */
const HEADROOM = 1.1;

/** Shares of the plane's width from the left and of its height from below, from 0 to 1. */
export interface Point {
  x: number;
  y: number;
}

/** Times and values as places of a plane: left to right the range, from below 0 to a little more than the largest value. */
export interface Area {
  /** the largest value */
  readonly most: number;
  place(time: number, value: number): { left: string; bottom: string };
  /** The rectangle with these corners: whole milliseconds and values, so that it is the same when it is read from a link. */
  between(one: Point, other: Point): Omit<Brush, 'filters'>;
  box(brush: Brush): { left: string; bottom: string; width: string; height: string };
}

export function areaOf({ from, to }: AbsoluteRange, profiles: readonly SingleProfile[]): Area {
  const most = profiles.reduce((largest, { value }) => Math.max(largest, value), 0);
  const top = Math.max(1, most * HEADROOM);
  const percent = (share: number) => `${100 * share}%`;
  const left = (time: number) => (time - from) / (to - from);
  return {
    most,
    place: (time, value) => ({ left: percent(left(time)), bottom: percent(value / top) }),
    between: (one, other) => ({
      from: Math.floor(from + Math.min(one.x, other.x) * (to - from)),
      to: Math.ceil(from + Math.max(one.x, other.x) * (to - from)),
      least: Math.floor(Math.min(one.y, other.y) * top),
      most: Math.ceil(Math.max(one.y, other.y) * top),
    }),
    box: (brush) => ({
      left: percent(left(brush.from)),
      bottom: percent(brush.least / top),
      width: percent(left(brush.to) - left(brush.from)),
      height: percent((brush.most - brush.least) / top),
    }),
  };
}
