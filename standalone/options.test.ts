import { join } from 'node:path';

import { OptionError, parseOptions } from './options.mjs';

const parse = (line: string, env: NodeJS.ProcessEnv = {}) => parseOptions(line.split(' ').filter(Boolean), env);

describe('parseOptions', () => {
  it('has its defaults', () => {
    expect(parse('')).toEqual({
      help: false,
      port: 3300,
      host: '127.0.0.1',
      dataDir: join(process.cwd(), 'data'),
      demo: true,
      allowedHosts: [],
      open: false,
      logLevel: 'warn',
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
    ['3300', "Unexpected argument '3300'. npm start -- --help lists the options."],
    ['--no-demo=yes', "Option '--no-demo' does not take an argument. npm start -- --help lists the options."],
    ['--port', /^Option '--port <value>' argument missing\. /],
    ['--port x', '--port x is no port: give a number from 0 to 65535.'],
    ['--port 65536', '--port 65536 is no port: give a number from 0 to 65535.'],
    ['--port=', /is no port/],
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
