import type { JoinedNames } from '../../../profile/comparison/uniteFrames';
import { causesOf, type Cause } from '../../../profile/change/causes';
import { changesOf, type FunctionChange, type Split, type Verdict } from '../../../profile/change/changes';
import { onsetOf, type Onset } from '../../../profile/change/onset';
import { rowsOfTheMachine } from '../../../profile/change/machine';
import { PLACEBOS } from '../../../profile/change/placebo';
import { COLUMNS, type InstanceSelves } from '../../../profile/change/shareTest';
import { floorOf } from '../../../profile/change/stepDown';
import { wholeOf } from '../../../profile/change/selves';
import { matrixOf, type WindowMatrix, type WindowTable } from '../../../profile/matrix';
import {
  FrameKind,
  type BySide,
  type Profile,
  type Side,
  type SymbolIndex,
  type Weights,
} from '../../../profile/model';
import { describeType } from '../../../query/catalogue';
import { scaleOfSide, type SideFacts } from '../../../query/normalization';
import { perSecond } from '../../../query/units';
import type { SideWindows, TimeWindow } from '../../../query/windows';
import type { InstanceTables } from './askForInstances';
import type { Compared } from './sides';

/** One thing that changed by itself, or that did not; values are in the unit of its `Verdicts`. */
export interface VerdictRow {
  /** a function; as it was sent */
  readonly name: string;
  /** the caller below which it changed; undefined for a function that changed wherever it is called */
  readonly caller: string | undefined;
  /** the compared profile has it: it can be highlighted */
  readonly isShown: boolean;
  readonly load: number;
  readonly mix: number;
  /** of `mix`, 95 % */
  readonly interval: readonly [low: number, high: number];
  readonly verdict: Verdict;
  /** of `unchanged`: by no more than this */
  readonly within: number | undefined;
  /** how many seconds longer both sides must be; undefined if nobody can say, or no longer time would help */
  readonly needs: number | undefined;
  readonly onset: Onset | undefined;
  /** the functions whose self changed */
  readonly functions: readonly string[];
  /** cost that some callees gained and others lost */
  readonly moved: boolean;
  /** something is said to have changed or not, but what was not loaded may be as much: it cannot be told */
  readonly open: boolean;
}

/** What changed by itself between both sides of a comparison. */
export interface Verdicts {
  readonly kind: 'known';
  readonly unit: string;
  readonly whole: Split;
  /** causes first, then what cannot be told, then what is unchanged */
  readonly rows: readonly VerdictRow[];
  /** all functions that have a verdict, by themselves */
  readonly functions: readonly VerdictRow[];
  /** functions that have a verdict and no row, since the list is short */
  readonly more: { readonly unknown: number; readonly unchanged: number };
  /** why nothing is called clear */
  readonly unclear: 'apart' | 'little-history' | undefined;
  /** of a side only what is nearest to the other was looked at */
  readonly partial: boolean;
  /** the part of all windows that was not loaded, 0 to 1 */
  readonly cut: number;
  /** of the snapshots of both times together; values are as large as those of the comparison */
  readonly isSnapshot: boolean;
  /** how many instances it was judged by; undefined: by windows */
  readonly instances: (BySide<number> & { readonly paired: boolean }) | undefined;
}

/** Too few windows have profiles. */
interface TooFew {
  readonly kind: 'too-few';
  readonly before: number;
  readonly after: number;
  /** on each side */
  readonly needed: number;
}

interface VerdictInput {
  readonly typeId: string;
  /** of the profiles, before any normalization */
  readonly unit: string;
  readonly compared: Pick<Compared, 'profile' | 'facts' | 'norm'>;
  readonly plan: SideWindows;
  /** one a window of history, before and after */
  readonly tables: readonly WindowTable[];
  /** where both sides have five: they are the unit then */
  readonly instances?: InstanceTables;
}

/** Windows that a side needs. Values without samples are dealt by lot: with fewer than five every deal is likely. */
const NEEDED = { counted: 3, uncounted: 5 };
/** Those that cannot be told, and those unchanged, that are worth a line. */
const MOST = 3;

/**
 * The verdicts on a comparison, from windows of its sides and of the time before. Values are rates: a second of an
 * instance where the comparison is by instance, else a second that profiles cover, so that sides come to what it says.
 * Windows and instances without profiles are left out.
 */
