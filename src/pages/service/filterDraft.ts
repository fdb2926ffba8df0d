import { anyOf, literalValues, matchAny } from '../../query/anyOf';
import { type Matcher } from '../../query/selector';
import { visibleValue } from '../common/visibleValue';

/** A label filter while a person edits it: `=` and `!=` take any number of values, the others one expression. */
export interface FilterDraft {
  name?: string;
  op: Matcher['op'];
  values: string[];
}

/** A regex that only lists several values is edited as that list. */
export function draftOf(filter: Matcher | undefined): FilterDraft {
  if (!filter) {
    return { op: '=', values: [] };
  }
  const { name, op, value } = filter;
  const values = literalValues(filter);
  return values && values.length > 1 ? { name, op: op === '=~' ? '=' : '!=', values } : { name, op, values: [value] };
}

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

/** `region = eu-west, us-central`: several values as a list, whatever the regex that asks for them. */
export function wordsOfFilter(filter: Matcher): string {
  const { name, op, values } = draftOf(filter);
  return `${visibleValue(name ?? '')} ${op} ${values.map((value) => (value === '' ? '""' : visibleValue(value))).join(', ')}`;
}
