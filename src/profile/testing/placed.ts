import type { Profile, SourcePlaces } from '../model';

export type Place = readonly [file: string, line: number];

/** Where each of the names is written, for tests; nowhere where nothing is said. */
export function placesFor(names: readonly string[], places: Readonly<Record<string, readonly Place[]>>): SourcePlaces {
  const of = names.map((name) => places[name] ?? []);
  const all = of.flat();
  const files = [...new Set(all.map(([file]) => file))];
  const offset = new Int32Array(names.length + 1);
  of.forEach((each, s) => (offset[s + 1] = offset[s] + each.length));
  return {
    offset,
    file: Int32Array.from(all, ([file]) => files.indexOf(file)),
    line: Int32Array.from(all, ([, line]) => line),
    files,
  };
}

/** A profile whose functions are written in these files, for tests; line 1 each. */
export function inFiles<P extends Profile>(profile: P, files: Readonly<Record<string, string>>): P {
  const places = Object.fromEntries(
    Object.entries(files).map(([name, file]): [string, Place[]] => [name, [[file, 1]]])
  );
  return { ...profile, frames: { ...profile.frames, places: placesFor(profile.frames.names, places) } };
}
