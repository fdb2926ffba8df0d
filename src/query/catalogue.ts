import { type ProfileType, parseProfileType } from './profileTypes';
import { isBytes, type Unit, unitOf } from './units';

export type TypeGroup = 'cpu' | 'memory' | 'block' | 'mutex' | 'goroutine' | 'other';

/**
 * What one profile counts. `cumulative`: what happened between two profiles, so a range is their sum.
 * `snapshot`: what existed at one moment, so a sum of several means nothing.
 */
export type Aggregation = 'cumulative' | 'snapshot';

/** What the product knows of a profile type. */
export interface TypeInfo extends ProfileType {
  group: TypeGroup;
  /** of the cpu group: the time that it measures, or samples; undefined of other groups */
  clock: 'cpu' | 'wall' | 'off-cpu' | undefined;
  /** `process_cpu / cpu` */
  label: string;
  aggregation: Aggregation;
  /** of a flame graph's values */
  unit: Unit;
}

export interface CatalogueGroup {
  id: TypeGroup;
  types: TypeInfo[];
}

const GROUPS: readonly TypeGroup[] = ['cpu', 'memory', 'block', 'mutex', 'goroutine', 'other'];

const CPU_SAMPLE_TYPES = ['cpu', 'samples', 'cpu_samples'];

/** Inside its group a type stands where its sample type stands here; others follow by name. */
const ORDER: readonly string[] = [
  'cpu',
  'wall',
  'samples',
  'cpu_samples',
  'off_cpu',
  'alloc_objects',
  'alloc_space',
  'alloc_sample_objects',
  'alloc_sample_bytes',
  'alloc_in_new_tlab_objects',
  'alloc_in_new_tlab_bytes',
  'alloc_outside_tlab_objects',
  'alloc_outside_tlab_bytes',
  'alloc_samples',
  'alloc_size',
  'malloc_objects',
  'malloc_bytes',
  'inuse_objects',
  'inuse_space',
  'live',
  'contentions',
  'delay',
  'lock_count',
  'lock_time',
];

/** Everything known of a well-formed id; undefined for a malformed one. */
export function describeType(id: string): TypeInfo | undefined {
  const type = parseProfileType(id);
  const group = type && groupOf(type);
  return (
    type &&
    group && {
      ...type,
      group,
      clock: group === 'cpu' ? clockOf(type) : undefined,
      label: `${type.name} / ${type.sampleType}`,
      aggregation: aggregationOf(type),
      unit: unitOf(type.sampleUnit),
    }
  );
}

/**
 * The types of a service as its dropdown shows them: groups that are not empty, in the order of a diagnosis, each
 * in its own order. Malformed ids are left out (`malformedTypes`). Types of one label (clients of two versions) get the rest of their
 * id appended.
 */
export function catalogue(available: readonly string[]): CatalogueGroup[] {
  const types = [...new Map(available.map(describeType).map((type) => [type?.id, type])).values()].filter(
    (type) => type !== undefined
  );
  const labels = new Map<string, number>();
  types.forEach(({ label }) => labels.set(label, (labels.get(label) ?? 0) + 1));
  const unambiguous = types.map((type) => ((labels.get(type.label) ?? 0) > 1 ? withPeriod(type) : type));
  return GROUPS.map((id) => ({
    id,
    types: unambiguous.filter(({ group }) => group === id).sort(inOrder),
  })).filter((group) => group.types.length > 0);
}

/**
 * The ids among a service's own that no question can be asked about: those without the five parts that Grafana's data
 * source and Pyroscope read.
 */
export function malformedTypes(available: readonly string[]): string[] {
  return [...new Set(available)].filter((id) => describeType(id) === undefined);
}

/**
 * What a service's page opens with: the first of the catalogue, so time on CPU if there is any. Of memory it is bytes,
 * those in use before those allocated: how many objects there are says little.
 */
export function defaultType(available: readonly string[]): string | undefined {
  const types = catalogue(available)[0]?.types ?? [];
  const bytes = types.filter(({ group, unit }) => group === 'memory' && isBytes(unit));
  return (bytes.find(({ aggregation }) => aggregation === 'snapshot') ?? bytes[0] ?? types[0])?.id;
}

/** By name and sample type only: the period parts differ from client to client. */
function groupOf({ name, sampleType }: ProfileType): TypeGroup {
  if (name === 'mutex' || name === 'lock' || sampleType.startsWith('lock')) {
    return 'mutex';
  }
  if (name === 'block') {
    return 'block';
  }
  if (name === 'goroutine' || name === 'goroutines') {
    return 'goroutine';
  }
  if (
    ['memory', 'alloc', 'heap'].includes(name) ||
    /^(alloc_|inuse_|malloc_)/.test(sampleType) ||
    ['live', 'space', 'objects'].includes(sampleType)
  ) {
    return 'memory';
  }
  const isCpu = name === 'process_cpu' && CPU_SAMPLE_TYPES.includes(sampleType);
  return isCpu || name === 'wall' || name === 'off_cpu' ? 'cpu' : 'other';
}

/** Node's profiler sends time on CPU beside wall-clock time, under the name `wall`. */
function clockOf({ name, sampleType }: ProfileType): TypeInfo['clock'] {
  return name === 'off_cpu' ? 'off-cpu' : name === 'wall' && sampleType !== 'cpu' ? 'wall' : 'cpu';
}

/**
 * Judged by what is measured, not by Grafana's registry: that one is keyed by whole ids and calls CPU samples instant.
 * `objects` and `space` are the heap's own names for what is in use.
 */
function aggregationOf(type: ProfileType): Aggregation {
  const { sampleType } = type;
  const isSnapshot =
    groupOf(type) === 'goroutine' ||
    sampleType.startsWith('inuse_') ||
    ['live', 'objects', 'space'].includes(sampleType);
  return isSnapshot ? 'snapshot' : 'cumulative';
}

function withPeriod(type: TypeInfo): TypeInfo {
  return { ...type, label: `${type.label} (${type.sampleUnit}:${type.periodType}:${type.periodUnit})` };
}

function inOrder(a: TypeInfo, b: TypeInfo): number {
  return Number(a.clock === 'wall') - Number(b.clock === 'wall') || rank(a) - rank(b) || (a.label < b.label ? -1 : 1);
}

function rank({ sampleType }: ProfileType): number {
  const at = ORDER.indexOf(sampleType);
  return at < 0 ? ORDER.length : at;
}
