import { test as base } from '@grafana/plugin-e2e';

/**
 * A test at a real Grafana begins with a login of its own: Grafana exchanges the tokens of sessions every few minutes, so
 * that one saved at the start of a long run leads to the login page later on.
 */
export const test = base.extend({
  storageState: async ({ playwright, baseURL, user }, use) => {
    if (!process.env.GRAFANA_URL) {
      await use(undefined);
      return;
    }
    const request = await playwright.request.newContext({ baseURL });
    const answer = await request.post('/login', { data: user });
    if (!answer.ok()) {
      throw new Error(`${baseURL} does not let ${user?.user} in: ${answer.status()} ${await answer.text()}`);
    }
    const state = await request.storageState();
    await request.dispose();
    await use(state);
  },
});
