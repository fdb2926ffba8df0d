import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

jest.setTimeout(60_000);

const ROOT = join(__dirname, '../..');

/** A demo that says who it is, pushes nothing, is ready when the file `go` is there, and is slow to see us gone. */
const FAKE_DEMO = `
import { existsSync, writeFileSync } from 'node:fs';
const dir = process.env.FAKE_DEMO_DIR;
writeFileSync(dir + '/demo', process.pid + ' ' + process.env.SERVICE_PROFILES_URL);
console.log('hello');
process.on('disconnect', () => setTimeout(() => process.exit(), 1000));
setInterval(() => existsSync(dir + '/go') && console.log('back-filled: 0 windows'), 50);
`;

/** As `npm start` builds it, with all the files that it is made of. @returns what was said, nothing if it went well */
function bundleServer(outdir: string): Promise<string> {
  const code = `
    const { bundle } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'standalone', 'bundle.mjs')).href)});
    await bundle('server', { outdir: ${JSON.stringify(outdir)} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  return new Promise((resolve) => child.on('close', (code) => resolve(code ? said || `exit code ${code}` : said)));
}

interface Running {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  exit: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** A project folder with the server built into it, inside the real one so that its packages are found. */
let project: string;
let scratch: string;
let running: Running[] = [];

beforeAll(async () => {
  mkdirSync(join(ROOT, '.standalone'), { recursive: true });
  project = mkdtempSync(join(ROOT, '.standalone', 'server-test-'));
  const built = await bundleServer(join(project, '.standalone', 'server'));
  expect(built).toBe('');
  for (const built of ['dist', '.standalone/demo', '.standalone/page/public']) {
    mkdirSync(join(project, built), { recursive: true });
  }
  writeFileSync(join(project, '.standalone', 'demo', 'main.mjs'), FAKE_DEMO);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'server-process-'));
});
afterEach(async () => {
  await Promise.all(
    running.map(({ child, exit }) => {
      child.kill('SIGKILL');
      return exit;
    })
  );
  running = [];
  rmSync(scratch, { recursive: true, force: true });
});

function start(
  args: string[],
  command = [process.execPath, join(project, '.standalone', 'server', 'main.mjs')],
  more?: NodeJS.ProcessEnv
): Running {
  const env = { ...process.env, FAKE_DEMO_DIR: scratch, ...more };
  // With a folder for temporary ones it is the server that chooses.
  const data = more ? [] : ['--data', join(scratch, 'data')];
  const child = spawn(command[0], [...command.slice(1), ...data, ...args], { env });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (output.stdout += data));
  child.stderr.on('data', (data) => (output.stderr += data));
  const exit = new Promise<Awaited<Running['exit']>>((resolve) =>
    child.on('close', (code) => resolve({ code, ...output }))
  );
  running.push({ child, output, exit });
  return { child, output, exit };
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = look();
    if (found !== undefined) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing came: ${JSON.stringify(running.map(({ output }) => output))}`);
}

const READY = /^Service Profiles is ready at (http:\/\/127\.0\.0\.1:(\d+))\/a\/oss-serviceprofiles-app\/services\n/;

