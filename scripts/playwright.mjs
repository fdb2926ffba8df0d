// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from '../standalone/setup.mjs';
import { findBrowser, withEnvironment } from './browser.mjs';
import { partsOf } from './parts.mjs';
import { freePort, run } from './run.mjs';

/**
 * Runs Playwright's tests against the standalone server with data of its own, or with `GRAFANA_URL` (and `PYROSCOPE_URL`,
 * where its data source asks) against a real Grafana. `playwright.config.ts` reads the variables set here.
 * @param {string[]} args of "playwright test"; `--like-grafana` puts before the standalone server what makes it ask for a
 *   login and list new services late, and runs what would run against a real Grafana
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 * @throws {Error} in words, where nothing can be run
 */
export async function runPlaywright(args, env = {}) {
  await ensureInstalled();
  const likeGrafana = args.includes('--like-grafana');
  const { GRAFANA_URL, PYROSCOPE_URL } = likeGrafana ? {} : process.env;
  if (GRAFANA_URL && !PYROSCOPE_URL) {
    throw new Error('With GRAFANA_URL, PYROSCOPE_URL must say where to push the profiles that the tests look at.');
  }
  if (!GRAFANA_URL) {
    await ensureBuilt({ plugin: true, page: true, server: true });
  }
  const role = await roleOf(GRAFANA_URL);
  const browser = await findBrowser();
  console.log(`Browser: ${browser.version} (${browser.name})`);
  console.log(
    `Target: ${GRAFANA_URL ?? `the standalone server${likeGrafana ? ', like a real Grafana' : ''}`}, as ${role}`
  );

  const rest = args.filter((arg) => arg !== '--like-grafana');
  let code = 0;
  for (const part of partsOf(rest, likeGrafana || Boolean(GRAFANA_URL))) {
    const variables = {
      E2E_BROWSER: JSON.stringify(withEnvironment(browser.options)),
      E2E_ROLE: role,
      ...part.env,
      ...env,
    };
    code = Math.max(code, await runPart(part.args, likeGrafana, variables));
    if (code > 1) {
      // Not tests that failed: interrupted, or nothing could be run.
      break;
    }
  }
  return code;
}

/**
 * @param {string[]} args of "playwright test"
 * @param {boolean} likeGrafana
 * @param {Record<string, string>} env
 */
async function runPart(args, likeGrafana, env) {
  const port = await freePort();
  const grafana = `http://127.0.0.1:${port}`;
  const data = mkdtempSync(join(tmpdir(), 'service-profiles-e2e-'));
  try {
    return await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
      E2E_PORT: String(await freePort()),
      E2E_DATA: data,
      ...(likeGrafana && { E2E_LIKE_GRAFANA: String(port), GRAFANA_URL: grafana, PYROSCOPE_URL: grafana }),
      ...env,
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/**
 * The role of the person the tests log in as: some tests are for administrators only.
 * @param {string | undefined} grafana undefined: the stand-in's
 * @returns {Promise<string>}
 * @throws {Error} where the login is refused, which would fail every test
 */
async function roleOf(grafana) {
  const { GRAFANA_USER: user = 'admin', GRAFANA_PASSWORD: password = 'admin' } = process.env;
  if (!grafana) {
    return user === 'viewer' ? 'Viewer' : 'Admin';
  }
  const login = await fetch(new URL('/login', grafana), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!login.ok) {
    throw new Error(`${grafana} does not let ${user} in (${login.status}): set GRAFANA_USER and GRAFANA_PASSWORD.`);
  }
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const answer = await fetch(new URL('/api/user/orgs', grafana), { headers: { cookie } });
  const [{ role }] = await answer.json();
  return role;
}
