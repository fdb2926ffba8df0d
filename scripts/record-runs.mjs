// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Profile, StringTable } from 'pprof-format';

/**
 * Records runs of small programs (scripts/runs) and keeps of them what the tests of src/profile/change need: the self
 * values of the functions by window. Needs Go; takes a quarter of an hour and half a core: node scripts/record-runs.mjs [RUN]...
 * Those of two hours (`-hours`) take that long, and a fifth of a core. Without a name all others are recorded.
 *
 * `orders` records minutes of the demo's service in two versions instead (standalone/demo/profiles/orders).
 *
 * `--keep FOLDER` keeps the profiles there, in a folder a run. Of a run that has some already nothing is recorded: they are
 * summarized, as many as there are by now.
 *
 * They run at the lowest priority; what else the machine did meanwhile is in them, as it is in any recording.
 */
const TESTDATA = 'src/profile/change/testdata';
const RUNTIME = 'scripts/runs';

/**
 * Seconds are those of the run, of a profile, and, where it is more, of a window of several profiles.
 * @typedef {{ program: 'go' | 'node', mode: string, rate: number, seconds: number, window: number, column?: number, kinds: string[] }} Run
 */
/** Two hours, as minutes. */
const HOURS = { seconds: 7260, window: 10, column: 60, kinds: ['cpu'] };
/** @type {Record<string, Run>} */
const RUNS = {
  'go-drift': { program: 'go', mode: 'drift', rate: 2500, seconds: 720, window: 2, kinds: ['cpu', 'block', 'mutex'] },
  'go-batch': { program: 'go', mode: 'batch', rate: 1500, seconds: 720, window: 2, kinds: ['cpu'] },
  'node-drift': { program: 'node', mode: 'drift', rate: 900, seconds: 720, window: 2, kinds: ['cpu'] },
  'go-drift-hours': { program: 'go', mode: 'drift', rate: 700, ...HOURS },
  'go-batch-hours': { program: 'go', mode: 'batch', rate: 450, ...HOURS },
  'node-drift-hours': { program: 'node', mode: 'drift', rate: 300, ...HOURS },
  'go-idle': { program: 'go', mode: 'steady', rate: 60, seconds: 240, window: 4, kinds: ['cpu'] },
  'go-double': { program: 'go', mode: 'double', rate: 1500, seconds: 240, window: 2, kinds: ['cpu'] },
  'go-slow': { program: 'go', mode: 'slow', rate: 2500, seconds: 240, window: 2, kinds: ['cpu'] },
  'node-slow': { program: 'node', mode: 'slow', rate: 900, seconds: 240, window: 2, kinds: ['cpu'] },
  'heap-leak': { program: 'go', mode: 'leak', rate: 100, seconds: 240, window: 4, kinds: ['heap'] },
  'heap-churn': { program: 'go', mode: 'churn', rate: 100, seconds: 240, window: 4, kinds: ['heap'] },
  'heap-cache': { program: 'go', mode: 'cache', rate: 40, seconds: 240, window: 4, kinds: ['heap'] },
  'heap-ramp': { program: 'go', mode: 'ramp', rate: 50, seconds: 240, window: 4, kinds: ['heap'] },
};
/** What runs at the same time; each is meant to take a quarter of a core. */
const TOGETHER = 4;

/** Which column of a profile is kept: the last of cpu and wall profiles is time. */
/** @type {Record<string, { type: string, cumulative: boolean }>} */
const KINDS = {
  cpu: { type: '', cumulative: false },
  heap: { type: 'inuse_space', cumulative: false },
  block: { type: 'delay', cumulative: true },
  mutex: { type: 'delay', cumulative: true },
};

/** @param {string} binary @param {Run} run @param {string} out */
function start(binary, { program, mode, rate, seconds, window, kinds }, out) {
  const go = ['-mode', mode, '-rate', `${rate}`, '-seconds', `${seconds}`, '-window', `${window}`, '-out', out];
  const args =
    program === 'go'
      ? [binary, ...go, ...(kinds[0] === 'heap' ? ['-heap'] : [])]
      : [process.execPath, join(RUNTIME, 'shop.mjs'), mode, `${rate}`, `${seconds}`, `${window}`, out];
  const child = spawn('nice', ['-n', '19', ...args], { stdio: 'ignore' });
  return new Promise((resolve) => child.on('exit', resolve));
}

/** Self by function of one profile. @param {string} file @param {string} type a sample type; the last where it is empty */
function selves(file, type) {
  const profile = Profile.decode(gunzipSync(readFileSync(file)));
  const text = (/** @type {number | bigint} */ i) => profile.stringTable.strings[Number(i)];
  const column = type ? profile.sampleType.findIndex((t) => text(t.type) === type) : profile.sampleType.length - 1;
  const functions = new Map(profile.function.map((f) => [f.id, text(f.name)]));
  const leaves = new Map(profile.location.map((l) => [l.id, functions.get(l.line[0]?.functionId) ?? '?']));
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { locationId, value } of profile.sample) {
    const name = leaves.get(locationId[0]) ?? '?';
    sums.set(name, (sums.get(name) ?? 0) + Number(value[column]));
  }
  sums.delete('(idle)');
  sums.delete('(program)');
  return sums;
}

/** What was added since the profile before, of profiles that count from the start. @param {Map<string, number>[]} windows */
function differences(windows) {
  return windows.map((window, i) => {
    const before = windows[i - 1] ?? new Map();
    return new Map([...window].map(([name, value]) => [name, value - (before.get(name) ?? 0)]));
  });
}

