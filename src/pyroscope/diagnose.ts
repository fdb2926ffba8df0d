import { defaultType } from '../query/catalogue';
import { LIKELY_TYPES } from '../query/likelyTypes';
import { OTHER_TYPES } from '../query/otherTypes';
import { parseProfileType, resolveType } from '../query/profileTypes';
import { type Matcher } from '../query/selector';
import { untilNow } from '../query/timeRange';
import { matchersOf, type Selected, type SettledNamespace } from '../subject/subject';
import { MANY_AT_ONCE, askAtOnce } from './atOnce';
import { isOfAll } from './errors';
import { type AbsoluteRange } from './query';

/** What was asked for when the answer was empty. */
export interface EmptyQuestion extends Selected {
  /** labels that may hold the namespace, most likely first */
  namespaceLabels: string[];
  /** a full id, or name and sample type as in a link; undefined: none was asked for */
  typeId: string | undefined;
  range: AbsoluteRange;
}

/** Why an answer was empty; each kind is a state of its own on the page. */
export type EmptyReason =
  | { kind: 'no-services' }
  | { kind: 'no-such-service'; services: string[] }
  /** it has profiles in these, and perhaps in none */
  | { kind: 'other-namespace'; label: string; namespaces: string[]; without: boolean }
  | { kind: 'other-namespace-label'; namespaceLabel: string }
  | { kind: 'no-namespace' }
  /** `wider` has profiles, where such a range was found; `lastSeen`: the end of the bucket of the newest, likewise */
  | { kind: 'nothing-in-range'; wider: AbsoluteRange | undefined; lastSeen: number | undefined }
  | { kind: 'no-such-type'; types: string[] }
  /** none of the service's types can be asked for */
  | { kind: 'malformed-types'; types: string[] }
  /** `each`: leaving out any one of the culprits is enough; otherwise it takes several */
  | { kind: 'filters-exclude-all'; culprits: readonly Matcher[]; each: boolean }
  | { kind: 'nothing-measured' };

/** The small questions that the diagnosis asks. */
export interface Probe {
  /** values of a label among the profiles that match, in the range */
  values(label: string, matchers: Matcher[], range: AbsoluteRange): Promise<string[]>;
  /** about when the newest profile of a type was taken, in milliseconds since the epoch */
  newest(typeId: string, matchers: Matcher[], range: AbsoluteRange): Promise<number | undefined>;
}

const TYPE = '__profile_type__';
/** Pyroscope's default limit of a query's range. */
const WIDEST_MS = 24 * 3_600_000;
/** Within so long after its first profiles a service is in the lists. */
const YOUNG_MS = 3_600_000;
/** A range that ends so recently ends now: people read a page for a while. */
const RECENT_MS = 10 * 60_000;

/** Finds out by small questions, only after an empty answer, which of the things asked for is the one that is not there. */
export async function diagnoseEmpty(
  question: EmptyQuestion,
  probe: Probe,
  now: number = Date.now()
): Promise<EmptyReason> {
  const { range, filters, typeId: wanted } = question;
  const listed = await probe.values(TYPE, matchersOf({ ...question, filters: [] }), range);
  if (listed.length === 0) {
    return whyNoTypes(question, probe, now);
  }
  const types = wellFormed(listed);
  const first = defaultType(types);
  if (first === undefined) {
    return { kind: 'malformed-types', types: listed };
  }
  const typeId = wanted === undefined ? first : resolveType(wanted, types);
  if (typeId === undefined) {
    return { kind: 'no-such-type', types };
  }
  const blamed = filters.length > 0 ? await excludingFilters(question, probe) : undefined;
  if (blamed) {
    return { kind: 'filters-exclude-all', ...blamed };
  }
  const newest = await probe.newest(typeId, matchersOf(question), range).catch((failure: unknown) => {
    if (isOfAll(failure)) {
      throw failure;
    }
    // Where that cannot be found out, the lists are believed.
    return range.to;
  });
  return newest === undefined ? whyNoneOfType(question, { types, typeId }, probe, now) : { kind: 'nothing-measured' };
}

/** Lists go by blocks of hours, so that they name types, and values of labels, of which the range itself has nothing. */
async function whyNoneOfType(
  question: EmptyQuestion,
  { types, typeId }: { types: string[]; typeId: string },
  probe: Probe,
  now: number
): Promise<EmptyReason> {
  const { range, filters } = question;
  const matchers = matchersOf({ ...question, filters: [] });
  if (filters.length > 0 && (await probe.newest(typeId, matchers, range)) !== undefined) {
    return { kind: 'filters-exclude-all', culprits: filters, each: filters.length === 1 };
  }
  const others = types.filter((type) => type !== typeId);
  const { answering, failures } = await answeringTypes(others, question, probe);
  if (someOf(answering, failures).length > 0) {
    return { kind: 'no-such-type', types: answering };
  }
  for (const wider of widerRanges(range, now)) {
    const seen = await newestIfKnown(typeId, matchers, wider, probe);
    if (seen !== undefined) {
      return { kind: 'nothing-in-range', wider, lastSeen: seen };
    }
  }
  return { kind: 'nothing-in-range', wider: undefined, lastSeen: undefined };
}

/** The ids that may be asked about: a malformed one can end Grafana's process. */
function wellFormed(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => parseProfileType(id)?.id))].filter((id) => id !== undefined);
}

