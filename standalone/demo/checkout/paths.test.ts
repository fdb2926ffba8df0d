import { belowRoot } from './paths';

describe('belowRoot', () => {
  it.each([
    ['/srv/my app', '/srv/my app/standalone/demo/checkout/pricing.ts', 'standalone/demo/checkout/pricing.ts'],
    ['/srv/app/', '/srv/app/node_modules/x/index.js', 'node_modules/x/index.js'],
    ['C:\\src\\app', 'C:/src/app/standalone/demo/load.ts', 'standalone/demo/load.ts'],
    ['/srv/app', 'node:internal/timers', 'node:internal/timers'],
    ['/srv/app', '/srv/application/secret.js', 'secret.js'],
    ['C:\\src\\app', 'D:\\home\\user\\x.js', 'x.js'],
    ['/srv/app', '', ''],
  ])('in %s names %s %s', (root, file, expected) => {
    expect(belowRoot(file, root)).toBe(expected);
  });
});
