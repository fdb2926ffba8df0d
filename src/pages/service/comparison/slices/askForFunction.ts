import { shareOfOthers, type FunctionShare } from '../../../../profile/functionByLabel';
import { type FunctionInLabel } from '../../../../profile/change/functionSlices';
import { type WindowTable } from '../../../../profile/matrix';
import { type BySide, type Side } from '../../../../profile/model';
import { askAtOnce, MANY_AT_ONCE } from '../../../../pyroscope/atOnce';
import { type PyroscopeDataSource } from '../../../../pyroscope/dataSources';
import { type AbsoluteRange } from '../../../../pyroscope/query';
import { fetchWindows, type WindowsRequest } from '../../../../pyroscope/windows';
import { buildSelector } from '../../../../query/buildSelector';
import { type Matcher } from '../../../../query/selector';
import { windowMemory } from '../../overTime/useWindowMatrix';
import { type LabelPlan } from './functionPlan';

/** What is asked about a function of a label's values. */
export interface FunctionRequest {
  dataSource: PyroscopeDataSource;
  request: Omit<WindowsRequest, 'windows' | 'labelSelector'>;
  matchers: readonly Matcher[];
  ranges: BySide<AbsoluteRange>;
  /** the function's name on each side */
  names: BySide<string>;
  /** what it has of everything */
  whole: BySide<FunctionShare>;
  plans: readonly LabelPlan[];
}

const NOTHING: FunctionShare = { least: 0, most: 0, whole: 0 };

/**
 * What the function has of the profiles of each value, four requests at a time; from memory where a range is over, so that
 * another function costs nothing.
 * @throws as `fetchWindows`; all end with the first that fails, and when `signal` aborts
 */
export async function askForFunction(
  { dataSource, request, matchers, ranges, names, whole, plans }: FunctionRequest,
  signal: AbortSignal,
  onProgress: (answered: number, asked: number) => void
): Promise<FunctionInLabel[]> {
  const wanted = plans.flatMap(({ label, values }) =>
    values.flatMap(({ value, sides }) => sides.map((side) => ({ label, value, side })))
  );
  const found = new Map<string, FunctionShare>();
  const keyOf = (...about: [label: string, value: string, side: Side]) => JSON.stringify(about);
  onProgress(0, wanted.length);
  const ask = async ({ label, value, side }: (typeof wanted)[number], stop: AbortSignal) => {
    const question = {
      ...request,
      labelSelector: buildSelector([...matchers, { name: label, op: '=', value }]),
      windows: [{ ...ranges[side] }],
    };
    const listener = { memory: windowMemory, signal: stop, now: Date.now() };
    const [table] = await fetchWindows(dataSource, question, listener);
    found.set(keyOf(label, value, side), shareIn(table, names[side]));
    onProgress(found.size, wanted.length);
  };
  await askAtOnce(MANY_AT_ONCE, wanted, ask, signal);
  return plans.map(({ label, instance, values, usual }) => {
    const shares = values.map(({ value }) => ({
      value,
      before: found.get(keyOf(label, value, 'before')) ?? NOTHING,
      after: found.get(keyOf(label, value, 'after')) ?? NOTHING,
    }));
    const othersOn = (side: Side) =>
      shareOfOthers(
        whole[side],
        shares.map((share) => share[side])
      );
    return { label, instance, values: shares, others: { before: othersOn('before'), after: othersOn('after') }, usual };
  });
}

function shareIn({ names, total, whole, cut }: WindowTable, name: string): FunctionShare {
  const row = names.indexOf(name);
  const least = row < 0 ? 0 : total[row];
  return { least, most: Math.min(whole, least + cut), whole };
}
