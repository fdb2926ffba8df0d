import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

export default defineConfig([
  {
    ignores: [
      '**/logs',
      '**/*.log',
      '**/npm-debug.log*',
      '**/yarn-debug.log*',
      '**/yarn-error.log*',
      '**/.pnpm-debug.log*',
      '**/node_modules/',
      '.yarn/cache',
      '.yarn/unplugged',
      '.yarn/build-state.yml',
      '.yarn/install-state.gz',
      '**/.pnp.*',
      '**/pids',
      '**/*.pid',
      '**/*.seed',
      '**/*.pid.lock',
      '**/lib-cov',
      '**/coverage',
      '**/dist/',
      '**/artifacts/',
      '**/work/',
      '**/ci/',
      'test-results/',
      'playwright-report/',
      'blob-report/',
      'playwright/.cache/',
      'playwright/.auth/',
      '**/.idea',
      '**/.eslintcache',
      '.config/',
      '.standalone/',
    ],
  },
  ...baseConfig,
  // Without a block that names them, TypeScript files outside src/ that no rule below names would be skipped silently.
  { files: ['**/*.{ts,tsx}'] },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      // Warns of libraries that the React Compiler skips; it is not used here.
      'react-hooks/incompatible-library': 'off',
    },
  },
]);
