import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

const root = join(__dirname, '..');
const { webServer } = base;

/** The browser tests' own set-up (server, data, login), for measuring: one page at a time, and nothing recorded. */
export default defineConfig({
  ...base,
  testDir: __dirname,
  testIgnore: [],
  testMatch: 'link.spec.ts',
  globalSetup: join(root, 'tests/globalSetup.ts'),
  outputDir: join(root, 'test-results'),
  workers: 1,
  timeout: 900_000,
  reporter: 'line',
  use: { ...base.use, trace: 'off' },
  webServer: [webServer ?? []].flat().map((server) => ({ ...server, cwd: root })),
});
