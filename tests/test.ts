import { test as base } from './signedIn';

interface Options {
  /** whether Grafana's user storage is reached: it is one for all tests, which would see each other's preferences */
  remembers: boolean;
}

/** The test of all browser tests: a person of whom Grafana remembers nothing, unless a test is about that. */
export const test = base.extend<Options>({
  remembers: [false, { option: true }],
  context: async ({ context, remembers }, use) => {
    if (!remembers) {
      await context.route('**/apis/userstorage.grafana.app/**', (route) => route.fulfill({ status: 404, json: {} }));
    }
    await use(context);
  },
});
