// @ts-check
// Records a small Go program for the tests of source lines: its CPU profile, and what `go tool pprof -list` says of it.
// Needs Go. Run after the program changes: node scripts/pprof-list.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'src/profile/pprof/testdata/list';
const built = mkdtempSync(join(tmpdir(), 'pprof-list-'));
try {
  // Not `.go` in the repository: it is read by no Go tool there.
  copyFileSync(`${FOLDER}/main.go.txt`, join(built, 'main.go'));
  writeFileSync(join(built, 'go.mod'), 'module list\n\ngo 1.21\n');
  execFileSync('go', ['build', '-trimpath', '-o', 'list', '.'], { cwd: built });
  const profile = `${FOLDER}/cpu.pb.gz`;
  writeFileSync(profile, execFileSync(join(built, 'list'), { maxBuffer: 1 << 26 }));
  // The source is found below the folder by the path that -trimpath wrote: list/main.go.
  const args = ['tool', 'pprof', '-unit=ms', `-source_path=${built}`, '-trim_path=list', '-list=^main\\.', profile];
  const text = execFileSync('go', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  writeFileSync(`${FOLDER}/list.txt`, text);
} finally {
  rmSync(built, { recursive: true });
}
