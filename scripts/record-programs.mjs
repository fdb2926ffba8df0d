// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  Function as PprofFunction,
  Line,
  Location,
  Mapping,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';

/**
 * Records CPU profiles of small programs in C++ and Rust (scripts/programs) for the tests of whose code it is:
 * node scripts/record-programs.mjs [cpp|rust]... Ten samples or more of each function that tests name need a quarter of a
 * minute of two cores.
 *
 * - cpp needs g++, addr2line and nm (binutils), gperftools (libgoogle-perftools-dev) and nlohmann-json3-dev; gperftools
 *   writes addresses, which are looked up here as pprof does it: with what was inlined, and by exported symbols where a
 *   library has no more.
 * - rust needs cargo, and the crates that scripts/programs/rust/Cargo.toml names; the crate pprof writes the profile.
 */
const OUT = 'standalone/demo/profiles/programs';
const SOURCES = 'scripts/programs';
const SECONDS = 25;

const work = mkdtempSync(join(tmpdir(), 'programs-'));
const run = (/** @type {string} */ command, /** @type {string[]} */ args, /** @type {object} */ options = {}) =>
  execFileSync(command, args, { maxBuffer: 2 ** 28, encoding: 'utf8', ...options });

/** @typedef {{ count: number, addresses: number[] }} Stack the leaf first */
/** @typedef {{ from: number, to: number, offset: number, file: string }} Mapped */
/** @typedef {{ name: string, file: string, line: number }} Frame */

/**
 * A CPU profile of gperftools: words of 8 bytes, then the process' maps as text.
 * https://gperftools.github.io/gperftools/cpuprofile-fileformat.html
 * @param {string} file
 * @returns {{ periodUs: number, stacks: Stack[], maps: Mapped[] }}
 */
function readGperftools(file) {
  const bytes = readFileSync(file);
  const word = (/** @type {number} */ i) => Number(bytes.readBigUInt64LE(8 * i));
  const periodUs = word(3);
  /** @type {Stack[]} */
  const stacks = [];
  let at = 2 + word(1);
  // The last one is of count 0 and length 1.
  while (word(at) > 0) {
    const length = word(at + 1);
    stacks.push({ count: word(at), addresses: Array.from({ length }, (_, i) => word(at + 2 + i)) });
    at += 2 + length;
  }
  const maps = bytes
    .subarray(8 * (at + 3))
    .toString()
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) r-x\S* ([0-9a-f]+) \S+ \d+\s+(\S+)/.exec(line);
      return found
        ? [{ from: parseInt(found[1], 16), to: parseInt(found[2], 16), offset: parseInt(found[3], 16), file: found[4] }]
        : [];
    });
  return { periodUs, stacks, maps };
}

/** The frames at addresses of the program, the innermost first. @param {string} binary @param {number[]} addresses */
function framesIn(binary, addresses) {
  const hex = addresses.map((address) => `0x${address.toString(16)}`);
  /** @type {Map<number, Frame[]>} */
  const found = new Map();
  /** @type {Frame[]} */
  let frames = [];
  const lines = run('addr2line', ['-Caife', binary], { input: hex.join('\n') })
    .trim()
    .split('\n');
  for (let i = 0; i < lines.length;) {
    if (/^0x[0-9a-f]{16}$/.test(lines[i])) {
      found.set(parseInt(lines[i], 16), (frames = []));
      i++;
    } else {
      const [, file, line] = /^(.*):(\d+|\?)/.exec(lines[i + 1]) ?? [];
      frames.push({ name: lines[i], file: file === '??' ? '' : file, line: Number(line) || 0 });
      i += 2;
    }
  }
  return found;
}

/** Finds the exported function that an address of a library without more is in. @param {string} library */
function exportsOf(library) {
  const symbols = run('nm', ['-DCS', '--defined-only', library])
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]{16}) ([0-9a-f]{16}) [TtWwi] (.+?)(@.*)?$/.exec(line);
      return found ? [{ from: parseInt(found[1], 16), size: parseInt(found[2], 16), name: found[3] }] : [];
    });
  return (/** @type {number} */ address) =>
    symbols.find(({ from, size }) => address >= from && address < from + size)?.name;
}

