import CopyWebpackPlugin from 'copy-webpack-plugin';
import path from 'node:path';
import webpack, { type Configuration, type RuleSetRule } from 'webpack';
import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { FirstPictureSize } from './scripts/webpack/FirstPictureSize.ts';
import panelJson from './src/panel/plugin.json' with { type: 'json' };
import pluginJson from './src/plugin.json' with { type: 'json' };

/** What every browser that Grafana 12.3 supports has run since 2022. */
const SYNTAX = 'es2022';

/**
 * The scaffold rewrites classes' private fields, `async` and object spread for browsers of 2015, which makes the code
 * that comes before the first picture a fifth larger and the fields slow.
 */
function keepModernSyntax<Rule>(rule: Rule): Rule {
  const { use } = rule as RuleSetRule;
  if (typeof use !== 'object' || !('loader' in use) || use.loader !== 'swc-loader') {
    return rule;
  }
  const options = use.options as { jsc: object };
  return { ...rule, use: { ...use, options: { ...options, jsc: { ...options.jsc, target: SYNTAX } } } };
}

/** What webpack's own code around the modules may use. */
const MODERN = {
  arrowFunction: true,
  const: true,
  destructuring: true,
  dynamicImport: true,
  forOf: true,
  module: true,
  optionalChaining: true,
  templateLiteral: true,
};

function minifyModern<Minimizer>(minimizer: Minimizer): Minimizer {
  const { options } = minimizer as { options?: { minimizer?: { options?: { ecma?: number; compress?: object } } } };
  const terser = options?.minimizer?.options;
  if (terser) {
    terser.ecma = 2020;
    // Functions that stand together are alike to gzip: half a kilobyte less before the first picture.
    terser.compress = { ...terser.compress, passes: 2, hoist_funs: true };
  }
  return minimizer;
}

/** Only Grafana itself detects languages, but the package does not say that it may be left out. */
const UNUSED_DETECTOR: RuleSetRule = { test: /[\\/]i18next-browser-languagedetector[\\/]/, sideEffects: false };

/** The scaffold copies every JSON file below `src`; what tests read is none of the plugin. */
function leaveTestData<Plugin>(plugin: Plugin): Plugin {
  if (plugin instanceof CopyWebpackPlugin) {
    const { patterns } = plugin as unknown as { patterns: Array<{ globOptions?: { ignore?: string[] } }> };
    patterns.forEach((pattern) => {
      pattern.globOptions = {
        ...pattern.globOptions,
        ignore: [...(pattern.globOptions?.ignore ?? []), '**/testdata/**'],
      };
    });
  }
  return plugin;
}

/** The scaffold's build, extended here so that `.config` stays as create-plugin made it. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  return {
    ...base,
    module: { ...base.module, rules: [...(base.module?.rules ?? []).map(keepModernSyntax), UNUSED_DETECTOR] },
    // The name of every chunk with its hash stands in module.js, which other pages of Grafana load.
    output: { ...base.output, environment: MODERN, hashDigestLength: 8 },
    optimization: {
      ...base.optimization,
      // Of what several chunks need, less than 40 kB (7 kB gzipped) is in each of them: a request more, and its place in
      // module.js, cost more.
      splitChunks: { minSize: 40_000 },
      minimizer: base.optimization?.minimizer?.map(minifyModern),
    },
    plugins: [
      ...(base.plugins ?? []).map(leaveTestData),
      // The scaffold copies the app's images only.
      new webpack.NormalModuleReplacementPlugin(
        /[\\/]Trans\.js$/,
        path.resolve(process.cwd(), 'scripts/webpack/noTrans.mjs')
      ),
      new webpack.NormalModuleReplacementPlugin(
        /^\.\/unescape\.js$/,
        path.resolve(process.cwd(), 'scripts/webpack/noUnescape.mjs')
      ),
      // Both are classes' parts, which no unused code is shaken from.
      new webpack.NormalModuleReplacementPlugin(
        /^\.\/(mutation|infiniteQueryBehavior)\.js$/,
        path.resolve(process.cwd(), 'scripts/webpack/noMutations.mjs')
      ),
      new CopyWebpackPlugin({
        patterns: [
          { from: 'panel/img', to: 'panel/img' },
          // Grafana looks for a plugin's texts in its own folder under its own id; each is translated once, for both.
          ...panelJson.languages.map((language) => ({
            from: `locales/${language}/${pluginJson.id}.json`,
            to: `panel/locales/${language}/${panelJson.id}.json`,
          })),
        ],
      }),
      ...(env.production ? [new FirstPictureSize()] : []),
    ],
  };
};

export default config;
