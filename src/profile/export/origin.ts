import { notLoadedValue } from '../notLoaded';
import type { Profile } from '../model';

/** Where an exported profile comes from: what its file says of itself. */
export interface Origin {
  readonly service: string;
  /** The first part of the profile type's id, such as `process_cpu`. */
  readonly profileName: string;
  /** As in pprof: `cpu`, `nanoseconds`. */
  readonly sampleType: string;
  readonly sampleUnit: string;
  /** Milliseconds since the epoch; undefined where nobody knows. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
  /** Of all that the file shows, or shows a part of: its values are lower bounds then. */
  readonly cut?: Cut;
}

/** What was not loaded of a whole. */
export interface Cut {
  readonly value: number;
  readonly whole: number;
}

/** What was not loaded of a picture, whatever its transforms left out; undefined of a complete one. O(n) */
export function cutOf(profile: Profile): Cut | undefined {
  const source = (profile.origin?.tree ?? profile) as Profile;
  const value = notLoadedValue(source);
  return value > 0 ? { value, whole: source.total[0] } : undefined;
}

/** `process_cpu:cpu`; the profile's name alone where it says all. */
export function typeText({ profileName, sampleType }: Origin): string {
  return profileName === '' || profileName === sampleType ? sampleType : `${profileName}:${sampleType}`;
}

/** `2026-11-26T18:00:00Z to 2026-11-26T19:00:00Z` */
export function rangeText({ range }: Origin): string {
  return range === undefined ? '' : `${isoSeconds(range.from)} to ${isoSeconds(range.to)}`;
}

/** The time in UTC, without fractions of a second. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** "lower bounds, 3.1 % not loaded" of what is cut. */
export function boundsText(cut: Cut | undefined): string | undefined {
  if (cut === undefined) {
    return undefined;
  }
  const percent = (100 * cut.value) / cut.whole;
  return `lower bounds, ${percent < 0.1 ? '< 0.1' : percent.toFixed(1)} % not loaded`;
}

/** What no file system takes, or gives a meaning of its own; a name does not begin with a dot or a dash either. */
const NOT_IN_NAMES = /[\p{C}\s<>:"/\\|?*%]+/gu;
const MOST_OF_A_PART = 80;

/**
 * `checkout-process_cpu-cpu-20261126T180000Z-20261126T190000Z.pb.gz`
 * @param extension without its dot
 */
export function fileName(origin: Origin, profile: Profile, extension: string): string {
  const { service, profileName, sampleType, range } = origin;
  const times = range && [range.from, range.to].map((ms) => isoSeconds(ms).replace(/[-:]/g, ''));
  const parts = [service, profileName, sampleType, ...(times ?? []), cutOf(profile) && 'lower-bounds'];
  const words = parts.flatMap((part) => (part ? [namePart(part)] : []));
  return `${words.join('-') || 'profile'}.${extension}`;
}

function namePart(text: string): string {
  const safe = text.replace(NOT_IN_NAMES, '_').replace(/^[.\-_]+|[._]+$/g, '');
  return [...safe].slice(0, MOST_OF_A_PART).join('') || 'profile';
}
