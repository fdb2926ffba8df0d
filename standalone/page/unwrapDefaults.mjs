// @ts-check

/**
 * Packages without an ES module build whose default export is marked with `__esModule`. @grafana/ui ships .mjs files, for
 * which bundlers follow Node's rule: the default import is the whole of module.exports. That breaks these three.
 */
const defaultInsideDefault = ['react-custom-scrollbars-2', 'react-highlight-words', 'calculate-size'];

/** For every bundle of @grafana/ui by esbuild. @type {import('esbuild').Plugin} */
export const unwrapDefaults = {
  name: 'unwrap-defaults',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${defaultInsideDefault.join('|')})$`) }, ({ path, namespace, resolveDir }) =>
      namespace === 'unwrap' ? undefined : { path, namespace: 'unwrap', pluginData: resolveDir }
    );
    onLoad({ filter: /.*/, namespace: 'unwrap' }, ({ path, pluginData }) => ({
      contents: `const inner = require(${JSON.stringify(path)}); export default inner.default ?? inner; export * from ${JSON.stringify(path)};`,
      resolveDir: pluginData,
    }));
  },
};