/** The value of one sample: what divides nearly all of them. @param {Map<string, number>[]} windows @param {string} kind */
function unitOf(windows, kind, hertz = 250) {
  if (kind !== 'cpu') {
    return kind === 'heap' ? 1024 : 1000;
  }
  const values = windows.flatMap((window) => [...window.values()].filter((value) => value > 0));
  const least = Math.min(...values);
  return values.every((value) => Math.abs(value / least - Math.round(value / least)) < 1e-6) ? least : 1e9 / hertz;
}

/** Those that are whole: the last one of a run that goes on is not. @param {string} folder @param {string} kind */
function profilesIn(folder, kind) {
  const files = readdirSync(folder).filter((name) => name.endsWith(`.${kind}.pb.gz`));
  return files.sort().filter((name) => statSync(join(folder, name)).size > 0);
}

/** So many neighbors as one, as far as there are so many. @param {Map<string, number>[]} windows @param {number} many */
function addedUp(windows, many) {
  return Array.from({ length: Math.floor(windows.length / many) }, (_, i) => {
    /** @type {Map<string, number>} */
    const sums = new Map();
    for (const window of windows.slice(i * many, (i + 1) * many)) {
      window.forEach((value, name) => sums.set(name, (sums.get(name) ?? 0) + value));
    }
    return sums;
  });
}

/** @param {string} folder @param {string} kind @param {Run} run */
function summarize(folder, kind, run) {
  const { type, cumulative } = KINDS[kind];
  const read = profilesIn(folder, kind).map((name) => selves(join(folder, name), type));
  const profiles = cumulative ? differences(read) : read;
  const unit = unitOf(profiles, kind);
  // Block and mutex profiles are kept every fifth window.
  const length = cumulative ? 5 * run.window : run.window;
  const column = Math.max(length, run.column ?? 0);
  const windows = addedUp(profiles, Math.round(column / length));
  /** @type {Map<string, number>} */
  const totals = new Map();
  windows.forEach((w) => w.forEach((value, name) => totals.set(name, (totals.get(name) ?? 0) + value)));
  const names = [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return {
    program: `${run.program} ${run.mode}`,
    kind,
    seconds: column,
    // By function the values of the windows, in units: counts of samples for cpu, KiB for heaps, µs for waiting.
    functions: Object.fromEntries(
      names.map((name) => [
        name,
        windows
          .map((w) => Math.round((w.get(name) ?? 0) / unit))
          .join(' ')
          .replace(/\b0\b/g, ''),
      ])
    ),
  };
}

const ORDERS = 'standalone/demo/profiles/orders';
const MINUTES = 8;
/** Prices are three times the work in the new version. */
const VERSIONS = { '2.30': 0, 2.31: 2 };

/** Profiles as a Go program at work sends them, a minute each, 100 samples a second of a busy core. @param {string} work */
async function recordOrders(work) {
  mkdirSync(ORDERS, { recursive: true });
  const recorded = Object.entries(VERSIONS).map(async ([version, slowness]) => {
    const out = join(work, version);
    mkdirSync(out);
    const load = ['-rate', '2000', '-slowness', `${slowness}`];
    const length = ['-hertz', '100', '-window', '60', '-seconds', `${60 * MINUTES}`];
    const child = spawn(binary, ['-mode', 'steady', ...load, ...length, '-out', out], { stdio: 'ignore' });
    await new Promise((resolve) => child.on('exit', resolve));
    const files = readdirSync(out).filter((name) => name.endsWith('.cpu.pb.gz'));
    files.sort().forEach((name, at) => {
      const profile = Profile.decode(gunzipSync(readFileSync(join(out, name))));
      // Where the program lay, and when it ran, is nobody's business.
      const texts = new StringTable();
      profile.stringTable.strings.forEach((text) => texts.dedup(text === binary ? 'orders' : text));
      profile.stringTable = texts;
      profile.timeNanos = 0;
      writeFileSync(join(ORDERS, `${version}-${at}.pb.gz`), gzipSync(profile.encode(), { level: 9 }));
    });
  });
  await Promise.all(recorded);
}

const { values, positionals: chosen } = parseArgs({ options: { keep: { type: 'string' } }, allowPositionals: true });
const names = chosen.length > 0 ? chosen : Object.keys(RUNS).filter((name) => !name.endsWith('-hours'));
const kept = values.keep;
const work = mkdtempSync(join(tmpdir(), 'runs-'));
const binary = join(work, 'shop');
execFileSync('go', ['build', '-trimpath', '-o', binary, join(RUNTIME, 'shop.go')], { stdio: 'inherit' });
mkdirSync(TESTDATA, { recursive: true });
if (chosen[0] === 'orders') {
  await recordOrders(work);
  process.exit();
}
const waiting = [...names];
await Promise.all(
  Array.from({ length: TOGETHER }, async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const run = RUNS[name];
      const folder = join(kept ?? work, name);
      mkdirSync(folder, { recursive: true });
      if (readdirSync(folder).length === 0) {
        await start(binary, run, folder);
      }
      for (const kind of run.kinds) {
        const file = join(TESTDATA, `${run.kinds.length > 1 ? `${name}-${kind}` : name}.json`);
        writeFileSync(file, JSON.stringify(summarize(folder, kind, run), null, 0).replace(/","/g, '",\n"') + '\n');
      }
      console.log(`${name}: summarized at load ${loadavg()[0].toFixed(1)}`);
    }
  })
);
