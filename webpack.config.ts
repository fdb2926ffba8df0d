import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';
import { FirstPictureSize } from './scripts/webpack/FirstPictureSize.ts';

/** The scaffold's build, extended here so that `.config` stays as create-plugin made it. */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  return {
    ...base,
    plugins: [
      ...(base.plugins ?? []),
      // The scaffold copies the app's images only.
      new CopyWebpackPlugin({ patterns: [{ from: 'panel/img', to: 'panel/img' }] }),
      ...(env.production ? [new FirstPictureSize()] : []),
    ],
  };
};

export default config;
