import { present, type SubjectParam } from '../../subject/codec';
import { applyDataSourceChange, applyRangeChange, applyTypeChange, withSubject } from '../../viewstate/changes';
import { applyServiceChange } from '../../viewstate/serviceChange';
import type { ViewState } from '../../viewstate/state';
import { readViewState, writeViewState } from '../../viewstate/url';

/** The parameters of one tab among those of the whole page, without their prefix. */
export function withoutPrefix(search: string, prefix: string): string {
  const own = [...new URLSearchParams(search)].flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
  );
  return new URLSearchParams(own).toString();
}

/** The page's parameters with those of one tab in the place of what it had before. */
export function withPrefixed(search: string, prefix: string, own: string): string {
  const others = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith(prefix));
  const prefixed = [...new URLSearchParams(own)].map(([name, value]) => [prefix + name, value]);
  return new URLSearchParams([...others, ...prefixed]).toString();
}

/** Of these one says what another means: they change with the subject as a whole, and not each by itself. */
const OF_SUBJECT: readonly string[] = [
  'service_name',
  'namespace',
  'ns',
  'ns_label',
  'filters',
  'selector',
] satisfies SubjectParam[];

/**
 * What a host changed between two wishes, on top of what is shown: what it left as it was is the reader's, except what
 * belonged to a subject that is shown no more. That goes as it does where a reader takes the same step.
 */
export function withChanges(shown: string, before: string, after: string): string {
  const [old, wanted] = [before, after].map((query) => new URLSearchParams(query));
  const differs = (name: string) => old.getAll(name).join('\n') !== wanted.getAll(name).join('\n');
  const range = differs('from') || differs('to');
  const stepped = withSteps(readViewState(shown).state, { before, after, range });
  const result = writeViewState(stepped, shown).params;
  for (const name of new Set([...old.keys(), ...wanted.keys(), 'from', 'to'])) {
    if (OF_SUBJECT.includes(name)) {
      continue;
    }
    // The end of one range is none of another.
    if (name === 'from' || name === 'to' ? range : differs(name)) {
      result.delete(name);
      wanted.getAll(name).forEach((value) => result.append(name, value));
    }
  }
  return result.toString();
}

/**
 * The steps that a reader would have taken on the page to come from one wish to the other. Where the host only follows what
 * its reader has done already there is none.
 */
function withSteps(state: ViewState, { before, after, range }: { before: string; after: string; range: boolean }) {
  const [old, wanted] = [before, after].map((query) => readViewState(query).state.subject);
  const { dataSource = '', service = '', namespace, filters, type } = wanted;
  const shown = state.subject;
  let next = state;
  if (dataSource !== (old.dataSource ?? '') && dataSource !== shown.dataSource) {
    next = applyDataSourceChange(next, dataSource).state;
    const label = present({ label: namespace.label });
    next = withSubject(next, { namespace: { ...next.subject.namespace, ...label } });
  }
  if (service !== (old.service ?? '') && service !== shown.service) {
    next = applyServiceChange(next, { service, namespace, filters }).state;
  } else {
    next = same(namespace, old.namespace) ? next : withSubject(next, { namespace });
    next = same(filters, old.filters) ? next : withSubject(next, { filters });
  }
  if (type !== undefined && type !== old.type) {
    next = applyTypeChange(next, type).state;
  }
  return range && !same(wanted.range, shown.range) ? applyRangeChange(next, next.subject.range).state : next;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