export function verdictsOf({ typeId, unit, compared, plan, tables, ...input }: VerdictInput): Verdicts | TooFew {
  const { profile } = compared;
  const { history, before, after } = plan;
  const windows = [...history, ...before, ...after];
  const known = windows.map((window, at) => ({ window, table: tables[at], at })).filter(({ table }) => table.whole > 0);
  const middle = history.length + before.length;
  const counts = {
    history: known.filter(({ at }) => at < history.length).length,
    before: known.filter(({ at }) => at >= history.length && at < middle).length,
    after: known.filter(({ at }) => at >= middle).length,
  };
  const isSnapshot = describeType(typeId)?.aggregation === 'snapshot';
  // What lives long is in one snapshot after the other: they are no samples of their own.
  const samples = isSnapshot ? undefined : samplesPerUnit(compared);
  const needed = samples === undefined ? NEEDED.uncounted : NEEDED.counted;
  if (Math.min(counts.before, counts.after) < needed) {
    return { kind: 'too-few', before: counts.before, after: counts.after, needed };
  }
  const { joined } = profile.sides ?? {};
  const instances = input.instances && withProfiles(input.instances);
  const ofInstances = joinedTables(instances ? [...instances.before, ...instances.after] : [], joined);
  const matrix = matrixOf(
    known.map(({ window }) => window),
    joinedTables(
      known.map(({ table }) => table),
      joined
    ),
    ofInstances.flatMap(({ names }) => names)
  );
  const sums = sumsOfSides(matrix.whole, counts);
  const step = (after[0].to + 1 - after[0].from) / 1000;
  const { rates, unit: rateUnit } = ratesOf(typeId, unit, compared, { sums, seconds: scaled(counts, step) });
  const secondsOf = (side: Side) => sums[side] / rates[side] / counts[side];
  const seconds = { before: secondsOf('before'), after: secondsOf('after') };
  const notLoaded = matrix.names.length;
  const changes = changesOf({
    // What was not loaded is a row of its own, so that the whole is whole.
    self: withNotLoaded(matrix),
    columns: matrix.columns,
    seconds: matrix.windows.map((_, at) => (at < counts.history + counts.before ? seconds.before : seconds.after)),
    starts: matrix.windows.map(({ from }) => from),
    ...counts,
    adjacent: plan.adjacent,
    samples,
    instances: instances && instanceSelves(instances, ofInstances, matrix.names),
    ofTheMachine: rowsOfTheMachine(matrix.names),
  });
  const symbolOf = symbolsOf(profile);
  const cutSums = sumsOfSides(matrix.cut, counts);
  const cutOf = (side: Side) => (cutSums[side] / sums[side]) * rates[side];
  const cut = { before: cutOf('before'), after: cutOf('after') };
  // Adjacent times of the past tell what comes by itself between adjacent times, not across a gap.
  const judged = changes.rows
    .filter(({ row }) => row !== notLoaded)
    .map((change) =>
      withOpen(
        !plan.adjacent && change.verdict === 'clear' ? { ...change, verdict: 'likely' as const } : change,
        { before: cut.before * changes.growth, after: cut.after },
        floorOf(changes.whole.after, change.before * changes.growth)
      )
    );
  const rowOf = (change: Judged): VerdictRow => {
    const name = matrix.names[change.row];
    return { ...change, name, caller: undefined, isShown: symbolOf.has(name), functions: [name], moved: false };
  };
  const inTree = judged.flatMap((change) => {
    const symbol = symbolOf.get(matrix.names[change.row]);
    return symbol === undefined ? [] : [{ ...change, row: symbol }];
  });
  const sides = { before: weightsAs(profile, 'before', rates), after: weightsAs(profile, 'after', rates) };
  const causes = causesOf(profile, sides, inTree, changes.growth).map((cause) =>
    rowOfCause(cause, profile, inTree, changes.growth)
  );
  const isFound = ({ verdict }: FunctionChange) => verdict === 'clear' || verdict === 'likely';
  const onlyInWindows = judged.filter((change) => isFound(change) && !symbolOf.has(matrix.names[change.row]));
  const unknown = judged.filter(({ verdict }) => verdict === 'unknown');
  // Of what did not change, the largest says most.
  const unchanged = judged.filter(({ verdict }) => verdict === 'unchanged').sort((a, b) => b.after - a.after);
  return {
    kind: 'known',
    unit: rateUnit,
    whole: changes.whole,
    rows: [...causes, ...[...onlyInWindows, ...unknown.slice(0, MOST), ...unchanged.slice(0, MOST)].map(rowOf)],
    functions: judged.map(rowOf),
    more: { unknown: Math.max(0, unknown.length - MOST), unchanged: Math.max(0, unchanged.length - MOST) },
    unclear: !plan.adjacent ? 'apart' : changes.placebos < PLACEBOS ? 'little-history' : undefined,
    partial: plan.partial,
    cut: sumOf(matrix.cut) / sumOf(matrix.whole),
    isSnapshot,
    instances: instances && {
      before: instances.before.length,
      after: instances.after.length,
      paired: instances.paired,
    },
  };
}

