import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';
import { ADMINISTRATOR, STANDALONE_ONLY, STANDALONE_PROJECT } from './tests/targets';

/**
 * One suite, two targets: a real Grafana at `GRAFANA_URL`, else the standalone server, which answers the same URLs and
 * needs no login. `npm run e2e` (scripts/e2e.mjs) finds a browser, a port and a folder and hands them over here. With
 * `--like-grafana` the real Grafana is one that tests/likeGrafana.mjs makes of the standalone server.
 */
const { GRAFANA_URL, GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const { E2E_BROWSER, E2E_PORT = '3310', E2E_LIKE_GRAFANA, E2E_ROLE } = process.env;
const data = process.env.E2E_DATA ?? join(tmpdir(), 'service-profiles-e2e');
const standaloneUrl = `http://127.0.0.1:${E2E_PORT}`;
const admin = { user: GRAFANA_USER, password: GRAFANA_PASSWORD };

const browser = E2E_BROWSER ? JSON.parse(E2E_BROWSER) : { executablePath: process.env.CHROMIUM_PATH };
// Away from localhost, a browser keeps the clipboard from plain http.
const trusted = GRAFANA_URL?.startsWith('http:')
  ? [`--unsafely-treat-insecure-origin-as-secure=${new URL(GRAFANA_URL).origin}`]
  : [];
const desktop = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1366, height: 768 },
  launchOptions: { ...browser, args: [...(browser.args ?? []), ...trusted] },
};

const standaloneSpecs = Object.keys(STANDALONE_ONLY).map((name) => `**/${name}.spec.ts`);
// Has pages and a configuration of its own: npm run compat.
const COMPAT = '**/compat/**';

function server(script: string, url: string) {
  return {
    // The server ends with its parent, which must be Playwright then, and not a shell in between.
    command: `${process.platform === 'win32' ? '' : 'exec '}node ${script}`,
    url: `${url}/api/health`,
    timeout: GRAFANA_URL ? 300_000 : 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 } as const,
  };
}

export default defineConfig<PluginOptions>({
  testDir: './tests',
  ...(E2E_ROLE && E2E_ROLE !== 'Admin' ? { grepInvert: new RegExp(ADMINISTRATOR) } : {}),
  globalSetup: './tests/globalSetup.ts',
  fullyParallel: true,
  workers: 2,
  // A test that passes the second time has failed: there is something to be understood.
  retries: 0,
  // The page loads Grafana's packages; two browsers on two cores that are busy otherwise need their time for it. A real
  // Grafana and its Pyroscope want theirs as well.
  timeout: GRAFANA_URL ? 300_000 : 180_000,
  expect: { timeout: 40_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['html', { open: 'never' }],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as ['json']] : []),
  ],
  use: {
    baseURL: GRAFANA_URL ?? standaloneUrl,
    trace: 'retain-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    user: admin,
    grafanaAPICredentials: admin,
  },
  projects: [
    { name: 'chromium', testIgnore: [COMPAT, ...standaloneSpecs], use: desktop },
    ...(GRAFANA_URL
      ? []
      : [{ name: STANDALONE_PROJECT, testMatch: standaloneSpecs, testIgnore: COMPAT, use: desktop }]),
  ],
  webServer: [
    ...(GRAFANA_URL && !E2E_LIKE_GRAFANA
      ? []
      : [
          server(
            `standalone/start.mjs --no-demo --any-time --port ${E2E_PORT} --data ${JSON.stringify(data)}`,
            standaloneUrl
          ),
        ]),
    ...(GRAFANA_URL && E2E_LIKE_GRAFANA
      ? [server(`tests/likeGrafana.mjs --port ${E2E_LIKE_GRAFANA} --target ${standaloneUrl}`, GRAFANA_URL)]
      : []),
  ],
});
