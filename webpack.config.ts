import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration, RuleSetRule } from 'webpack';
import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { FirstPictureSize } from './scripts/webpack/FirstPictureSize.ts';

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

/** The scaffold's build, extended here so that `.config` stays as create-plugin made it. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  return {
    ...base,
    module: { ...base.module, rules: base.module?.rules?.map(keepModernSyntax) },
    plugins: [
      ...(base.plugins ?? []),
      // The scaffold copies the app's images only.
      new CopyWebpackPlugin({ patterns: [{ from: 'panel/img', to: 'panel/img' }] }),
      ...(env.production ? [new FirstPictureSize()] : []),
    ],
  };
};

export default config;
