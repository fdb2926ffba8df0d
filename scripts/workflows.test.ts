import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workflows = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);

type Permissions = string | Record<string, string> | undefined;

interface Workflow {
  on: string | string[] | Record<string, unknown>;
  permissions?: Permissions;
  jobs: Record<
    string,
    { permissions?: Permissions; needs?: string | string[]; steps: Array<{ uses?: string; run?: string }> }
  >;
}

describe('what CI and the documents call', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));

  it.each(['.ci/run', 'README.md', 'CONTRIBUTING.md', ...workflows])('%s names scripts that there are', (file) => {
    const called = [...read(file).matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(test|start)\b)/g)];
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called.map(([, run, short]) => run ?? short)));
  });

  it('npm scripts are words only: there is no shell that all platforms share', () => {
    for (const command of Object.values(scripts)) {
      expect(command).toMatch(/^[\w@./:=, -]+$/);
      expect(command).not.toMatch(/^(exec|npm) /);
    }
  });

  it('.ci/run is executable and runs the test command of README.md', () => {
    expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111);
    expect(read('.ci/run')).toContain('exec npm test');
    expect(read('README.md')).toContain('npm test');
  });
});

it('the browser tests meet the oldest Grafana that the plugin takes, and those that its bundle is tried in', () => {
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  const [oldest, ...later]: string[] = jobs['playwright-tests'].strategy.matrix.grafana;
  expect(read('docker-compose.yaml')).toContain(`GRAFANA_VERSION:-${oldest}}`);
  for (const version of later) {
    expect(read('scripts/compat.mjs')).toContain(`'${version}':`);
  }
});

it.each(['npm audit ', '@grafana/levitate@', '@grafana/react-detect@'])('a step of a workflow runs %s', (command) => {
  const jobs = workflows.flatMap((file) => Object.values((parse(read(file)) as Workflow).jobs));
  const runs = jobs.flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n')));
  expect(runs.some((run) => run.startsWith(`npx --yes ${command}`) || run.startsWith(command))).toBe(true);
});

describe.each(workflows)('%s', (file) => {
  const { on, permissions, jobs }: Workflow = parse(read(file));

  it('has a trigger, and jobs that need only jobs that there are', () => {
    expect(on).toBeTruthy();
    const needed = Object.values(jobs).flatMap(({ needs = [] }) => needs);
    expect(Object.keys(jobs)).toEqual(expect.arrayContaining(needed));
  });

  it('takes every action by digest, every package and image by version', () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    for (const action of steps.flatMap(({ uses }) => uses ?? [])) {
      expect(action).toMatch(/@[0-9a-f]{40}$/);
    }
    for (const [, name] of read(file).matchAll(/npx (?:--yes )?(\S+)/g)) {
      expect(name).toMatch(/.@\d+\.\d+\.\d+$/);
    }
    expect(read(file)).not.toMatch(/docker run|\bimage:/);
  });

  it('says what it may do, and may write nothing on a pull request', () => {
    const granted = Object.values(jobs).map((job) => job.permissions ?? permissions);
    expect(granted).not.toContain(undefined);
    const triggers = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
    if (triggers.some((trigger) => trigger.startsWith('pull_request'))) {
      expect(JSON.stringify(granted)).not.toContain('write');
    }
  });

  it('runs on named versions of systems', () => {
    expect(read(file)).not.toMatch(/-latest\b/);
  });
});
