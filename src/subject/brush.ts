import { buildSelector } from '../query/buildSelector';
import { readSelector } from '../query/readSelector';
import { type Matcher } from '../query/selector';

/** A rectangle on the scatter of single profiles: times in milliseconds and values in the type's unit, ends included. */
export interface Brush {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
  readonly filters: readonly Matcher[];
}

/** `1700000000000,1700000060000,0,5e9,{pod="a"}` */
export function brushText({ from, to, least, most, filters }: Brush): string {
  return [from, to, least, most, buildSelector(filters)].join(',');
}

const FORM = /^(\d{1,15}),(\d{1,15}),(\d[\d.e+]{0,24}),(\d[\d.e+]{0,24}),(\{.*\})$/s;

/** @throws as `readSelector` */
export function readBrush(text: string): Brush | undefined {
  const found = FORM.exec(text);
  if (found === null) {
    return undefined;
  }
  const [from, to, least, most] = found.slice(1, 5).map(Number);
  const selector = readSelector(found[5]);
  const inOrder = from <= to && least <= most && most < Infinity;
  return inOrder && selector.ok ? { from, to, least, most, filters: selector.matchers } : undefined;
}
