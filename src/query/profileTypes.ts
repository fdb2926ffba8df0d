/** The parts of a profile type id, `<name>:<sampleType>:<sampleUnit>:<periodType>:<periodUnit>`. */
export interface ProfileType {
  /** without the `:delta` that some clients append */
  id: string;
  name: string;
  sampleType: string;
  sampleUnit: string;
  periodType: string;
  periodUnit: string;
}

/**
 * The parts of an id; undefined when it is malformed. A malformed id must never be sent: Grafana's data source indexes
 * its parts unguarded, and the whole Grafana process dies of it. Period parts may be empty (`memory:malloc_bytes:bytes::`),
 * and names are the profiler's own: `process_cpu:virtual memory:bytes:wall:`.
 */
export function parseProfileType(id: string): ProfileType | undefined {
  const parts = id.split(':');
  const [name, sampleType, sampleUnit, periodType, periodUnit, delta] = parts;
  if (parts.length < 5 || parts.length > 6 || (parts.length === 6 && delta !== 'delta') || !name || !sampleType) {
    return undefined;
  }
  // In no profiler's names, but in mistyped links, and in those that would turn the text around.
  if (/[\p{Cc}\p{Cf}]/u.test(id)) {
    return undefined;
  }
  return { id: parts.slice(0, 5).join(':'), name, sampleType, sampleUnit, periodType, periodUnit };
}

/**
 * What a link may say in `type`: a full id, or name and sample type such as `process_cpu:cpu`. Gives it without
 * `:delta`; undefined when it is neither.
 */
export function readTypeWish(text: string): string | undefined {
  return parseProfileType(text)?.id ?? (/^[^:\p{Cc}\p{Cf}]+:[^:\p{Cc}\p{Cf}]+$/u.test(text) ? text : undefined);
}

/**
 * The id among `available` that a link's `type` means: the very id; else one that measures the same thing with another
 * period (the period parts change with the version of a client); else, for `process_cpu:cpu`, the first of that name
 * and sample type. Undefined when none fits. Malformed ids among `available` are passed over.
 */
export function resolveType(wanted: string, available: readonly string[]): string | undefined {
  const types = available.map(parseProfileType).filter((type) => type !== undefined);
  const full = parseProfileType(wanted);
  if (full) {
    const same = types.find((type) => type.id === full.id);
    return (same ?? types.find((type) => measuresTheSame(type, full)))?.id;
  }
  const [name, sampleType, ...rest] = wanted.split(':');
  if (rest.length > 0) {
    return undefined;
  }
  return types.find((type) => type.name === name && type.sampleType === sampleType)?.id;
}

/** The same values in the same unit, whatever their periods. */
export function measuresTheSame(a: ProfileType, b: ProfileType): boolean {
  return a.name === b.name && a.sampleType === b.sampleType && a.sampleUnit === b.sampleUnit;
}
