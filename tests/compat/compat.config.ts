import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../../playwright.config';

const root = join(__dirname, '../..');
/** A version of Grafana's packages -> the folder of the page made of them; `npm run compat` builds them. */
const pages: Record<string, string> = JSON.parse(process.env.E2E_COMPAT ?? '{}');

/** The browser tests' own server and data, a project for each version. */
export default defineConfig({
  ...base,
  testDir: __dirname,
  testIgnore: [],
  globalSetup: join(root, 'tests/globalSetup.ts'),
  outputDir: join(root, 'test-results'),
  workers: 1,
  reporter: 'list',
  projects: Object.entries(pages).map(([version, page]) => ({
    name: `Grafana ${version}`,
    use: base.projects?.[0].use,
    metadata: { page },
  })),
  webServer: [base.webServer ?? []].flat().map((server) => ({ ...server, cwd: root })),
});