/** An instance may have points of a series at an end of the time and no stack in it; undefined where too few are left. */
function withProfiles({ before, after, paired }: InstanceTables): InstanceTables | undefined {
  const sent = ({ whole }: WindowTable) => whole > 0;
  const kept = paired
    ? {
        before: before.filter((one, i) => sent(one) && sent(after[i])),
        after: after.filter((one, i) => sent(one) && sent(before[i])),
      }
    : { before: before.filter(sent), after: after.filter(sent) };
  return Math.min(kept.before.length, kept.after.length) < COLUMNS ? undefined : { ...kept, paired };
}

/** @param tables those of before, then those of after */
function instanceSelves(
  { before, after, paired }: InstanceTables,
  tables: readonly WindowTable[],
  names: readonly string[]
): InstanceSelves {
  const everything = tables.map(() => ({ from: 0, to: 0 }));
  const matrix = matrixOf(everything, tables, names);
  return { self: withNotLoaded(matrix), columns: tables.length, before: before.length, after: after.length, paired };
}

type Judged = FunctionChange & Pick<VerdictRow, 'open'>;

/**
 * Of a function any part of what was not loaded may be, on either side: its interval is wider by that, and where the
 * verdict would not hold for all of it, it cannot be told.
 * @param cut by side, in the unit of `mix`
 * @param floor what nobody minds
 */
function withOpen(change: FunctionChange, cut: BySide<number>, floor: number): Judged {
  if (cut.before + cut.after === 0) {
    return { ...change, open: false };
  }
  const interval = [change.interval[0] - cut.before, change.interval[1] + cut.after] as const;
  const most = Math.max(...interval.map(Math.abs));
  const holds = {
    clear: interval[0] > 0 || interval[1] < 0,
    likely: change.mix - cut.before > 0 || change.mix + cut.after < 0,
    unchanged: most <= floor,
    unknown: true,
  }[change.verdict];
  return holds
    ? { ...change, interval, within: change.verdict === 'unchanged' ? most : undefined, open: false }
    : { ...change, interval, verdict: 'unknown', within: undefined, needs: undefined, onset: undefined, open: true };
}

/** Functions that the comparison joins have the name that it shows; a window that has both names stays as it is. */
function joinedTables(tables: readonly WindowTable[], joined: JoinedNames = new Map()): readonly WindowTable[] {
  if (joined.size === 0) {
    return tables;
  }
  const after = new Map([...joined].map(([name, before]) => [before, name]));
  return tables.map((table) => {
    const own = new Set(table.names);
    const nameOf = (name: string) => {
      const shown = after.get(name);
      return shown === undefined || own.has(shown) ? name : shown;
    };
    return { ...table, names: table.names.map(nameOf) };
  });
}

function withNotLoaded({ self, cut }: WindowMatrix): Float64Array {
  const all = new Float64Array(self.length + cut.length);
  all.set(self);
  all.set(cut, self.length);
  return all;
}

function samplesPerUnit({ profile, facts }: VerdictInput['compared']): number | undefined {
  for (const side of ['after', 'before'] as const) {
    const samples = profile.sides?.samples[side];
    if (samples !== undefined && facts[side].total > 0) {
      return samples / facts[side].total;
    }
  }
  return undefined;
}

