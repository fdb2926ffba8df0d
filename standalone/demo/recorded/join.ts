import { ValueType, type Profile } from 'pprof-format';

/**
 * Adds the values of `other` to the samples of `profile`, as further sample types, if both have the same stacks. A Go
 * process reports, say, block contentions and delay in one profile; here they are files of their own, and taking two
 * profiles costs a store twice the work.
 *
 * @returns whether it was possible; if not, nothing has changed
 */
export function joinSampleTypes(profile: Profile, other: Profile): boolean {
  const keys = stackKeys(profile);
  const valuesOf = new Map(stackKeys(other).map((key, i) => [key, other.sample[i].value]));
  const joined = keys.map((key) => valuesOf.get(key));
  if (valuesOf.size !== other.sample.length || joined.length !== valuesOf.size || !joined.every(isDefined)) {
    return false;
  }
  for (const { type, unit } of other.sampleType) {
    const [typeIndex, unitIndex] = [type, unit].map((index) => profile.stringTable.dedup(textOf(other, index)));
    profile.sampleType.push(new ValueType({ type: typeIndex, unit: unitIndex }));
  }
  joined.forEach((values, i) => profile.sample[i].value.push(...values));
  return true;
}

const isDefined = <T>(value: T | undefined): value is T => value !== undefined;

export function textOf(profile: Profile, index: number | bigint): string {
  return profile.stringTable.strings[Number(index)];
}

/** Per sample a text that is the same for the same stack in any profile, whatever its ids. */
function stackKeys(profile: Profile): string[] {
  const functions = new Map(
    profile.function.map(({ id, name, filename }) => [id, `${textOf(profile, name)} ${textOf(profile, filename)}`])
  );
  const locations = new Map(
    profile.location.map(({ id, line, address }) => {
      const lines = line.map((part) => `${functions.get(part.functionId)}:${part.line}`);
      return [id, `${address} ${lines.join(' ')}`];
    })
  );
  return profile.sample.map(({ locationId }) => locationId.map((id) => locations.get(id)).join('\n'));
}
