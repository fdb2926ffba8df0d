// @ts-check
import { inColumns } from './columns.mjs';

/**
 * What the browser writes about a piece of work: `dur` and `tdur` in µs by the clock and of the thread's CPU.
 * @typedef {{name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any}} TraceEvent
 * @typedef {{operation: string, input: string, costs: number[]}} StepRow costs in ms of main-thread CPU, a step each
 */

/**
 * The CPU of the main thread from each input of a type until the next one.
 * @param {TraceEvent[]} events @param {string} type such as `mousemove`
 * @returns {number[]} ms, in order
 * @throws {Error} where no such input was traced: then nothing was measured
 */
export function costsOfSteps(events, type) {
  const dispatched = events.filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === type);
  if (dispatched.length === 0) {
    throw new Error(`No ${type} was traced.`);
  }
  const [{ pid, tid }] = dispatched;
  const tasks = events
    .filter(
      (event) => event.pid === pid && event.tid === tid && /RunTask$/.test(event.name) && event.tdur !== undefined
    )
    .sort((a, b) => a.ts - b.ts);
  // A task that dispatches an input begins a step; several in one task are one.
  const starts = [
    ...new Set(
      dispatched
        .filter((event) => event.pid === pid && event.tid === tid)
        .map(({ ts }) => tasks.filter((task) => task.ts <= ts).length - 1)
    ),
  ].sort((a, b) => a - b);
  return starts.map((start, i) => {
    const step = tasks.slice(Math.max(0, start), starts[i + 1] ?? tasks.length);
    return step.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
  });
}

/** The smallest cost that so many of all do not exceed. @param {number[]} costs @param {number} part */
export function quantile(costs, part) {
  const sorted = [...costs].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

const P95 = 0.95;

/** @param {StepRow[]} rows @returns {string} a table for people */
export function stepsTable(rows) {
  const cells = rows.map(({ operation, input, costs }) => [
    operation,
    input,
    String(costs.length),
    ...[0.5, P95, 1].map((part) => quantile(costs, part).toFixed(1)),
  ]);
  return inColumns([['operation', 'input', 'steps', 'median', 'p95', 'most'], ...cells], [0, 1]);
}

/** @param {StepRow[]} rows @param {Record<string, number>} bounds the most that p95 may be by operation, ms */
export function beyondBounds(rows, bounds) {
  return rows.flatMap(({ operation, costs }) => {
    const p95 = quantile(costs, P95);
    return p95 > bounds[operation]
      ? [`${operation}: ${p95.toFixed(1)} ms at p95, beyond the bound of ${bounds[operation]} ms`]
      : [];
  });
}
