// @ts-check
import { parseArgs } from 'node:util';
import { operations } from './operations.mjs';

/** @type {Record<string, import('./page/input').InputName>} */
const inputs = {
  '16k': { tree: 2 ** 14 },
  '64k': { tree: 2 ** 16 },
  '256k': { tree: 2 ** 18 },
  '1M': { tree: 2 ** 20 },
  tsc: { pprof: 'tsc.pb.gz', sampleType: 'wall' },
};
const measured = ['paint', 'memory', ...Object.keys(operations)];

export const HELP = `npm run bench [-- options]
  --nodes ${Object.keys(inputs).join(',')}      which inputs (default: all)
  --operation search,...      which operations (default: all): ${measured.join(', ')}
  --runs 3                    of which the least counts
  --json FILE                 where the rows go, too
  --port N                    of the page (default: a free one)`;

/**
 * @param {string[]} args
 * @returns {{inputs: Array<[string, import('./page/input').InputName]>, operations: string[], runs: number,
 *   json: string | undefined, port: number | undefined, help: boolean}}
 * @throws {Error} in words, for what is unknown
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      nodes: { type: 'string' },
      operation: { type: 'string' },
      runs: { type: 'string', default: '3' },
      json: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const names = among('--nodes', values.nodes, Object.keys(inputs));
  return {
    inputs: names.map((name) => [name, inputs[name]]),
    operations: among('--operation', values.operation, measured),
    runs: atLeastOne('--runs', values.runs),
    json: values.json,
    port: values.port === undefined ? undefined : atLeastOne('--port', values.port),
    help: values.help,
  };
}

export const LINK_HELP = `npm run bench:link [-- options]
  --runs 7                    of the bare page and of the link, in turn, after one that is not counted
  --json FILE                 where the numbers go, too
GRAFANA_URL and PYROSCOPE_URL measure a real Grafana, as with npm run e2e.`;

export const STEPS_HELP = `npm run bench:steps [-- options]
  --operation hover,...       which operations (default: all): hover, scroll, zoom, pan, "wide pan", "call tree"`;

/**
 * @param {string[]} args
 * @returns {{runs: number, json: string | undefined, help: boolean}}
 * @throws {Error} in words, for what is unknown
 */
export function readLinkOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '7' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return { runs: atLeastOne('--runs', values.runs), json: values.json, help: values.help };
}

/** @param {string} option @param {string | undefined} value @param {string[]} known */
function among(option, value, known) {
  const wanted = value?.split(',') ?? known;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`${option} does not know "${unknown}"; it knows ${known.join(', ')}.`);
  }
  return known.filter((name) => wanted.includes(name));
}

/** @param {string} option @param {string} value */
function atLeastOne(option, value) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) {
    throw new Error(`${option} is a number from 1 on, not "${value}".`);
  }
  return number;
}
