import { expect } from '@grafana/plugin-e2e';
import { test as base } from './signedIn';

interface Options {
  /** whether Grafana's user storage is reached: it is one for all tests, which would see each other's preferences */
  remembers: boolean;
}

/**
 * The test of all browser tests: a person of whom Grafana remembers nothing, unless a test is about that. It fails where
 * a part of the bundle is asked for and not there: what falls back to another way would hide that.
 */
export const test = base.extend<Options>({
  remembers: [false, { option: true }],
  context: async ({ context, remembers }, use) => {
    if (!remembers) {
      await context.route('**/apis/userstorage.grafana.app/**', (route) => route.fulfill({ status: 404, json: {} }));
    }
    const missing: string[] = [];
    context.on('response', (answer) => {
      if (answer.status() >= 400 && new URL(answer.url()).pathname.includes('/public/plugins/oss-serviceprofiles-')) {
        missing.push(`${answer.status()} ${answer.url()}`);
      }
    });
    await use(context);
    expect(missing, 'parts of the bundle that were asked for where they are not').toEqual([]);
  },
});
