// @ts-check
/**
 * @typedef {object} LinkRun one bare page and one link, opened one after the other; milliseconds
 * @property {number} bare from the link to a page of the app that asks the data source nothing
 * @property {number} link from the link to the painted flame graph
 * @property {number} query of it, the flame graph's request: from its start until its last byte
 * @property {number} asked when that request left, from the link on
 *
 * @typedef {LinkRun & {rest: number, ratio: number}} LinkNumbers
 *   rest: what the picture takes beyond the bare page and the query; ratio: link / (bare + query)
 *
 * @typedef {{least: LinkNumbers, median: LinkNumbers}} LinkSummary
 *
 * @typedef {{ratio: number}} LinkBounds the largest ratio of the least times
 */

/** What the product aims at, beyond the bare page and the query. */
export const AIM_MS = 150;

/**
 * The least and the middle of each number. Each is taken by itself: a busy neighbor slows down one page and not the
 * other.
 * @param {LinkRun[]} runs at least one
 * @returns {LinkSummary}
 */
export function summarize(runs) {
  const of = (/** @type {(values: number[]) => number} */ pick) => {
    const part = (/** @type {keyof LinkRun} */ name) => Math.round(pick(runs.map((run) => run[name])));
    const [bare, link, query, asked] = [part('bare'), part('link'), part('query'), part('asked')];
    const ratio = Math.round((100 * link) / (bare + query)) / 100;
    return { bare, link, query, asked, rest: link - bare - query, ratio };
  };
  return { least: of((values) => Math.min(...values)), median: of(middle) };
}

/** The middle one; of an even number the lower of the two. @param {number[]} values */
function middle(values) {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
}

/** @param {LinkSummary} summary @returns {string} a table for people */
export function linkTable({ least, median }) {
  /** @type {Array<[string, (numbers: LinkNumbers) => string]>} */
  const lines = [
    ['bare page of the app', ({ bare }) => `${bare} ms`],
    ['link to painted flame graph', ({ link }) => `${link} ms`],
    ['  its query left after', ({ asked }) => `${asked} ms`],
    ['  its query took', ({ query }) => `${query} ms`],
    ['link - bare page', ({ bare, link }) => `${link - bare} ms`],
    [`remains beyond page and query (aim: ${AIM_MS} ms)`, ({ rest }) => `${rest} ms`],
    ['link / (bare page + query)', ({ ratio }) => `${ratio.toFixed(2)}x`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const row = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join('  ');
  return [row('', ['least', 'median']), ...lines.map(([name, of]) => row(name, [of(least), of(median)]))].join('\n');
}

/** @param {LinkSummary} summary @param {LinkBounds} bounds @returns {string[]} a sentence for what is above its bound */
export function aboveBounds({ least }, bounds) {
  return least.ratio > bounds.ratio
    ? [
        `The picture takes ${least.ratio}x the bare page and its query (${least.rest} ms more), above the bound of ${bounds.ratio}x`,
      ]
    : [];
}
