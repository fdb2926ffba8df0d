import { anyOf, literalValues, matchAny } from '../../query/anyOf';
import { type Matcher } from '../../query/selector';
import { type FilterDraft } from './filterWords';

/** @returns undefined while something is missing */
export function matcherOf({ name, op, values }: FilterDraft): Matcher | undefined {
  const [first, ...others] = [...new Set(values)];
  if (!name || first === undefined) {
    return undefined;
  }
  return takesList(op) ? matchAny(name, [first, ...others], op === '!=') : { name, op, value: first };
}

/** Another operator; a list becomes the expression that matches it, and such an expression a list again. */
export function withOperator(draft: FilterDraft, op: Matcher['op']): FilterDraft {
  if (draft.values.length === 0 || takesList(op) === takesList(draft.op)) {
    return { ...draft, op };
  }
  const values = takesList(op)
    ? (literalValues({ name: '', op: '=~', value: draft.values[0] }) ?? [])
    : [anyOf(draft.values)];
  return { ...draft, op, values };
}

export function takesList(op: Matcher['op']): boolean {
  return op === '=' || op === '!=';
}
