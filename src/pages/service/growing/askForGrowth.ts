import { describeType, type TypeInfo } from '../../../query/catalogue';
import { INSTANCE_LABELS } from '../../../query/instances';
import { buildSelector } from '../../../query/buildSelector';
import { type Matcher } from '../../../query/selector';
import { sumOf, type Series } from '../../../query/series';
import { planWindows, type TimeWindow } from '../../../query/windows';
import { type PyroscopeDataSource } from '../../../pyroscope/dataSources';
import { askAtOnce, MANY_AT_ONCE } from '../../../pyroscope/atOnce';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { fetchSeries } from '../../../pyroscope/series';
import { fetchAllSnapshots } from '../../../pyroscope/snapshots';
import { type Budget } from '../../../pyroscope/wholeProfile';
import { windowProfiles } from '../../../pyroscope/windows';
import { isBytes } from '../../../query/units';
import { type Ask } from '../onDemand/useOnDemand';
import { growthOf, snapshotsIn, stackTable, type GrowingStack, type StackTable } from './growth';

/** What was asked about. */
export interface GrowthRound {
  dataSource: PyroscopeDataSource;
  typeId: string;
  matchers: readonly Matcher[];
  range: AbsoluteRange;
  minStepMs: number;
  maxNodes: number;
  /** what a window's whole profile may cost, where a flame graph would be cut; undefined: it stays cut */
  whole: Budget | undefined;
  /** types of the service */
  types: readonly string[];
}

export type GrowthAnswer =
  | {
      readonly kind: 'known';
      readonly stacks: readonly GrowingStack[];
      /** how many instances were looked at, of how many */
      readonly lookedAt: number;
      readonly instances: number;
      /** the part of all snapshots that was not loaded, 0 to 1 */
      readonly cut: number;
      /** it is known what the service had to do meanwhile */
      readonly knowsLoad: boolean;
    }
  /** single snapshots cannot be seen: the data source proxy is refused */
  | { readonly kind: 'refused' }
  /** more snapshots than a browser should be sent */
  | { readonly kind: 'too-many' }
  /** no instance has snapshots in enough windows */
  | { readonly kind: 'too-few'; readonly most: number };

/** Each costs a request a window. Two are needed where there are several. */
const MOST_INSTANCES = 3;
/** `growingStacks` sees no trend in fewer. */
export const NEEDED_WINDOWS = 8;
/** Go and the JVM's profilers sample one allocation in so many bytes. */
const SAMPLED_BYTES = 512 * 1024;

/** What one sampled object stands for; undefined where nobody can say: numbers of sampled objects are scaled by their sizes. */
export function objectSizeOf({ unit, group }: TypeInfo): number | undefined {
  return isBytes(unit) ? SAMPLED_BYTES : group === 'goroutine' ? 1 : undefined;
}

/**
 * Asks for the snapshots of the range and of as long before, which tell how old instances are, then for the stacks of each
 * window of the instances that have the most of it, the newest first.
 */