async function ready({ output }: Running): Promise<{ address: string; port: number }> {
  const [, address, port] = await until(() => READY.exec(output.stdout) ?? undefined);
  return { address, port: Number(port) };
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = (pid: number) => until(() => (isAlive(pid) ? undefined : true));

async function demoPid(): Promise<number> {
  const said = await until(() => {
    try {
      return readFileSync(join(scratch, 'demo'), 'utf8') || undefined;
    } catch {
      return undefined;
    }
  });
  return Number(said.split(' ')[0]);
}

describe('the server as a process', () => {
  it('shows files of the command line: a link that names them, and their bytes; nothing is left behind', async () => {
    const files = ['a b.folded', 'c.pb.gz'].map((name) => join(scratch, name));
    writeFileSync(files[0], 'main;read 3\n');
    writeFileSync(files[1], 'no profile');
    const temp = join(scratch, 'temp');
    mkdirSync(temp);
    const server = start(files, undefined, { TMPDIR: temp, TEMP: temp });
    const said = await until(() => /^Service Profiles is ready at (.*)\n/.exec(server.output.stdout) ?? undefined);
    const link = new URL(said[1]);
    expect(link.pathname).toBe('/a/oss-serviceprofiles-app/service/profiles');
    const digest = createHash('sha256').update('main;read 3\n').digest('hex');
    expect(link.searchParams.getAll('file')[0]).toBe(`${digest},a b.folded`);
    expect(link.searchParams.getAll('file')[1]).toMatch(/^[0-9a-f]{64},c\.pb\.gz$/);
    const listed = await (await fetch(new URL('/api/standalone/files', link))).json();
    expect(listed).toMatchObject([{ name: 'a b.folded', digest }, { name: 'c.pb.gz' }]);
    expect(await (await fetch(new URL(`/api/standalone/files/${digest}`, link))).text()).toBe('main;read 3\n');
    expect(readdirSync(temp)).toHaveLength(1);
    server.child.kill('SIGTERM');
    expect((await server.exit).code).toBe(0);
    expect(readdirSync(temp)).toEqual([]);
  });

  it('goes on when nobody reads what it says any more', async () => {
    const server = start(['--port', '0', '--no-demo', '--log-level', 'info']);
    const { address } = await ready(server);
    server.child.stdout?.destroy();
    server.child.stderr?.destroy();
    // Each is a line of the log.
    for (let i = 0; i < 5; i++) {
      expect(await (await fetch(`${address}/ready`)).text()).toBe('ready');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    server.child.kill('SIGTERM');
    expect((await server.exit).code).toBe(0);
  });

  it('refuses a file that is not there in one line', async () => {
    const missing = join(scratch, 'gone.pb.gz');
    const { code, stderr } = await start([missing]).exit;
    expect([code, stderr]).toEqual([1, `Can't read ${missing} (ENOENT).\n`]);
  });

  it('says once where it is when the demo is there, and ends with the demo on SIGTERM', async () => {
    const server = start(['--port', '0']);
    const demo = await demoPid();
    const address = readFileSync(join(scratch, 'demo'), 'utf8').split(' ')[1];
    expect(await (await fetch(`${address}/ready`)).text()).toBe('ready');
    // It listens, but has nothing to show yet.
    expect(server.output.stdout).toBe('');
    writeFileSync(join(scratch, 'go'), '');
    expect((await ready(server)).address).toBe(address);

    server.child.kill('SIGTERM');
    const { code, stdout, stderr } = await server.exit;
    // It was ended by the server: by itself it would still be there.
    expect(isAlive(demo)).toBe(false);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/ready/g)).toHaveLength(1);
  });

  it('takes the demo along when it is killed', async () => {
    const server = start(['--port', '0']);
    const demo = await demoPid();
    server.child.kill('SIGKILL');
    await gone(demo);
  });

  it('ends when the process that started it is gone', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' });
      require('node:fs').writeFileSync(${JSON.stringify(join(scratch, 'pid'))}, String(child.pid));
      setInterval(() => {}, 1000);`;
    const main = join(project, '.standalone', 'server', 'main.mjs');
    const parent = start(['--port', '0', '--no-demo'], [process.execPath, '-e', script, '--', main]);
    await ready(parent);
    const pid = Number(readFileSync(join(scratch, 'pid'), 'utf8'));
    expect(isAlive(pid)).toBe(true);
    parent.child.kill('SIGKILL');
    await gone(pid);
  });

  it('ends while it still waits for the demo', async () => {
    const server = start(['--port', '0']);
    const demo = await demoPid();
    server.child.kill('SIGINT');
    expect(await server.exit).toEqual({ code: 0, stdout: '', stderr: '' });
    await gone(demo);
  });

  describe('says in one line why it does not start', () => {
    async function refusal(args: string[]): Promise<string> {
      const { code, stdout, stderr } = await start(args).exit;
      expect([code, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
      return stderr.trimEnd();
    }

    it('unknown option', async () => {
      expect(await refusal(['--prot', '1'])).toBe("Unknown option '--prot'. npm start -- --help lists the options.");
    });

    it('busy port', async () => {
      const { port, close } = await listen(createServer());
      expect(await refusal(['--no-demo', '--port', String(port)])).toBe(
        `Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`
      );
      close();
    });

    it('host that is not here', async () => {
      expect(await refusal(['--no-demo', '--host', '192.0.2.1'])).toMatch(/^Can't listen on 192\.0\.2\.1:3300 \(E/);
    });

    it('data folder that is a file', async () => {
      const file = join(scratch, 'file');
      writeFileSync(file, '');
      expect(await refusal(['--no-demo', '--data', file])).toBe(
        `Can't write to ${file} (EEXIST). Give another folder with --data DIR.`
      );
    });

    it('data that another server uses, until that one is gone, however it ended', async () => {
      const first = start(['--no-demo', '--port', '0']);
      await ready(first);
      const folder = join(scratch, 'data');
      expect(await refusal(['--no-demo', '--port', '0'])).toBe(
        `Can't use the data in ${folder}: another server is using ${folder}. Give another folder with --data DIR.`
      );
      first.child.kill('SIGKILL');
      await first.exit;
      await ready(start(['--no-demo', '--port', '0']));
    });

    it('data that is broken', async () => {
      mkdirSync(join(scratch, 'data'));
      writeFileSync(join(scratch, 'data', 'user-storage.json'), 'x');
      expect(await refusal(['--no-demo', '--port', '0'])).toMatch(/^Can't use the data in .*user-storage\.json/);
    });

    it('unreachable Pyroscope', async () => {
      const { port, close } = await listen(createServer());
      close();
      const address = `http://127.0.0.1:${port}`;
      expect(await refusal(['--pyroscope', address])).toBe(
        `Can't reach Pyroscope at ${address}: unavailable: connect ECONNREFUSED 127.0.0.1:${port}. ` +
          'Check the address given with --pyroscope.'
      );
    });

    it('Pyroscope that wants a password', async () => {
      const { port, close } = await listen(createHttpServer((_, response) => response.writeHead(401).end('no')));
      expect(await refusal(['--pyroscope', `http://127.0.0.1:${port}`])).toMatch(
        /PYROSCOPE_USER and PYROSCOPE_PASSWORD/
      );
      close();
    });

    it('demo that ends before it is ready', async () => {
      const demo = join(project, '.standalone', 'demo', 'main.mjs');
      writeFileSync(demo, 'process.exit(3)');
      expect(await refusal(['--port', '0'])).toMatch(/^The demo ended \(code 3\)\. /);
      writeFileSync(demo, FAKE_DEMO);
    });
  });

  it('shows the profiles of another server', async () => {
    const other = start(['--port', '0', '--no-demo']);
    const { address: pyroscope } = await ready(other);
    const server = start(['--port', '0', '--pyroscope', pyroscope, '--data', join(scratch, 'second')]);
    const { address } = await ready(server);
    const health = await fetch(`${address}/api/datasources/uid/pyroscope/health`);
    expect(await health.json()).toEqual({ message: 'Data source is working', status: 'OK' });
    const proxied = await fetch(`${address}/api/datasources/proxy/uid/pyroscope/ready`);
    expect(await proxied.text()).toBe('ready');
    other.child.kill('SIGTERM');
    await other.exit;
    const lost = await fetch(`${address}/api/datasources/uid/pyroscope/health`);
    expect([lost.status, (await lost.json()).message]).toEqual([
      400,
      expect.stringMatching(/^received error from client while getting profile types: unavailable: /),
    ]);
  });

  it('goes on where no browser can be opened, and says so', async () => {
    const server = start(['--no-demo', '--port', '0', '--open', '--data', join(scratch, 'third')], undefined, {
      PATH: scratch,
    });
    await ready(server);
    await until(() => /No browser could be started/.exec(server.output.stdout) ?? undefined);
    expect(server.child.exitCode).toBeNull();
  });

  // On Windows it is cmd, which no other program can stand for.
  if (process.platform !== 'win32') {
    it('opens the page in the browser, when asked to', async () => {
      const opened = join(scratch, 'opened');
      for (const name of ['xdg-open', 'open']) {
        writeFileSync(join(scratch, name), `#!/bin/sh\necho "$1" > '${opened}'\n`, { mode: 0o755 });
      }
      const server = start(['--no-demo', '--port', '0', '--open', '--data', join(scratch, 'third')], undefined, {
        PATH: `${scratch}:${process.env.PATH}`,
      });
      const { address } = await ready(server);
      const url = await until(() => (existsSync(opened) && readFileSync(opened, 'utf8').trim()) || undefined);
      expect(url).toBe(`${address}/a/oss-serviceprofiles-app/services`);
    });
  }

  it('prints its options', async () => {
    const { code, stdout } = await start(['--help']).exit;
    expect(code).toBe(0);
    expect(stdout).toContain('--pyroscope URL');
  });
});