/** @returns {Profile} */
function recordCpp() {
  const binary = join(work, 'shop');
  const file = join(work, 'shop.prof');
  const source = resolve(SOURCES, 'cpp');
  // Its addresses are those of the file then, and its own files are named from the project's root on.
  const flags = ['-O2', '-g', '-std=c++17', '-no-pie', '-fno-omit-frame-pointer', `-ffile-prefix-map=${source}=shop`];
  const linked = ['-Wl,--no-as-needed', '-lprofiler', '-pthread'];
  run('g++', [...flags, 'shop.cpp', '-o', binary, ...linked], { cwd: source });
  run(binary, [String(SECONDS)], { env: { ...process.env, CPUPROFILE: file, CPUPROFILE_FREQUENCY: '100' } });
  const { periodUs, stacks, maps } = readGperftools(file);
  const mapOf = (/** @type {number} */ address) => maps.findIndex(({ from, to }) => address >= from && address < to);
  // Of callers the address after the call is on the stack.
  const called = stacks.map(({ count, addresses }) => ({
    count,
    addresses: addresses.map((address, i) => (i === 0 ? address : address - 1)),
  }));
  const all = [...new Set(called.flatMap(({ addresses }) => addresses))];
  const own = framesIn(
    binary,
    all.filter((address) => maps[mapOf(address)]?.file === binary)
  );
  const lookUp = maps.map(({ file }) => (file.startsWith('/') && file !== binary ? exportsOf(file) : () => undefined));

  const strings = new StringTable();
  const text = (/** @type {string} */ value) => strings.dedup(value);
  const cpu = new ValueType({ type: text('cpu'), unit: text('nanoseconds') });
  const profile = new Profile({ stringTable: strings, sampleType: [cpu], periodType: cpu, period: periodUs * 1000 });
  profile.mapping = maps.map(
    ({ from, to, offset, file }, i) =>
      new Mapping({
        id: i + 1,
        memoryStart: from,
        memoryLimit: to,
        fileOffset: offset,
        filename: text(file === binary ? 'shop' : file),
      })
  );
  /** @type {Map<string, number>} */
  const functions = new Map();
  const functionId = (/** @type {Frame} */ { name, file }) => {
    const key = `${name}\n${file}`;
    const known = functions.get(key);
    if (known !== undefined) {
      return known;
    }
    const id = functions.size + 1;
    functions.set(key, id);
    profile.function.push(new PprofFunction({ id, name: text(name), systemName: text(name), filename: text(file) }));
    return id;
  };
  const ids = new Map(all.map((address, i) => [address, i + 1]));
  for (const [address, id] of ids) {
    const map = mapOf(address);
    const name = map < 0 ? undefined : lookUp[map](address - maps[map].from + maps[map].offset);
    const frames = own.get(address) ?? (name === undefined ? [] : [{ name, file: '', line: 0 }]);
    const line = frames.map((frame) => new Line({ functionId: functionId(frame), line: frame.line }));
    profile.location.push(new Location({ id, mappingId: map + 1, address, line }));
  }
  profile.sample = called.map(
    ({ count, addresses }) =>
      new Sample({
        locationId: addresses.map((address) => ids.get(address) ?? 0),
        value: [count * periodUs * 1000],
      })
  );
  return profile;
}

/** @returns {Profile} */
function recordRust() {
  const file = join(work, 'rust.pb');
  // Cargo writes beside what it builds.
  const source = join(work, 'rust');
  cpSync(join(SOURCES, 'rust'), source, { recursive: true });
  const target = process.env.CARGO_TARGET_DIR ?? join(source, 'target');
  run('cargo', ['build', '--release', '--target-dir', target], { cwd: source, stdio: 'inherit' });
  spawnSync(join(target, 'release', 'shop'), [String(SECONDS), file], { stdio: 'inherit' });
  const profile = Profile.decode(readFileSync(file));
  const home = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry/src/');
  const texts = new StringTable();
  // Where this machine keeps its sources is nobody's business.
  const plain = (/** @type {string} */ text) =>
    text.replace(home, '/cargo/registry/src/').replace(`${source}/`, '').replace(target, 'target');
  profile.stringTable.strings.forEach((value) => texts.dedup(plain(value)));
  profile.stringTable = texts;
  return profile;
}

const RECORD = { cpp: recordCpp, rust: recordRust };
const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
for (const [name, record] of Object.entries(RECORD)) {
  if (wanted.length === 0 || wanted.includes(name)) {
    const profile = record();
    profile.timeNanos = 0;
    writeFileSync(join(OUT, `${name}.pb.gz`), gzipSync(profile.encode(), { level: 9 }));
  }
}
rmSync(work, { recursive: true });
