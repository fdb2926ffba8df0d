import { literalValues, matchAny } from '../../query/anyOf';
import { type Matcher } from '../../query/selector';

/** Only this value of the label: takes the place of every other condition on it. */
export function filterTo(filters: readonly Matcher[], name: string, value: string): Matcher[] {
  return [...filters.filter((filter) => filter.name !== name), { name, op: '=', value }];
}

/** All but this value of the label: added to those that are left out already; what asked for it alone goes. */
export function filterAway(filters: readonly Matcher[], name: string, value: string): Matcher[] {
  const rest = filters.flatMap((filter) => (filter.name === name ? withoutValue(filter, value) : [filter]));
  const index = rest.findIndex((filter) => filter.name === name && excluded(filter) !== undefined);
  const [first, ...others] = [...(index < 0 ? [] : (excluded(rest[index]) ?? [])), value];
  const filter = matchAny(name, [first, ...others.filter((other) => other !== first)], true);
  return index < 0 ? [...rest, filter] : rest.map((old, i) => (i === index ? filter : old));
}

/** Whether the filters ask for this value alone, or leave it out by name. */
export function filterOn(filters: readonly Matcher[], name: string, value: string): 'only' | 'not' | undefined {
  const own = filters.filter((filter) => filter.name === name);
  if (own.some((filter) => excluded(filter)?.includes(value))) {
    return 'not';
  }
  return own.some((filter) => isOnly(included(filter), value)) ? 'only' : undefined;
}

/** The filters without what they say of this value. */
export function unfilter(filters: readonly Matcher[], name: string, value: string): Matcher[] {
  return filters.flatMap((filter) => {
    const values = filter.name === name ? literalValues(filter) : undefined;
    if (!values?.includes(value)) {
      return [filter];
    }
    const [first, ...others] = values.filter((other) => other !== value);
    return first === undefined ? [] : [matchAny(name, [first, ...others], excluded(filter) !== undefined)];
  });
}

function isOnly(values: string[] | undefined, value: string): boolean {
  return values?.length === 1 && values[0] === value;
}

function excluded(filter: Matcher): string[] | undefined {
  return filter.op === '!=' || filter.op === '!~' ? literalValues(filter) : undefined;
}

function included(filter: Matcher): string[] | undefined {
  return filter.op === '=' || filter.op === '=~' ? literalValues(filter) : undefined;
}

/** A list of wanted values loses the one that is left out now; a condition that says more stays as it is. */
function withoutValue(filter: Matcher, value: string): Matcher[] {
  return included(filter)?.includes(value) ? unfilter([filter], filter.name, value) : [filter];
}
