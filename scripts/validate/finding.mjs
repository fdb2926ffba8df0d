// @ts-check
/**
 * What a check found: `check` is the name that the catalogue's validator gives it
 * (https://github.com/grafana/plugin-validator); it publishes nothing with an error.
 * @typedef {{check: string, severity: 'error' | 'warning', message: string}} Finding
 *
 * @typedef {object} Plugin
 * @property {Map<string, Buffer>} files content by path below the archive's folder
 * @property {PluginJson} metadata
 * @property {string} root the project that the archive was built from
 *
 * @typedef {object} PluginJson the parts of plugin.json that checks read; its schema is checked first
 * @property {string} id
 * @property {string} type
 * @property {string} name
 * @property {{version: string, updated: string, description?: string, logos: {small: string, large: string},
 *   screenshots?: Array<{name: string, path: string}>}} info
 * @property {Array<{type: string, name: string, path?: string}>} [includes]
 */

/** @param {string} check @param {string} message @returns {Finding} */
export const error = (check, message) => ({ check, severity: 'error', message });
/** @param {string} check @param {string} message @returns {Finding} */
export const warning = (check, message) => ({ check, severity: 'warning', message });
