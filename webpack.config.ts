import type { Configuration } from 'webpack';
import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** The scaffold's build, extended here so that `.config` stays as create-plugin made it. */
const config = async (env: Env): Promise<Configuration> => baseConfig(env);

export default config;
