import * as v from 'valibot';

import { buildSelector } from '../query/buildSelector';
import { NAMESPACE_LABELS } from '../query/namespace';
import { readTypeWish } from '../query/profileTypes';
import { readSelector as readSelectorText } from '../query/readSelector';
import { normalizeRange, normalizeTime } from '../query/timeRange';
import { readBrush } from './brush';
import { type ParamReader } from './paramReader';
import { type Namespace, type Only, type Subject } from './subject';

/** The parameters of a subject, in the order in which they are written. Names and meanings are a public contract. */
export const SUBJECT_PARAMS = [
  'service_name',
  'namespace',
  'ns',
  'ns_label',
  'ds',
  'type',
  'filters',
  'selector',
  'from',
  'to',
  'window_from',
  'window_to',
  'snapshot',
  'span',
  'trace',
  'profile',
  'brush',
  'file',
] as const;

export type SubjectParam = (typeof SUBJECT_PARAMS)[number];
/** Of the subject that is looked at, and of the one that it is compared with. */
export type Prefix = '' | 'vs_';
type Reader = ParamReader<`${Prefix}${SubjectParam}`>;

const anySchema = v.picklist(['any']);
const snapshotSchema = v.picklist(['latest', 'peak', 'average']);

/** The subject that a link means; the reader keeps the account of what could not be used. */
export function readSubject(reader: Reader, defaults: Subject): Subject {
  return { ...defaults, ...readParts(reader, '') };
}

/** What a link says of a subject; parts that it is silent about, or that could not be used, are absent. */
export function readParts(reader: Reader, prefix: Prefix): Partial<Subject> {
  const service = reader.text(`${prefix}service_name`);
  const selected = readSelector(reader, prefix, service);
  const filters = readFilters(reader, `${prefix}filters`);
  return present({
    service: service ?? selected?.service,
    namespace: readNamespace(reader, prefix, selected?.namespace),
    dataSource: reader.text(`${prefix}ds`),
    type: readType(reader, prefix),
    filters: selected ? [...selected.filters, ...(filters ?? [])] : filters,
    range: readRange(reader, prefix),
    window: readWindow(reader, prefix),
    only: readOnly(reader, prefix),
    snapshot: reader.choice(`${prefix}snapshot`, snapshotSchema),
    file: readFiles(reader, prefix),
  });
}

/**
 * What a link to this subject says; undefined where it says nothing.
 * @param complete also what `defaults` would decide
 */
export function subjectEntries(
  subject: Subject,
  defaults: Subject,
  complete: boolean
): Array<[SubjectParam, string | undefined]> {
  const { filters, range, snapshot } = subject;
  const usualRange = !complete && range.from === defaults.range.from && range.to === defaults.range.to;
  return partEntries({
    ...subject,
    filters: filters.length > 0 ? filters : undefined,
    range: usualRange ? undefined : range,
    snapshot: snapshot === 'latest' ? undefined : snapshot,
  });
}

/** What a link says of these parts of a subject; undefined where it says nothing. */
export function partEntries({
  service,
  namespace,
  dataSource,
  type,
  filters,
  range,
  window,
  snapshot,
  only,
  file = [],
}: { [Part in keyof Subject]?: Subject[Part] | undefined }): Array<[SubjectParam, string | undefined]> {
  return [
    ['service_name', service || undefined],
    ['namespace', namespace?.kind === 'value' ? namespace.value : namespace?.kind === 'none' ? '' : undefined],
    ['ns', namespace?.kind === 'any' ? 'any' : undefined],
    ['ns_label', namespace?.label || undefined],
    ['ds', dataSource || undefined],
    ['type', type || undefined],
    ['filters', filters && buildSelector(filters)],
    ['from', range?.from],
    ['to', range?.to],
    ['window_from', window && String(window.from)],
    ['window_to', window && String(window.to)],
    ['snapshot', snapshot],
    ...ONLY.map(({ kind }): [SubjectParam, string | undefined] => [kind, only?.kind === kind ? only.id : undefined]),
    ...file.map(({ digest, name }): [SubjectParam, string] => ['file', `${digest},${name}`]),
  ];
}

/** `SHA-256,name`; those that are not are left out. */
function readFiles(reader: Reader, prefix: Prefix): Subject['file'] {
  const files = reader
    .all(`${prefix}file`)
    .filter((text) => /^[0-9a-f]{64},./.test(text) || reader.drop(`${prefix}file`, { kind: 'bad-file' }))
    .map((text) => ({ digest: text.slice(0, 64), name: text.slice(65) }));
  return files[0] && files;
}

