// @ts-check
import { inColumns } from './columns.mjs';

/**
 * @typedef {object} Row
 * @property {string} operation
 * @property {string} input `64k`, or the profile's name
 * @property {number} nodes
 * @property {number} oursMs of main-thread CPU, the least of several runs; for `memory` in MB
 * @property {number} peerMs
 * @property {number} ratio peerMs / oursMs
 * @property {'ms' | 'MB'} unit
 *
 * @typedef {Record<string, Record<string, number>>} Floors the least ratio by input and operation
 */

/** Clocks of the browser are no finer: less than this is this. */
const FINEST = 0.1;

/**
 * The least of each side's runs, operation by operation.
 * @param {string} input
 * @param {number} nodes
 * @param {Record<'ours' | 'peer', Array<Record<string, number>>>} runs costs by operation, a run each
 * @returns {Row[]}
 */
export function rowsOf(input, nodes, { ours, peer }) {
  return Object.keys(ours[0]).map((operation) => {
    const least = (/** @type {Array<Record<string, number>>} */ runs) =>
      Math.max(FINEST, Math.min(...runs.map((run) => run[operation])));
    const [oursMs, peerMs] = [round(least(ours)), round(least(peer))];
    const ratio = Math.round((100 * peerMs) / oursMs) / 100;
    return { operation, input, nodes, oursMs, peerMs, ratio, unit: operation === 'memory' ? 'MB' : 'ms' };
  });
}

const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/** @param {Row[]} rows @returns {string} a table for people */
export function tableOf(rows) {
  const cells = rows.map(({ operation, input, nodes, oursMs, peerMs, ratio, unit }) => [
    input,
    nodes.toLocaleString('en-US'),
    operation,
    `${oursMs.toFixed(1)} ${unit}`,
    `${peerMs.toFixed(1)} ${unit}`,
    `${ratio.toFixed(1)}x`,
  ]);
  return inColumns([['input', 'nodes', 'operation', 'ours', 'library', 'ratio'], ...cells], [0, 2]);
}

/** @param {Row[]} rows @param {Floors} floors @returns {string[]} one sentence for each ratio below its floor */
export function belowFloors(rows, floors) {
  return rows.flatMap(({ input, operation, ratio }) => {
    const floor = floors[input]?.[operation];
    return floor !== undefined && ratio < floor
      ? [`${operation} at ${input}: ${ratio}x, below the floor of ${floor}x`]
      : [];
  });
}
