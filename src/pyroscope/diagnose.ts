import { type Matcher } from '../query/selector';
import { type AbsoluteRange } from './query';

/** What was asked for when the answer was empty. */
export interface EmptyQuestion {
  service: string;
  namespace: string | undefined;
  namespaceLabel: string;
  /** labels that may hold the namespace, most likely first */
  namespaceLabels: string[];
  /** undefined: no type was asked for yet */
  typeId: string | undefined;
  filters: Matcher[];
  range: AbsoluteRange;
}

/** Why an answer was empty; each kind is a state of its own on the page. */
export type EmptyReason =
  | { kind: 'no-services' }
  | { kind: 'no-such-service'; services: string[] }
  | { kind: 'other-namespace'; namespaceLabel: string; namespaces: string[] }
  | { kind: 'other-namespace-label'; namespaceLabel: string }
  | { kind: 'no-namespace' }
  | { kind: 'nothing-in-range'; wider: AbsoluteRange }
  | { kind: 'no-such-type'; types: string[] }
  | { kind: 'filters-exclude-all'; culprits: Matcher[] }
  | { kind: 'nothing-measured' };

/** Values of a label among the profiles that match, in the range. */
export type AskValues = (label: string, matchers: Matcher[], range: AbsoluteRange) => Promise<string[]>;

const TYPE = '__profile_type__';
/** Pyroscope's default limit of a query's range. */
const WIDEST_MS = 24 * 3_600_000;

/** Finds out by small questions, only after an empty answer, which of the things asked for is the one that is not there. */
export async function diagnoseEmpty(question: EmptyQuestion, ask: AskValues): Promise<EmptyReason> {
  const { range, filters, typeId } = question;
  const base = baseMatchers(question);
  const types = await ask(TYPE, base, range);
  if (types.length === 0) {
    return whyNoTypes(question, ask);
  }
  if (typeId !== undefined && !types.includes(typeId)) {
    return { kind: 'no-such-type', types };
  }
  if (filters.length > 0) {
    const culprits = await excludingFilters(question, ask);
    if (culprits.length > 0) {
      return { kind: 'filters-exclude-all', culprits };
    }
  }
  return { kind: 'nothing-measured' };
}

function baseMatchers({ service, namespace, namespaceLabel }: EmptyQuestion): Matcher[] {
  const matchers: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  if (namespace !== undefined) {
    matchers.push({ name: namespaceLabel, op: '=', value: namespace });
  }
  return matchers;
}

async function whyNoTypes(question: EmptyQuestion, ask: AskValues): Promise<EmptyReason> {
  const { service, namespace, range } = question;
  const ofService: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  if (namespace !== undefined && (await ask(TYPE, ofService, range)).length > 0) {
    return whereIsTheNamespace(question, namespace, ofService, ask);
  }
  const wider = { from: Math.min(range.from, range.to - WIDEST_MS), to: range.to };
  if (range.from > wider.from && (await ask(TYPE, ofService, wider)).length > 0) {
    return { kind: 'nothing-in-range', wider };
  }
  const services = await ask('service_name', [], wider);
  return services.length === 0 ? { kind: 'no-services' } : { kind: 'no-such-service', services };
}

async function whereIsTheNamespace(
  { namespaceLabel, namespaceLabels, range }: EmptyQuestion,
  namespace: string,
  ofService: Matcher[],
  ask: AskValues
): Promise<EmptyReason> {
  const labels = [namespaceLabel, ...namespaceLabels.filter((label) => label !== namespaceLabel)];
  const values = await Promise.all(labels.map((label) => ask(label, ofService, range)));
  const holder = labels.find((_, i) => values[i].includes(namespace));
  if (holder !== undefined && holder !== namespaceLabel) {
    return { kind: 'other-namespace-label', namespaceLabel: holder };
  }
  const first = values.findIndex((found) => found.some(Boolean));
  return first < 0
    ? { kind: 'no-namespace' }
    : { kind: 'other-namespace', namespaceLabel: labels[first], namespaces: values[first].filter(Boolean) };
}

/** The filters without any one of which there would be profiles; all of them when no single one is to blame. */
async function excludingFilters(question: EmptyQuestion, ask: AskValues): Promise<Matcher[]> {
  const { filters, range, typeId } = question;
  const base = baseMatchers(question);
  const has = async (some: Matcher[]) => {
    const types = await ask(TYPE, [...base, ...some], range);
    return typeId === undefined ? types.length > 0 : types.includes(typeId);
  };
  if (await has(filters)) {
    return [];
  }
  const helps = await Promise.all(filters.map((filter) => has(filters.filter((other) => other !== filter))));
  const culprits = filters.filter((_, i) => helps[i]);
  return culprits.length > 0 ? culprits : filters;
}