/** What each side comes to a second; of its windows where nobody knows what time profiles cover. Of snapshots: as they are. */
function ratesOf(
  typeId: string,
  unit: string,
  { facts, norm }: VerdictInput['compared'],
  windows: { sums: BySide<number>; seconds: BySide<number> }
): { rates: BySide<number>; unit: string } {
  const type = describeType(typeId);
  if (type?.aggregation === 'snapshot') {
    const valueOf = (side: SideFacts) => side.total / (side.profiles ?? 1);
    return { rates: { before: valueOf(facts.before), after: valueOf(facts.after) }, unit };
  }
  const onCpu = type?.clock === 'cpu';
  const by = norm === 'instance' ? 'instance' : 'second';
  const before = scaleOfSide(by, facts.before, { unit, onCpu });
  const after = scaleOfSide(by, facts.after, { unit, onCpu });
  if (before && after) {
    const rates = { before: facts.before.total * before.factor, after: facts.after.total * after.factor };
    return { rates, unit: after.unit };
  }
  const rate = (side: Side) => perSecond(windows.sums[side], unit, windows.seconds[side], onCpu);
  return { rates: { before: rate('before').value, after: rate('after').value }, unit: rate('after').unit };
}

function rowOfCause(
  { node, symbol, before, mix, interval, verdict, onset, functions, moved }: Cause,
  { frames: { names }, parent, symbol: symbols }: Profile,
  changes: readonly FunctionChange[],
  growth: number
): VerdictRow {
  const up = node === undefined ? 0 : parent[node];
  return {
    name: names[symbol],
    caller: up > 0 ? names[symbols[up]] : undefined,
    isShown: true,
    load: before * (growth - 1),
    mix,
    interval,
    verdict,
    within: undefined,
    needs: changes.find(({ row }) => row === functions[0])?.needs,
    onset,
    functions: functions.map((f) => names[f]),
    moved,
    open: false,
  };
}

/**
 * The same verdicts with moments as shorter windows around them tell, where those are of them.
 * @param tables one a window
 */
export function withCloserOnsets(
  verdicts: Verdicts,
  windows: readonly TimeWindow[],
  tables: readonly WindowTable[],
  joined: JoinedNames | undefined
): Verdicts {
  const known = Array.from(windows.keys()).filter((at) => tables[at].whole > 0);
  const matrix = matrixOf(
    known.map((at) => windows[at]),
    joinedTables(
      known.map((at) => tables[at]),
      joined
    )
  );
  const { columns, names } = matrix;
  const rowsOf = (functions: readonly string[]) => functions.map((f) => names.indexOf(f)).filter((row) => row >= 0);
  const rest = wholeOf(
    matrix,
    new Set(
      [...verdicts.rows, ...verdicts.functions].flatMap(({ onset, functions }) => (onset ? rowsOf(functions) : []))
    )
  );
  const starts = matrix.windows.map(({ from }) => from);
  const closer = ({ mix, onset, functions }: VerdictRow) => {
    const rows = rowsOf(functions);
    if (onset === undefined || onset.from < windows[0].from || onset.to > windows.at(-1)!.to) {
      return onset;
    }
    const self = Float64Array.from(starts, (_, column) =>
      rows.reduce((sum, row) => sum + matrix.self[row * columns + column], 0)
    );
    const whole = self.map((value, column) => value + rest[column] + matrix.cut[column]);
    return onsetOf({ self, columns }, 0, whole, { from: 0, to: columns }, mix > 0, starts) ?? onset;
  };
  const withCloser = (row: VerdictRow) => ({ ...row, onset: closer(row) });
  return { ...verdicts, rows: verdicts.rows.map(withCloser), functions: verdicts.functions.map(withCloser) };
}

/** By name; frames that stand for something else than a function are none. */
function symbolsOf({ frames: { names, kinds } }: Profile): Map<string, SymbolIndex> {
  return new Map(
    names.flatMap((name, symbol) => (kinds[symbol] === FrameKind.function ? [[name, symbol] as const] : []))
  );
}

/** A side's weights as rates, whatever the comparison divides by. */
function weightsAs({ sides }: Profile, side: Side, rates: BySide<number>): Weights {
  const { self, total } = sides![side];
  const scale = rates[side] / total[0];
  return { self: self.map((value) => value * scale), total: total.map((value) => value * scale) };
}

function sumsOfSides(whole: Float64Array, { history, before }: Counts): BySide<number> {
  return {
    before: sumOf(whole.subarray(history, history + before)),
    after: sumOf(whole.subarray(history + before)),
  };
}

type Counts = BySide<number> & { readonly history: number };

const scaled = ({ before, after }: BySide<number>, by: number): BySide<number> => ({
  before: before * by,
  after: after * by,
});

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
