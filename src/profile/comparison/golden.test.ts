import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readPprof } from '../pprof/read';
import { profileFromPprof } from '../pprof/profile';
import { changeTable } from './changeTable';
import { compareProfiles } from './compare';

// What `go tool pprof -top -diff_base` says of the same files; scripts/pprof-golden.mjs writes it down.
const GOLDEN = join(__dirname, 'testdata/golden');
const PROFILES = join(__dirname, '../../../standalone/demo/profiles/pyroscope');
const [EARLIER, LATER] = ['1795342603', '1795342783'];

type Numbers = readonly [self: number, total: number];

const fileOf = (time: string, type: string) => join(PROFILES, `${time}-${type}.pb.gz`);
const bytesOf = (time: string, type: string) => new Uint8Array(gunzipSync(readFileSync(fileOf(time, type))));

function golden(file: string): Map<string, Numbers> {
  const rows = gunzipSync(readFileSync(join(GOLDEN, file)))
    .toString()
    .split('\n');
  return new Map(
    rows.map((row) => {
      const [self, total, ...name] = row.split('\t');
      return [name.join('\t'), [Number(self), Number(total)]];
    })
  );
}

/** The same, asked of the tool itself. */
function asked(type: string, options: readonly string[]): Map<string, Numbers> {
  const sampleType = type.split('.')[1];
  const unit = { cpu: ['-unit=ns'], alloc_space: ['-unit=B'] }[sampleType] ?? [];
  const complete = ['-nodecount=0', '-nodefraction=0', '-edgefraction=0', `-sample_index=${sampleType}`, ...unit];
  const args = ['tool', 'pprof', '-top', ...complete, `-diff_base=${fileOf(EARLIER, type)}`, ...options];
  const output = execFileSync('go', [...args, fileOf(LATER, type)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  return new Map(
    output.split('\n').flatMap((line): Array<[string, Numbers]> => {
      const [, self, total, name] = /^ *(-?\d+)\D* +\S+% +\S+% +(-?\d+)\D* +\S+% {2}(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name.replace(/ \((partial-)?inline\)$/, ''), [Number(self), Number(total)]]];
    })
  );
}

const hasGo = spawnSync('go', ['tool', 'pprof', '-h'], { stdio: 'ignore' }).status !== null;

it.each(readdirSync(GOLDEN))('%s: self and total change as pprof says', (file) => {
  const [type, kind] = [file.split('.').slice(0, 2).join('.'), file.split('.')[2]];
  const sampleType = type.split('.')[1];
  const [before, after] = [EARLIER, LATER].map((time) => profileFromPprof(bytesOf(time, type), sampleType));
  // `-normalize` brings the later profile to the earlier one's total, sample by sample.
  const factor = kind === 'normalized' ? before.total[0] / after.total[0] : 1;
  const rounding = kind === 'normalized' ? readPprof(bytesOf(LATER, type)).samples.length / 2 : 0;
  const side = { samples: undefined, factor: 1 };
  const compared = compareProfiles({ ...side, profile: before }, { ...side, profile: after, factor }, 'larger');
  const changes = changeTable(compared, compared.sides);

  const wanted = golden(file);
  if (hasGo) {
    expect(asked(type, kind === 'normalized' ? ['-normalize'] : [])).toEqual(wanted);
  }
  const { names } = compared.frames;
  const joined = compared.sides.joined ?? new Map<string, string>();
  const wrong = names.flatMap((name, s) => {
    // What only is numbered anew is one function here, and two there; none of them calls the other.
    const parts = [name, joined.get(name)].map((part) => wanted.get(part ?? '') ?? [0, 0]);
    return (['self', 'total'] as const).flatMap((column, i) => {
      const change = changes.after[column][s] - changes.before[column][s];
      const expected = parts[0][i] + parts[1][i];
      // Values above 2^53 / samples are no whole numbers any more once they are scaled.
      return s > 0 && Math.abs(change - expected) > rounding + 1e-6 ? [{ name, column, change, expected }] : [];
    });
  });
  expect(wrong).toEqual([]);
  // Every function that pprof names is there.
  const known = new Set([...names, ...joined.values()]);
  expect([...wanted.keys()].filter((name) => !known.has(name))).toEqual([]);
  expect(wanted.size).toBeGreaterThan(20);
});
