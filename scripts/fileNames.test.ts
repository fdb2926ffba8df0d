import { globSync } from 'glob';
import { join } from 'node:path';

/** Where file systems know no case, and in esbuild everywhere, `./marks` is `Marks.tsx` if there is one. */
test('no two modules of a folder differ in capitals alone, whatever their extensions', () => {
  const files = globSync('{src,standalone,tests,scripts,bench}/**/*.{ts,tsx,mjs}', { cwd: join(__dirname, '..') });
  const modules = files.map((file) => file.replace(/\.(tsx?|mjs)$/, ''));
  expect(modules.length).toBeGreaterThan(500);
  const seen = new Map<string, string>();
  const alike = [...new Set(modules)].filter((name) => {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    return other !== undefined;
  });
  expect(alike).toEqual([]);
});