export const askForGrowth: Ask<GrowthRound, GrowthAnswer> = async (round, signal, onProgress) => {
  const { dataSource, typeId, matchers, range, minStepMs } = round;
  const since = range.from - (range.to - range.from);
  const request = { profileTypeId: typeId, labelSelector: buildSelector(matchers), range, minStepMs };
  const snapshots = await fetchAllSnapshots(
    dataSource,
    { ...request, range: { from: since, to: range.to } },
    { signal }
  );
  if (snapshots.kind !== 'known') {
    return { kind: snapshots.kind === 'many' ? 'too-many' : 'refused' };
  }
  const interval = snapshots.interval ?? minStepMs;
  const windows = planWindows(range, interval, false);
  const covered = (one: Series) => windows.filter((window) => snapshotsIn(one, window) > 0).length;
  const present = snapshots.instances
    .filter((one) => covered(one) > 0)
    .sort((a, b) => covered(b) - covered(a) || (nameOf(a) < nameOf(b) ? -1 : 1));
  const looked = present.filter((one) => covered(one) >= NEEDED_WINDOWS).slice(0, MOST_INSTANCES);
  if (looked.length === 0) {
    return { kind: 'too-few', most: Math.max(0, ...present.map(covered)) };
  }
  const sums = await askForStacks(round, { looked, windows, signal, onProgress });
  const load = await loadIn(round, windows, signal);
  const asked = sums.flat().filter((table) => table !== undefined);
  const sumOfAll = (read: (table: StackTable) => number) => asked.reduce((all, table) => all + read(table), 0);
  return {
    kind: 'known',
    stacks: growthOf({
      windows,
      instances: looked.map((one, i) => ({ snapshots: one, sums: sums[i] })),
      since,
      interval,
      objectSize: objectSizeOf(describeType(typeId)!) ?? 1,
      load,
    }),
    lookedAt: looked.length,
    instances: present.length,
    cut: sumOfAll(({ cut }) => cut) / sumOfAll(({ whole }) => whole) || 0,
    knowsLoad: load !== undefined,
  };
};

interface AskedStacks {
  looked: readonly Series[];
  windows: readonly TimeWindow[];
  signal: AbortSignal;
  onProgress(answered: number, asked: number): void;
}

async function askForStacks(
  { dataSource, typeId, matchers, maxNodes, whole }: GrowthRound,
  { looked, windows, signal, onProgress }: AskedStacks
): Promise<Array<Array<StackTable | undefined>>> {
  const sums = looked.map(() => windows.map((): StackTable | undefined => undefined));
  const wanted = windows
    .flatMap((window, at) => looked.map((one, instance) => ({ window, at, one, instance })))
    .filter(({ window, one }) => snapshotsIn(one, window) > 0)
    .reverse();
  const profileOf = windowProfiles(dataSource, whole);
  let answered = 0;
  onProgress(0, wanted.length);
  const askAbout = async ({ window, at, one, instance }: (typeof wanted)[number], own: AbortSignal) => {
    const labelSelector = buildSelector([...matchers, ...ownMatchers(one)]);
    const request = { profileTypeId: typeId, labelSelector, range: { ...window }, maxNodes };
    sums[instance][at] = stackTable(await profileOf(request, own));
    onProgress(++answered, wanted.length);
  };
  await askAtOnce(MANY_AT_ONCE, wanted, askAbout, signal);
  return sums;
}

/** What tells an instance's snapshots from those of others. */
const ownMatchers = ({ labels }: Series): Matcher[] =>
  INSTANCE_LABELS.filter((name) => labels[name]).map((name) => ({ name, op: '=', value: labels[name] }));

const nameOf = ({ labels }: Series) => JSON.stringify(labels);

/** What the service had to do in each window, in any unit: its time on CPU, else what it allocated; undefined if nobody knows. */
async function loadIn(
  { dataSource, types, matchers, range, minStepMs }: GrowthRound,
  windows: readonly TimeWindow[],
  signal: AbortSignal
): Promise<number[] | undefined> {
  const known = types.map(describeType).filter((type) => type !== undefined);
  const type =
    known.find(({ clock, aggregation }) => clock === 'cpu' && aggregation === 'cumulative') ??
    known.find(({ group, aggregation, unit }) => group === 'memory' && aggregation === 'cumulative' && isBytes(unit));
  if (type === undefined) {
    return undefined;
  }
  const request = { profileTypeId: type.id, labelSelector: buildSelector(matchers), range, minStepMs };
  const { series } = await fetchSeries(dataSource, request, signal);
  const { times, values } = sumOf(series);
  const load = windows.map(({ from, to }) => {
    const inside = values.filter((_, i) => times[i] > from && times[i] <= to + 1);
    return inside.reduce((sum, value) => sum + value, 0) / (inside.length || 1);
  });
  return load.every((value) => value > 0) ? load : undefined;
}
