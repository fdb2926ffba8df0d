import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { OptionError, parseOptions, USAGE } from './options.mjs';
import { DEFAULT_LIMITS } from './store/limits';

const parse = (line: string, env: NodeJS.ProcessEnv = {}) => parseOptions(line.split(' ').filter(Boolean), env);

describe('parseOptions', () => {
  it('has its defaults', () => {
    expect(parse('')).toEqual({
      help: false,
      port: 3300,
      host: '127.0.0.1',
      files: [],
      dataDir: join(process.cwd(), 'data'),
      demo: true,
      allowedHosts: [],
      open: false,
      logLevel: 'warn',
      retentionMs: 30 * 86_400_000,
      maxBytes: 2 * 2 ** 30,
      anyTime: true,
      limits: {},
    });
  });

  it('reads all of them', () => {
    expect(parse('--port 0 --host=::1 --data /tmp/x --no-demo')).toMatchObject({
      port: 0,
      host: '::1',
      dataDir: '/tmp/x',
      demo: false,
    });
    expect(parse('--help').help).toBe(true);
    expect(parse('--allow-host Profiles.Example --allow-host=::1 --open --log-level debug')).toMatchObject({
      allowedHosts: ['profiles.example', '[::1]'],
      open: true,
      logLevel: 'debug',
    });
  });

  it('reads how much is kept and taken', () => {
    expect(parse('--no-demo --retention 1.5h --max-size 300MiB --limit depth=64 --limit samples=100')).toMatchObject({
      retentionMs: 5_400_000,
      maxBytes: 300 * 2 ** 20,
      anyTime: false,
      limits: { depth: 64, samples: 100 },
    });
    expect(parse('--no-demo --any-time --retention 0 --max-size 0GiB')).toMatchObject({
      retentionMs: 0,
      maxBytes: 0,
      anyTime: true,
    });
  });

  it('knows every limit of the store, and README.md every option', () => {
    const all = Object.keys(DEFAULT_LIMITS).map((name) => `--limit ${name}=1`);
    expect(Object.keys(parse(all.join(' ')).limits)).toEqual(Object.keys(DEFAULT_LIMITS));
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const options = [...USAGE.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
    expect(options.length).toBeGreaterThanOrEqual(14);
    expect(options.filter((option) => option !== '--help' && !readme.includes(`\`${option}`))).toEqual([]);
  });

  it('takes files in the place of a store: without demo, without a folder, at a free port', () => {
    const { dataDir, ...options } = parse('a.pb.gz --open ../b.folded');
    expect(options).toMatchObject({
      files: [join(process.cwd(), 'a.pb.gz'), join(process.cwd(), '../b.folded')],
      demo: false,
      port: 0,
      open: true,
    });
    expect(dataDir).toBeUndefined();
    expect(parse('a.pb.gz --data x --port 3301')).toMatchObject({ dataDir: join(process.cwd(), 'x'), port: 3301 });
  });

  it('knows the way to a Pyroscope server, and has no demo then', () => {
    const env = { PYROSCOPE_USER: 'me', PYROSCOPE_PASSWORD: 'x' };
    expect(parse('--pyroscope https://profiles.example/base/ --tenant a', env)).toMatchObject({
      demo: false,
      pyroscope: { url: 'https://profiles.example/base', tenant: 'a', basicAuth: { user: 'me', password: 'x' } },
    });
    expect(parse('--pyroscope http://localhost:4040').pyroscope).toEqual({ url: 'http://localhost:4040' });
  });

  it.each([
    ['--prot 3300', "Unknown option '--prot'. npm start -- --help lists the options."],
    [
      'a.pb.gz --pyroscope http://localhost:4040',
      'Files go without --pyroscope. npm start -- --help lists the options.',
    ],
    ['--no-demo=yes', "Option '--no-demo' does not take an argument. npm start -- --help lists the options."],
    ['--port', /^Option '--port <value>' argument missing\. /],
    ['--port x', '--port x is no port: give a number from 0 to 65535.'],
    ['--port 65536', '--port 65536 is no port: give a number from 0 to 65535.'],
    ['--port=', /is no port/],
    ['--retention 30', '--retention 30 is no amount: give one such as 30d, or 0.'],
    ['--retention 3y', /is no amount/],
    ['--max-size 2GB', '--max-size 2GB is no amount: give one such as 2GiB, or 0.'],
    ['--limit depth', /^--limit depth is no limit: /],
    ['--limit constructor=1', /is no limit/],
    ['--limit depth=0', /is no limit/],
    ['--allow-host a:80', /^--allow-host a:80 is no host: /],
    ['--allow-host http://a', /is no host/],
    ['--log-level loud', '--log-level loud is none of silent, error, warn, info, debug.'],
    ['--data=', '--data needs a value. npm start -- --help lists the options.'],
    ['--tenant a', '--tenant goes with --pyroscope URL. npm start -- --help lists the options.'],
    ['--pyroscope localhost:4040', /^--pyroscope localhost:4040 is no address: /],
    ['--pyroscope http://me:x@localhost', /PYROSCOPE_PASSWORD/],
  ])('refuses %s in one line', (line, message) => {
    expect(() => parse(line)).toThrow(OptionError);
    expect(() => parse(line)).toThrow(message);
    expect(() => parse(line)).not.toThrow(/\n/);
  });
});
