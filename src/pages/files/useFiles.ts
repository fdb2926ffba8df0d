import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { t } from '../../i18n';
import { type CountedProfile } from '../../profile/counted';
import { thenDerived } from '../../profile/derived';
import { mergeProfilesInSteps } from '../../profile/mergeProfiles';
import { takenInSlices } from '../../profile/steps';
import { describeType } from '../../query/catalogue';
import { parseProfileType, resolveType } from '../../query/profileTypes';
import { countingType } from '../../query/sampleCounts';
import { type FileName } from '../../subject/subject';
import { formatValue } from '../../values';
import { type ShownSide } from '../service/comparison/ComparedView';
import { openedFile, type LocalFile } from './localFiles';

/** The files that a link names, and those of them that a person must choose (again). */
export function openedFiles(names: readonly FileName[] = []): { files: LocalFile[]; missing: FileName[] } {
  return {
    files: names.flatMap(({ digest }) => openedFile(digest) ?? []),
    missing: names.filter(({ digest }) => openedFile(digest) === undefined),
  };
}

/** What all of them have, in the first one's order and words: a file that was exported names another period. */
export function commonTypes([first, ...others]: ReadonlyArray<Pick<LocalFile, 'types'>>): string[] {
  return first.types.filter((type) => others.every((file) => typeInFile(type, file.types) !== undefined));
}

/** Who waits for a lock and who holds it: the same sample types, and nothing to compare with each other. */
const OF_LOCKS: readonly string[] = ['block', 'mutex'];

/**
 * The type among a file's that a server's type is. A pprof says what it measures and in which unit; the name is
 * Pyroscope's, and of a file a guess, but for those of locks, which `localFiles.ts` tells apart.
 */
export function typeInFile(wanted: string, types: readonly string[]): string | undefined {
  const of = parseProfileType(wanted);
  const measuresIt = (id: string) => {
    const type = parseProfileType(id);
    const ofOtherLocks = [of, type].every((one) => OF_LOCKS.includes(one?.name ?? '')) && of?.name !== type?.name;
    return type?.sampleType === of?.sampleType && type?.sampleUnit === of?.sampleUnit && !ofOtherLocks;
  };
  return resolveType(wanted, types) ?? (of && types.find(measuresIt));
}

/** One profile of all of them; nothing is read without a type. */
export function useMerged(
  files: readonly LocalFile[],
  typeId: string | undefined
): { read: { typeId: string; profile: CountedProfile } | undefined; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: ['local-files', files.map(({ digest }) => digest), typeId],
    queryFn: async ({ signal }) => {
      const profiles = await Promise.all(files.map((file) => file.profile(typeInFile(typeId!, file.types)!, signal)));
      return {
        typeId: typeId!,
        profile: await takenInSlices(thenDerived(mergeProfilesInSteps(profiles)), signal),
      };
    },
    enabled: typeId !== undefined && files.length > 0,
    staleTime: Infinity,
    structuralSharing: false,
    retry: false,
  });
  return { read: data, error };
}

/** Of how many samples they are made together; undefined where one of them has no type that counts them. */
export function countedOf(files: readonly LocalFile[], { samples }: CountedProfile, typeId: string) {
  return files.every(({ types }) => countingType(typeInFile(typeId, types) ?? typeId, types) !== undefined)
    ? samples
    : undefined;
}

/** Files as a side of a comparison. What time they cover is known where all of them say how long they took. */
export function useFileSide(files: readonly LocalFile[], profile: CountedProfile, typeId: string): ShownSide {
  // Of the same files it is the same side: comparing two large profiles takes long.
  const name = nameOfFiles(files);
  const ranges = JSON.stringify(files.map(({ range }) => range ?? null));
  const counted = countedOf(files, profile, typeId);
  return useMemo(() => {
    const known = JSON.parse(ranges) as Array<LocalFile['range'] | null>;
    const isSnapshot = describeType(typeId)?.aggregation === 'snapshot';
    const times = isSnapshot ? undefined : coveredBy(known.map((range) => range ?? undefined));
    return {
      name,
      graph: { profile },
      series: times && { ...times, average: undefined, total: profile.total[0] },
      counted,
      ...(isSnapshot && { files: known.length }),
      coverage: isSnapshot ? undefined : coveredText(times?.covered),
    };
  }, [name, ranges, counted, profile, typeId]);
}

export const nameOfFiles = (files: readonly FileName[]) => files.map(({ name }) => name).join(', ');

/**
 * Seconds that ranges (milliseconds) cover, together and added up, as if each were of one process; undefined where one is
 * not known, or has no length.
 */
export function coveredBy(
  ranges: ReadonlyArray<LocalFile['range']>
): { covered: number; instanceSeconds: number } | undefined {
  const known = ranges.filter((range) => range !== undefined && range.to > range.from) as Array<
    NonNullable<LocalFile['range']>
  >;
  if (known.length < ranges.length) {
    return undefined;
  }
  let covered = 0;
  let until = -Infinity;
  for (const { from, to } of known.sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  const added = known.reduce((sum, { from, to }) => sum + to - from, 0);
  return { covered: covered / 1000, instanceSeconds: added / 1000 };
}

/** "covers 30 s". @param seconds undefined: the files do not say */
function coveredText(seconds: number | undefined): string {
  return seconds === undefined
    ? t('files.no-duration', 'does not say how long it was measured')
    : t('files.covers', 'covers {{time}}', { time: formatValue(seconds * 1e9, 'ns') });
}
