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
 * @typedef {object} ComparedRun from the link to a picture without what the server takes, one after the other; milliseconds
 * @property {number} single of one profile
 * @property {number} compared of two
 *
 * @typedef {object} WindowsTimes milliseconds
 * @property {number} whole the range's whole profile, from the question to the last byte
 * @property {number} windows all of its twelve windows, from the first question to the last byte
 *
 * @typedef {WindowsTimes & {alike: WindowsTimes}} WindowsRun alike: of a range whose windows have most of its stacks each
 *
 * @typedef {{link: LinkRun[], compared: ComparedRun[], windows: WindowsRun[]}} AllRuns
 *
 * @typedef {object} LinkSummary
 * @property {LinkNumbers} least
 * @property {LinkNumbers} median
 * @property {ComparedRun & {ratio: number}} compared the least of each, and the one by the other
 * @property {WindowsTimes & {ratio: number}} windows likewise
 * @property {WindowsTimes & {ratio: number}} alike likewise; it has no bound
 *
 * @typedef {{ratio: number, compared: number, windows: number}} LinkBounds the largest ratios of the least times
 */

/** What the product aims at, beyond the bare page and the query. */
export const AIM_MS = 150;

/**
 * The least and the middle of each number. Each is taken by itself: a busy neighbor slows down one page and not the
 * other.
 * @param {AllRuns} all at least one of each
 * @returns {LinkSummary}
 */
export function summarize({ link: runs, compared, windows }) {
  const of = (/** @type {(values: number[]) => number} */ pick) => {
    const part = (/** @type {keyof LinkRun} */ name) => Math.round(pick(runs.map((run) => run[name])));
    const [bare, link, query, asked] = [part('bare'), part('link'), part('query'), part('asked')];
    const ratio = hundredths(link / (bare + query));
    return { bare, link, query, asked, rest: link - bare - query, ratio };
  };
  const least = (/** @type {number[]} */ values) => Math.round(Math.min(...values));
  const both = {
    single: least(compared.map((run) => run.single)),
    compared: least(compared.map((run) => run.compared)),
  };
  const partsOf = (/** @type {WindowsTimes[]} */ times) => {
    const parts = { whole: least(times.map((run) => run.whole)), windows: least(times.map((run) => run.windows)) };
    return { ...parts, ratio: hundredths(parts.windows / parts.whole) };
  };
  return {
    least: of((values) => Math.min(...values)),
    median: of(middle),
    compared: { ...both, ratio: hundredths(both.compared / both.single) },
    windows: partsOf(windows),
    alike: partsOf(windows.map((run) => run.alike)),
  };
}

const hundredths = (/** @type {number} */ value) => Math.round(100 * value) / 100;

/** The middle one; of an even number the lower of the two. @param {number[]} values */
function middle(values) {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
}

/** @param {LinkSummary} summary @returns {string} a table for people */
export function linkTable({ least, median, compared, windows, alike }) {
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
  return [
    row('', ['least', 'median']),
    ...lines.map(([name, of]) => row(name, [of(least), of(median)])),
    row('one profile of 67k nodes, without the server', [`${compared.single} ms`]),
    row('compared with another one', [`${compared.compared} ms`]),
    row('  the one by the other', [`${compared.ratio.toFixed(2)}x`]),
    row("half an hour's whole profile", [`${windows.whole} ms`]),
    row('its twelve windows', [`${windows.windows} ms`]),
    row('  the one by the other', [`${windows.ratio.toFixed(2)}x`]),
    row('  the same where all windows are alike', [`${alike.ratio.toFixed(2)}x`]),
  ].join('\n');
}

/** @param {LinkSummary} summary @param {LinkBounds} bounds @returns {string[]} a sentence for what is above its bound */
export function aboveBounds({ least, compared, windows }, bounds) {
  const above = (/** @type {boolean} */ is, /** @type {string} */ text) => (is ? [text] : []);
  return [
    ...above(
      least.ratio > bounds.ratio,
      `The picture takes ${least.ratio}x the bare page and its query (${least.rest} ms more), above the bound of ${bounds.ratio}x`
    ),
    ...above(
      compared.ratio > bounds.compared,
      `A comparison's picture takes ${compared.ratio}x a single one's, above the bound of ${bounds.compared}x`
    ),
    ...above(
      windows.ratio > bounds.windows,
      `Twelve windows take ${windows.ratio}x the whole, above the bound of ${bounds.windows}x`
    ),
  ];
}
