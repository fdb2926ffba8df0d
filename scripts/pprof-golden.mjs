// @ts-check
// Makes the golden files of src/profile from `go tool pprof`: self and total of every symbol (-top) and line (-top -lines)
// and the edges between symbols (-peek) of every demo profile, and how some pairs of them differ (-diff_base, -normalize). Needs Go. Run after the profiles change: node scripts/pprof-golden.mjs
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';

const PROFILES = 'standalone/demo/profiles';
const GOLDEN = 'src/profile/testdata/golden';
const GOLDEN_CHANGES = 'src/profile/comparison/testdata/golden';
const GOLDEN_LINES = 'src/profile/pprof/testdata/goldenLines';

// Nothing dropped (pprof hides small nodes and edges), and the smallest unit (pprof rounds to two digits of the unit it
// picks; nanoseconds, bytes and counts are whole numbers).
const EXACT = ['-nodecount=0', '-nodefraction=0', '-edgefraction=0'];
/** @type {Record<string, string>} */
const SMALLEST_UNIT = { delay: 'ns', cpu: 'ns', wall: 'ns', alloc_space: 'B', inuse_space: 'B' };

/** @param {string} file @param {string} sampleType @param {string[]} report */
function pprof(file, sampleType, report) {
  const unit = SMALLEST_UNIT[sampleType];
  const args = [
    'tool',
    'pprof',
    ...report,
    ...EXACT,
    `-sample_index=${sampleType}`,
    ...(unit ? [`-unit=${unit}`] : []),
  ];
  const output = execFileSync('go', [...args, `${PROFILES}/${file}`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.split('\n');
}

/** A whole number with its unit. @param {string} text */
function whole(text) {
  const match = /^(-?\d+)(?:ns|B)?$/.exec(text);
  if (!match) {
    throw new Error(`Not a whole number: ${text}`);
  }
  return match[1];
}

/** @param {string} name */
const plainName = (name) => name.replace(/ \((?:partial-)?inline\)$/, '');

/**
 *       flat  flat%   sum%        cum   cum%
 *  600000000ns  7.14%  7.14% 600000000ns  7.14%  runtime.memclrNoHeapPointers
 * @param {string} file @param {string} sampleType @param {string[]} [granularity]
 */
function symbols(file, sampleType, granularity = []) {
  const rows = pprof(file, sampleType, ['-top', ...granularity]).flatMap((line) => {
    const match = /^ *(\S+) +\S+% +\S+% +(\S+) +\S+% {2}(.*)$/.exec(line);
    return match ? [{ self: whole(match[1]), total: whole(match[2]), name: plainName(match[3]) }] : [];
  });
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Each function's callers stand above its own line, its callees below; every edge is there twice, so callees will do.
 *
 *                            330790000ns 97.94% |   nextTokenWithoutCheck
 *   236776000ns  2.61% 32.15% 337754000ns  3.72%                | scan
 *                             59194000ns 17.53% |   scanIdentifier
 * @param {string} file @param {string} sampleType
 */
function edges(file, sampleType) {
  /** @type {Array<{ caller: string, callee: string, value: string }>} */
  const found = [];
  /** @type {string | undefined} */
  let caller;
  for (const line of pprof(file, sampleType, ['-peek=.'])) {
    if (/^-+\+-+$/.test(line)) {
      caller = undefined;
      continue;
    }
    const own = /^ *\S+ +\S+% +\S+% +\S+ +\S+% +\| (\S.*)$/.exec(line);
    const edge = /^ *(\S+) +\S+% \| {3}(.*)$/.exec(line);
    if (own) {
      caller = plainName(own[1]);
    } else if (edge && caller !== undefined) {
      found.push({ caller, callee: plainName(edge[2]), value: whole(edge[1]) });
    }
  }
  return found;
}

/** Lines "self total name", an empty line, lines "caller callee value" with symbols by line number. @param {string} file @param {string} sampleType */
function golden(file, sampleType) {
  const top = symbols(file, sampleType);
  const index = new Map(top.map(({ name }, i) => [name, i]));
  const lines = top.map(({ self, total, name }) => `${self}\t${total}\t${name}`);
  const peek = edges(file, sampleType).map(
    ({ caller, callee, value }) => `${index.get(caller)}\t${index.get(callee)}\t${value}`
  );
  return [...lines, '', ...peek].join('\n');
}

mkdirSync(GOLDEN, { recursive: true });
mkdirSync(GOLDEN_LINES, { recursive: true });
/** @type {Array<{ file: string, sampleType: string }>} */
const ingested = JSON.parse(readFileSync(`${PROFILES}/index.json`, 'utf8'));
// The compiler's profile has a second sample type, which the demo does not ingest.
for (const { file, sampleType } of [...ingested, { file: 'tsc/tsc.pb.gz', sampleType: 'sample' }]) {
  const name = `${basename(file, '.pb.gz').replace(`.${sampleType}`, '')}.${sampleType}.tsv.gz`;
  writeFileSync(`${GOLDEN}/${name}`, gzipSync(golden(file, sampleType), { level: 9 }));
  const lines = symbols(file, sampleType, ['-lines']).map((row) => `${row.self}\t${row.total}\t${row.name}`);
  writeFileSync(`${GOLDEN_LINES}/${name}`, gzipSync(lines.join('\n'), { level: 9 }));
  console.log(name);
}

// How the later of two profiles differs from the earlier, as it is and with the earlier's total.
mkdirSync(GOLDEN_CHANGES, { recursive: true });
const EARLIER = '1795342603';
const LATER = '1795342783';
for (const type of ['process_cpu.cpu', 'memory.alloc_space', 'mutex.contentions', 'goroutines.goroutine']) {
  const [base, file] = [EARLIER, LATER].map((time) => `pyroscope/${time}-${type}.pb.gz`);
  for (const normalize of [false, true]) {
    const compared = [`-diff_base=${PROFILES}/${base}`, ...(normalize ? ['-normalize'] : [])];
    const rows = symbols(file, type.split('.')[1], compared).map((row) => `${row.self}\t${row.total}\t${row.name}`);
    const name = `${type}.${normalize ? 'normalized' : 'absolute'}.tsv.gz`;
    writeFileSync(`${GOLDEN_CHANGES}/${name}`, gzipSync(rows.join('\n'), { level: 9 }));
    console.log(name);
  }
}
