/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';
import scaffold from './.config/jest.config.js';
import { grafanaESModules, nodeModulesToTransform } from './.config/jest/utils.js';

process.env.TZ = 'UTC';

const swc = scaffold.transform['^.+\\.(t|j)sx?$'] as [string, object];
const shared: Config = {
  // The newest d3-* releases ship only .mjs, which the scaffold's pattern leaves untransformed.
  transform: { '^.+\\.m?[jt]sx?$': swc },
  transformIgnorePatterns: [
    nodeModulesToTransform([
      ...grafanaESModules,
      'd3-[a-z-]+',
      'internmap',
      'delaunator',
      'robust-predicates',
      '@lezer',
      '@prometheus-io',
      'react-router.*',
      'valibot',
      'cookie',
    ]),
  ],
  watchPathIgnorePatterns: ['<rootDir>/node_modules', '<rootDir>/dist'],
};

/**
 * Two projects: jsdom lacks what pure code and the server need (Uint8Array identity, fetch, structuredClone),
 * so everything but React runs in node. A file that renders ends in .test.tsx.
 */
const config: Config = {
  // Five seconds are little for a React test on a busy machine. Jest reads it here only, not in a project.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{src,standalone,scripts,bench}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'react',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/{src,standalone}/**/*.test.tsx'],
      moduleNameMapper: scaffold.moduleNameMapper,
      setupFilesAfterEnv: ['<rootDir>/jest-setup.ts'],
    },
  ],
};

export default config;
