/**
 * The rooms of docs/design.md and who may import whom. `to.pathNot` of each rule is the whole list a room may use;
 * test files follow the rules of the room they stand in.
 * @param {string} room @param {string[]} may
 */
const room = (room, may) => ({
  name: `${room.replace(/\//g, '-')}-imports`,
  severity: 'error',
  comment: `${room} may import only: ${may.join(', ') || 'nothing of ours'}`,
  from: { path: `^${room}/` },
  to: { path: '^(src|standalone|tests|bench|scripts)/', pathNot: [room, ...may].map((r) => `^${r}(/|$)`) },
});

const pure = (room) => ({
  name: `${room.replace(/\//g, '-')}-pure`,
  severity: 'error',
  comment: `${room} is pure: no React, no Grafana, no DOM library`,
  from: { path: `^${room}/`, pathNot: '\\.test\\.' },
  to: { path: 'node_modules/(@grafana|react|react-dom|@emotion|rxjs|@tanstack)(/|$)' },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    room('src/profile', []),
    room('src/query', []),
    room('src/flamegraph', ['src/profile', 'src/i18n.ts']),
    room('src/pyroscope', ['src/profile', 'src/query', 'src/subject']),
    room('src/subject', ['src/query']),
    room('src/viewstate', ['src/subject', 'src/query', 'src/profile']),
    room('src/pages', [
      'src/profile',
      'src/query',
      'src/flamegraph',
      'src/pyroscope',
      'src/subject',
      'src/viewstate',
      'src/plugin.ts',
      'src/i18n.ts',
      'src/values.ts',
    ]),
    room('src/extensions', [
      'src/pages',
      'src/viewstate',
      'src/subject',
      'src/query',
      'src/plugin.ts',
      'src/plugin.json',
      'src/i18n.ts',
    ]),
    room('src/panel', [
      'src/flamegraph',
      'src/profile',
      'src/query/units.ts',
      'src/plugin.ts',
      'src/i18n.ts',
      'src/values.ts',
    ]),
    room('standalone/page', []),
    room('standalone/server', [
      'standalone/options.mjs',
      'standalone/parent.mjs',
      'standalone/store',
      'src/profile',
      'src/query',
      'src/plugin.json',
    ]),
    room('standalone/store', ['src/profile', 'src/query']),
    room('standalone/demo', []),
    // The demo's story, as it is pushed.
    room('tests', ['standalone/demo/recorded']),
    room('bench', [
      'src/profile',
      'src/flamegraph',
      'src/query/units.ts',
      'standalone/setup.mjs',
      'standalone/page/unwrapDefaults.mjs',
      'scripts/browser.mjs',
      'scripts/playwright.mjs',
      'scripts/run.mjs',
      'tests/data.ts',
      'tests/seed.ts',
      'tests/signedIn.ts',
    ]),
    room('scripts', [
      'src/profile/change',
      'standalone/setup.mjs',
      'standalone/steps.mjs',
      'standalone/bundle.mjs',
      'standalone/store',
      'standalone/demo/recorded',
      'tests/docsCommands.ts',
    ]),
    pure('src/profile'),
    pure('src/query'),
    pure('src/subject'),
    pure('src/viewstate'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
