import type { Frames, Profile, SymbolIndex } from '../model';
import {
  isAboutFiles,
  matchedValueInSteps,
  matchSymbols,
  matchSymbolsSliced,
  type Matcher,
  type SlicedSearchOptions,
} from '../search';
import { takenInSlices, UNSTOPPED } from '../steps';
import type { Transform } from '../transforms/transforms';
import { PRESETS, RULES, type Measure, type PresetId, type PresetRule, type Rule, type RuleId } from './rules';

/** Functions that rules are about. Values are in the profile's unit, of all stacks with one of them, each once. */
interface Found {
  /** As search and transforms take it. Of a finding: those of the rule's patterns that this profile has functions for. */
  readonly pattern: string;
  readonly value: number;
}

/** What a profile spends on something that has a name and a next step. */
export interface Finding extends Found {
  readonly id: RuleId;
}

/** Stacks or frames that could be out of the way. Its pattern is the rule's in all profiles: it is in links, and is known again. */
export interface Preset extends Found {
  readonly id: PresetId;
  readonly kind: PresetRule['kind'];
}

/** Is a transform this preset's? A link may have only some of its patterns, the first of them in full. */
export function isOfPreset({ id, kind }: Preset, { kind: done, about = '' }: Transform): boolean {
  const { patterns } = PRESETS.find((rule) => rule.id === id)!;
  return done === kind && patterns.some((pattern) => `${about}|`.startsWith(`${pattern}|`));
}

export interface Examination {
  /** 100 %: the whole, in wall time without idle threads. */
  readonly whole: number;
  /** What of wall time is not in it. */
  readonly idle: number;
  readonly rules: ReadonlyArray<Finding & { readonly least: number }>;
  readonly presets: readonly Preset[];
}

/** People read no more of them. */
const MOST = 5;

/** A share of fewer samples than these may be chance. */
const LEAST_SAMPLES = 10;

/** Presets that would hide no more are not worth a click. */
const LEAST_HIDDEN = 0.1;

/**
 * Values all rules and presets of a measure, in slices. Deterministic. O(names), and O(nodes) for each rule that any function matches.
 * @throws (rejects) the signal's reason, once it is aborted
 */
export async function examine(profile: Profile, measure: Measure, options?: SlicedSearchOptions): Promise<Examination> {
  const { names } = profile.frames;
  // Most functions are in no rule: each is looked at once.
  const matching = await matchSymbolsSliced(profile, ANY, options);
  const candidates = [...matching.keys()].filter((s) => matching[s] === 1);
  const few = { ...profile, frames: framesOf(profile.frames, candidates) };
  const find = function* ({ patterns }: Pick<Rule, 'patterns'>): Generator<void, Found> {
    const set = new Uint8Array(names.length);
    const used = patterns.filter((pattern) => {
      const matches = matchSymbols(few, matcherOf(pattern));
      candidates.forEach((s, i) => (set[s] |= matches[i]));
      return matches.includes(1);
    });
    return { pattern: used.join('|'), value: used.length === 0 ? 0 : yield* matchedValueInSteps(profile, set) };
  };
  const isOf = ({ of }: Pick<Rule, 'of'>) => of.includes(measure);
  const [all] = profile.total;
  const presets: Preset[] = [];
  const rules: Array<Finding & { readonly least: number }> = [];
  const findAll = function* (): Generator<void, void> {
    for (const { id, kind, patterns } of PRESETS.filter(isOf)) {
      presets.push({ id, kind, ...(yield* find({ patterns })), pattern: patterns.join('|') });
      yield;
    }
    for (const { id, least, patterns } of RULES.filter(isOf)) {
      rules.push({ id, least, ...(yield* find({ patterns })) });
      yield;
    }
  };
  await takenInSlices(findAll(), options?.signal ?? UNSTOPPED);
  const idle = measure === 'wall' ? presets.find(({ id }) => id === 'idle')!.value : 0;
  return {
    whole: all - idle,
    idle,
    rules,
    // To hide all of it leaves nothing to look at; frames that are merged leave what is below them.
    presets: presets.filter(({ kind, value }) => value > LEAST_HIDDEN * all && (kind === 'merge' || value < all)),
  };
}

/**
 * The rules that a profile exceeds, the largest first, five at most.
 * @param samples of which the profile is made, undefined where that is not known
 */
export function findingsOf({ whole, idle, rules }: Examination, samples: number | undefined): Finding[] {
  const least = samples === undefined ? 0 : (LEAST_SAMPLES * (whole + idle)) / samples;
  return rules
    .filter(({ value, least: share }) => value > 0 && value >= share * whole && value >= least)
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST)
    .map(({ id, pattern, value }) => ({ id, pattern, value }));
}

/** Some frames without the others, in their files. */
function framesOf({ names, kinds, places }: Frames, symbols: readonly SymbolIndex[]): Frames {
  const filesOf = symbols.map((s) => (places ? [...places.file.subarray(places.offset[s], places.offset[s + 1])] : []));
  const file = Int32Array.from(filesOf.flat());
  let end = 0;
  const offset = Int32Array.from([0, ...filesOf.map(({ length }) => (end += length))]);
  return {
    names: symbols.map((s) => names[s]),
    kinds: Uint8Array.from(symbols, (s) => kinds[s]),
    places: places && { ...{ offset, file, files: places.files }, line: new Int32Array(file.length) },
  };
}

const matcherOf = (pattern: string): Matcher => {
  const regex = new RegExp(pattern, 'i');
  return { matches: (name) => regex.test(name), inFiles: isAboutFiles(pattern) };
};

const ANY = matcherOf([...RULES, ...PRESETS].flatMap(({ patterns }) => patterns).join('|'));