async function whyNoTypes(question: EmptyQuestion, probe: Probe, now: number): Promise<EmptyReason> {
  const { service, namespace, range } = question;
  const ofService: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  if (namespace.kind !== 'any' && (await probe.values(TYPE, ofService, range)).length > 0) {
    return whereIsTheNamespace(question, namespace, ofService, probe);
  }
  const looks = widerRanges(range, now);
  for (const wider of looks) {
    const types = await probe.values(TYPE, ofService, wider);
    if (types.length > 0) {
      return { kind: 'nothing-in-range', wider, lastSeen: await lastSeen(question, types, wider, probe) };
    }
  }
  const answering = await unlistedTypes(question, probe, now);
  if (answering.length > 0) {
    return { kind: 'no-such-type', types: answering };
  }
  const found = await Promise.all(
    (looks.length > 0 ? looks : [range]).map((look) => probe.values('service_name', [], look))
  );
  const services = [...new Set(found.flat())].sort();
  return services.length === 0 ? { kind: 'no-services' } : { kind: 'no-such-service', services };
}

/**
 * The types that the service answers for, although it is in no list: a server lists a service only some time after
 * its first profiles, but questions that name it are answered at once. Such a service is young, by minutes: the last hour
 * of the range will do, which no server refuses for its length.
 */
async function unlistedTypes(question: EmptyQuestion, probe: Probe, now: number): Promise<string[]> {
  const { from, to } = untilNow(question.range, now);
  const about = { ...question, range: { from: Math.max(from, to - YOUNG_MS), to } };
  const { answering, failures } = await answeringTypes(LIKELY_TYPES, about, probe);
  if (answering.length > 0 || failures.some(isOfAll)) {
    return someOf(answering, failures);
  }
  const others = await answeringTypes(OTHER_TYPES, about, probe);
  return someOf(others.answering, [...failures, ...others.failures]);
}

/** @throws the first failure where there is no answer */
function someOf(answering: string[], failures: unknown[]): string[] {
  if (answering.length === 0 && failures.length > 0) {
    throw failures[0];
  }
  return answering;
}

/**
 * Which of the types have profiles in the range. One that cannot be asked about costs only itself; a server that has
 * too much to do is asked no more.
 */
async function answeringTypes(types: readonly string[], question: EmptyQuestion, probe: Probe) {
  const matchers = matchersOf({ ...question, filters: [] });
  const answering = new Set<string>();
  const failures: unknown[] = [];
  await askAtOnce(MANY_AT_ONCE, types, async (type) => {
    if (failures.some(isOfAll)) {
      return;
    }
    try {
      if ((await probe.newest(type, matchers, question.range)) !== undefined) {
        answering.add(type);
      }
    } catch (error) {
      failures.push(error);
    }
  });
  return { answering: types.filter((type) => answering.has(type)), failures };
}

/**
 * Where to look beyond the range: the day that ends with it, then the last day. "Today" ends tonight, but there is nothing
 * to be found in what is left of it: the day that ends with it is the last one.
 */
function widerRanges(range: AbsoluteRange, now: number): AbsoluteRange[] {
  const to = Math.min(range.to, now);
  const before = { from: to - WIDEST_MS, to };
  return [
    ...(before.from < range.from ? [before] : []),
    ...(now - to > RECENT_MS ? [{ from: now - WIDEST_MS, to: now }] : []),
  ];
}

/** Helpful, but not worth an error in the place of the reason that was found. */
function newestIfKnown(typeId: string, matchers: Matcher[], range: AbsoluteRange, probe: Probe) {
  return probe.newest(typeId, matchers, range).catch(() => undefined);
}

async function lastSeen(
  { service, typeId }: EmptyQuestion,
  types: string[],
  range: AbsoluteRange,
  probe: Probe
): Promise<number | undefined> {
  const type = (typeId !== undefined && resolveType(typeId, types)) || defaultType(types);
  const matchers: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  return type === undefined ? undefined : newestIfKnown(type, matchers, range, probe);
}

async function whereIsTheNamespace(
  { namespaceLabels, range }: EmptyQuestion,
  namespace: Exclude<SettledNamespace, { kind: 'any' }>,
  ofService: Matcher[],
  probe: Probe
): Promise<EmptyReason> {
  const labels = [namespace.label, ...namespaceLabels.filter((label) => label !== namespace.label)];
  const values = await Promise.all(labels.map((label) => probe.values(label, ofService, range)));
  const holder = namespace.kind === 'value' && labels.find((_, i) => values[i].includes(namespace.value));
  if (holder && holder !== namespace.label) {
    return { kind: 'other-namespace-label', namespaceLabel: holder };
  }
  const first = values.findIndex((found) => found.some(Boolean));
  if (first < 0) {
    return { kind: 'no-namespace' };
  }
  const label = labels[first];
  const without = await probe.values(TYPE, [...ofService, { name: label, op: '=', value: '' }], range);
  return { kind: 'other-namespace', label, namespaces: values[first].filter(Boolean), without: without.length > 0 };
}

/**
 * The filters without any one of which there would be profiles; all of them when no single one is to blame.
 * @returns undefined when the filters exclude nothing
 */
async function excludingFilters(
  question: EmptyQuestion,
  probe: Probe
): Promise<{ culprits: readonly Matcher[]; each: boolean } | undefined> {
  const { filters, range, typeId } = question;
  const base = matchersOf({ ...question, filters: [] });
  const has = async (some: readonly Matcher[]) => {
    const types = await probe.values(TYPE, [...base, ...some], range);
    return typeId === undefined ? types.length > 0 : resolveType(typeId, types) !== undefined;
  };
  if (await has(filters)) {
    return undefined;
  }
  const helps = await Promise.all(filters.map((filter) => has(filters.filter((other) => other !== filter))));
  const culprits = filters.filter((_, i) => helps[i]);
  return culprits.length > 0 ? { culprits, each: true } : { culprits: filters, each: filters.length === 1 };
}
