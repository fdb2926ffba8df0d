import { literalValues } from '../../query/anyOf';
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

/** `region = eu-west, us-central`: several values as a list, whatever the regex that asks for them. */
export function wordsOfFilter(filter: Matcher): string {
  const { name, op, values } = draftOf(filter);
  return `${visibleValue(name ?? '')} ${op} ${values.map((value) => (value === '' ? '""' : visibleValue(value))).join(', ')}`;
}
