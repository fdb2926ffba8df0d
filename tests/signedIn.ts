import { test as base } from '@grafana/plugin-e2e';
import type { APIRequestContext } from '@playwright/test';

type SignIn = () => Promise<Awaited<ReturnType<APIRequestContext['storageState']>> | undefined>;

/**
 * A test at a real Grafana begins with a login of its own: Grafana exchanges the tokens of sessions every few minutes, so
 * that one saved at the start of a long run leads to the login page later on.
 */
export const test = base.extend<{
  /** One more session, for a browser beside the test's own: the first to exchange a shared token would sign the other out. */
  signIn: SignIn;
}>({
  signIn: async ({ playwright, baseURL, user }, use) => {
    await use(async () => {
      if (!process.env.GRAFANA_URL) {
        return undefined;
      }
      const request = await playwright.request.newContext({ baseURL });
      const answer = await request.post('/login', { data: user });
      if (!answer.ok()) {
        throw new Error(`${baseURL} does not let ${user?.user} in: ${answer.status()} ${await answer.text()}`);
      }
      const state = await request.storageState();
      await request.dispose();
      return state;
    });
  },
  storageState: async ({ signIn }, use) => {
    await use(await signIn());
  },
});
