import { type WindowTable } from '../../../profile/matrix';
import { type BySide, type Side } from '../../../profile/model';
import { COLUMNS } from '../../../profile/change/shareTest';
import { askAtOnce, MANY_AT_ONCE } from '../../../pyroscope/atOnce';
import { type PyroscopeDataSource } from '../../../pyroscope/dataSources';
import { fetchSeries } from '../../../pyroscope/series';
import { fetchWindows, type WindowsRequest } from '../../../pyroscope/windows';
import { buildSelector } from '../../../query/buildSelector';
import { INSTANCE_LABELS } from '../../../query/instances';
import { type Matcher } from '../../../query/selector';
import { sum } from '../../../query/series';
import { type SideWindows, type TimeWindow } from '../../../query/windows';
import { windowMemory } from '../overTime/useWindowMatrix';

/** What is asked about each instance of both sides. */
export interface InstancesRequest {
  dataSource: PyroscopeDataSource;
  request: Omit<WindowsRequest, 'windows' | 'labelSelector'>;
  matchers: readonly Matcher[];
  plan: SideWindows;
  minStepMs: number;
}

/** The instances of both sides that are looked at, by what tells each from the others. */
export interface Instances extends BySide<ReadonlyArray<readonly Matcher[]>> {
  /** both sides have the same ones, in one order */
  readonly paired: boolean;
}

/** The functions of each instance. */
export interface InstanceTables extends BySide<readonly WindowTable[]> {
  readonly paired: boolean;
}

/** Of each side, those that have most: each costs a request. */
const MOST = 8;

/**
 * Which instances the sides have, by their series, which need no symbols; undefined where a side has fewer than five, or
 * nobody can say: windows decide then.
 */
export async function findInstances(
  { dataSource, request, matchers, plan, minStepMs }: InstancesRequest,
  signal: AbortSignal
): Promise<Instances | undefined> {
  if (plan.before.length === 0 || plan.after.length === 0) {
    return undefined;
  }
  const amountsOf = async (range: TimeWindow) => {
    const question = {
      profileTypeId: request.profileTypeId,
      labelSelector: buildSelector(matchers),
      range: { ...range },
      minStepMs,
      groupBy: INSTANCE_LABELS,
    };
    const { series } = await fetchSeries(dataSource, question, signal);
    const known = series.map(({ labels, values }) => ({ own: ownMatchers(labels), amount: sum(values) }));
    const some = known.filter(({ own, amount }) => own.length > 0 && amount > 0);
    return new Map(some.map(({ own, amount }) => [JSON.stringify(own), { own, amount }] as const));
  };
  const sides = await Promise.all([plan.before, plan.after].map(wholeOf).map(amountsOf)).catch(() => undefined);
  signal.throwIfAborted();
  if (sides === undefined || sides.some(({ size }) => size < COLUMNS)) {
    return undefined;
  }
  const [before, after] = sides;
  const largest = (keys: readonly string[], sizeOf: (key: string) => number) =>
    [...keys].sort((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1)).slice(0, MOST);
  const both = [...before.keys()].filter((key) => after.has(key));
  if (both.length >= COLUMNS) {
    const chosen = largest(both, (key) => before.get(key)!.amount + after.get(key)!.amount);
    const own = chosen.map((key) => before.get(key)!.own);
    return { before: own, after: own, paired: true };
  }
  const of = (side: typeof before) =>
    largest([...side.keys()], (key) => side.get(key)!.amount).map((key) => side.get(key)!.own);
  return { before: of(before), after: of(after), paired: false };
}

/** Asks for each of them over its side's whole time, four at a time; from memory where that is complete. */
export async function askForInstances(
  { dataSource, request, matchers, plan }: InstancesRequest,
  instances: Instances,
  signal: AbortSignal,
  onAnswer: () => void
): Promise<InstanceTables> {
  const wanted = (['before', 'after'] as const).flatMap((side) => instances[side].map((own) => ({ side, own })));
  const tables: WindowTable[] = [];
  const ask = async (at: number, stop: AbortSignal) => {
    const { side, own } = wanted[at];
    const labelSelector = buildSelector([...matchers, ...own]);
    const question = { ...request, labelSelector, windows: [wholeOf(plan[side])] };
    [tables[at]] = await fetchWindows(dataSource, question, { memory: windowMemory, signal: stop, now: Date.now() });
    onAnswer();
  };
  await askAtOnce(MANY_AT_ONCE, [...wanted.keys()], ask, signal);
  const of = (side: Side) => tables.filter((_, at) => wanted[at].side === side);
  return { before: of('before'), after: of('after'), paired: instances.paired };
}

/** The time of a side's windows together. */
const wholeOf = (windows: readonly TimeWindow[]): TimeWindow => ({ from: windows[0].from, to: windows.at(-1)!.to });

const ownMatchers = (labels: Readonly<Record<string, string>>): Matcher[] =>
  INSTANCE_LABELS.filter((name) => labels[name]).map((name) => ({ name, op: '=', value: labels[name] }));
