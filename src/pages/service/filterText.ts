import { buildSelector } from '../../query/buildSelector';
import { parseSelector, type Matcher, type ParsedSelector } from '../../query/selector';

/** The filters as a label selector; nothing at all where there are none, so that a person begins with an empty field. */
export function textOfFilters(filters: readonly Matcher[]): string {
  return filters.length === 0 ? '' : buildSelector(filters);
}

/**
 * Reads what a person wrote or pasted: a selector, with or without its braces. Conditions that the page's own service
 * and namespace stand for are left out: a whole selector copied from this page means its filters.
 */
export function filtersOfText(text: string, own: readonly Matcher[]): ParsedSelector {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { ok: true, matchers: [] };
  }
  const start = text.indexOf(trimmed);
  const bare = !/^[^"'`]*\{/.test(trimmed) && /[=!]/.test(trimmed);
  const parsed = parseSelector(bare ? `{${trimmed}}` : trimmed);
  if (!parsed.ok) {
    const shift = start - (bare ? 1 : 0);
    const within = (at: number) => Math.min(Math.max(at + shift, 0), text.length);
    return { ...parsed, from: within(parsed.from), to: within(parsed.to) };
  }
  const isOwn = (matcher: Matcher) =>
    own.some(({ name, op, value }) => matcher.name === name && matcher.op === op && matcher.value === value);
  return { ok: true, matchers: parsed.matchers.filter((matcher) => !isOwn(matcher)) };
}
