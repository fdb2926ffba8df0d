import { type Matcher } from '../../query/selector';

const OPPOSITE: Readonly<Record<Matcher['op'], Matcher['op']>> = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' };

/** All that this one of the filters leaves out, and the others let through. */
export function restOf(filters: readonly Matcher[], index: number): Matcher[] {
  return filters.map((filter, i) => (i === index ? { ...filter, op: OPPOSITE[filter.op] } : filter));
}