/** A name wins over `ns=any`: a link that says both was changed by hand, and the narrower picture merges nothing. */
function readNamespace(reader: Reader, prefix: Prefix, selected?: Namespace): Namespace | undefined {
  const value = reader.one(`${prefix}namespace`);
  const any = reader.choice(`${prefix}ns`, anySchema) !== undefined;
  const label = present({ label: reader.text(`${prefix}ns_label`) });
  if (value !== undefined) {
    if (any) {
      reader.drop(`${prefix}ns`, { kind: 'contradicts', param: `${prefix}namespace` });
    }
    return value === '' ? { kind: 'none', ...label } : { kind: 'value', value, ...label };
  }
  if (any) {
    return { kind: 'any', ...label };
  }
  return selected !== undefined || label.label !== undefined ? { kind: 'undecided', ...selected, ...label } : undefined;
}

/**
 * A whole selector, as Explore and dashboards have it: its conditions on service and namespace are the subject's, the
 * others its filters. It says all that it means: without a namespace in it, all of them are meant.
 */
function readSelector(
  reader: Reader,
  prefix: Prefix,
  service: string | undefined
): Pick<Subject, 'service' | 'namespace' | 'filters'> | undefined {
  const matchers = readFilters(reader, `${prefix}selector`);
  if (matchers !== undefined && service !== undefined) {
    return reader.drop(`${prefix}selector`, { kind: 'contradicts', param: `${prefix}service_name` });
  }
  const named = matchers?.find(({ name, op, value }) => name === 'service_name' && op === '=' && value !== '');
  const space = matchers?.find(({ name, op, value }) => NAMESPACE_LABELS.includes(name) && op === '=' && value !== '');
  return (
    matchers && {
      service: named?.value,
      namespace: space ? { kind: 'value', value: space.value, label: space.name } : { kind: 'any' },
      filters: matchers.filter((matcher) => matcher !== named && matcher !== space),
    }
  );
}

const isId = (form: RegExp) => (text: string) => form.test(text.toLowerCase());

const ONLY = [
  { kind: 'span', isOne: isId(/^[0-9a-f]{16}$/) },
  { kind: 'trace', isOne: isId(/^[0-9a-f]{32}$/) },
  { kind: 'profile', isOne: isId(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) },
  { kind: 'brush', isOne: (text: string) => readBrush(text) !== undefined },
] as const;

/** One of them: servers refuse a span of a trace, and each is narrower than the next. */
function readOnly(reader: Reader, prefix: Prefix): Only | undefined {
  let only: Only | undefined;
  for (const { kind, isOne } of ONLY) {
    const param = `${prefix}${kind}` as const;
    const text = reader.text(param);
    if (text === undefined) {
      continue;
    }
    if (!isOne(text)) {
      reader.drop(param, { kind: kind === 'brush' ? 'bad-brush' : 'not-an-id' });
    } else if (only === undefined) {
      only = { kind, id: kind === 'brush' ? text : text.toLowerCase() };
    } else {
      reader.drop(param, { kind: 'contradicts', param: `${prefix}${only.kind}` });
    }
  }
  return only;
}

function readType(reader: Reader, prefix: Prefix): string | undefined {
  const text = reader.text(`${prefix}type`);
  return text === undefined ? undefined : (readTypeWish(text) ?? reader.drop(`${prefix}type`, { kind: 'not-a-type' }));
}

function readFilters(reader: Reader, param: `${Prefix}${'filters' | 'selector'}`): Subject['filters'] | undefined {
  const text = reader.text(param);
  const parsed = text === undefined ? undefined : readSelectorText(text);
  if (parsed?.ok === false) {
    reader.drop(param, { kind: 'bad-selector', words: parsed.message });
  }
  return parsed?.ok ? parsed.matchers : undefined;
}

function readRange(reader: Reader, prefix: Prefix): Subject['range'] | undefined {
  const from = reader.text(`${prefix}from`);
  const to = reader.text(`${prefix}to`);
  if (from === undefined) {
    return to === undefined ? undefined : reader.drop(`${prefix}to`, { kind: 'no-start' });
  }
  const range = normalizeRange({ from, to: to ?? 'now' });
  if (range) {
    return range;
  }
  const malformed = normalizeTime(from) === undefined || (to !== undefined && normalizeTime(to) === undefined);
  const reason = { kind: malformed ? 'bad-time' : 'ends-before-start' } as const;
  reader.drop(`${prefix}from`, reason);
  return to === undefined ? undefined : reader.drop(`${prefix}to`, reason);
}

/** Both ends as absolute times: a part of the picture that moves with the clock would be another one each time. */
function readWindow(reader: Reader, prefix: Prefix): Subject['window'] | undefined {
  const from = reader.text(`${prefix}window_from`);
  const to = reader.text(`${prefix}window_to`);
  if (from === undefined && to === undefined) {
    return undefined;
  }
  const range = normalizeRange({ from: from ?? '', to: to ?? '' });
  if (range && !range.from.startsWith('now') && !range.to.startsWith('now')) {
    return { from: Number(range.from), to: Number(range.to) };
  }
  const reason = { kind: 'bad-window' } as const;
  if (from !== undefined) {
    reader.drop(`${prefix}window_from`, reason);
  }
  return to === undefined ? undefined : reader.drop(`${prefix}window_to`, reason);
}

/** Optional fields that are undefined are left out, so that equal values are equal objects. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
