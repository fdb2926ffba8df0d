import pluginJson from './plugin.json';

export const PLUGIN_ID = pluginJson.id;

/** Paths of the pages, as links and Grafana's router know them. */
export const paths = {
  services: `/a/${PLUGIN_ID}/services`,
  profiles: `/a/${PLUGIN_ID}/service/profiles`,
};
