// @ts-check
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { error, warning } from './finding.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */
/** @typedef {import('./finding.mjs').PluginJson} PluginJson */

const schema = JSON.parse(readFileSync(new URL('../schemas/plugin.schema.json', import.meta.url), 'utf8'));
const matchesSchema = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

/**
 * plugin.json, and those of nested plugins: their schema, names, versions, and that the main one declares the others.
 * @param {Map<string, Buffer>} files
 * @param {string} version of package.json
 * @returns {{findings: Finding[], metadata?: PluginJson}} no metadata if it cannot be read
 */
export function checkMetadata(files, version) {
  const paths = [...files.keys()].filter((path) => /(^|\/)plugin\.json$/.test(path));
  if (!paths.includes('plugin.json')) {
    return { findings: [error('metadata', 'plugin.json is missing')] };
  }
  const findings = paths.flatMap((path) => schemaFindings(path, String(files.get(path))));
  if (findings.length > 0) {
    return { findings };
  }
  /** @type {PluginJson} */
  const metadata = JSON.parse(String(files.get('plugin.json')));
  const nested = paths.filter((path) => path !== 'plugin.json');
  return { findings: [...nestedFindings(metadata, nested, files), ...ownFindings(metadata, version)], metadata };
}

/** @param {string} path @param {string} text @returns {Finding[]} */
function schemaFindings(path, text) {
  const check = path === 'plugin.json' ? 'metadatavalid' : 'nestedmetadata';
  try {
    matchesSchema(JSON.parse(text));
  } catch (reason) {
    return [error(check, `${path}: ${reason}`)];
  }
  return (matchesSchema.errors ?? []).map(({ instancePath, message, params }) =>
    error(check, `${path}: ${instancePath || 'it'} ${message} ${JSON.stringify(params)}`)
  );
}

/** @param {PluginJson} metadata @param {string[]} paths @param {Map<string, Buffer>} files @returns {Finding[]} */
function nestedFindings({ includes = [], info }, paths, files) {
  return paths.flatMap((path) => {
    /** @type {PluginJson} */
    const nested = JSON.parse(String(files.get(path)));
    const own = ownFindings(nested, info.version).map(({ message, ...finding }) => ({
      ...finding,
      message: `${path}: ${message}`,
    }));
    const include = includes.find((candidate) => candidate.path === path);
    if (!include) {
      return [...own, error('includesnested', `${path} is not among the includes of plugin.json`)];
    }
    const { type, name } = nested;
    const same = include.type === type && include.name === name;
    const included = `${path} is included as ${include.type} "${include.name}", is ${type} "${name}"`;
    return same ? own : [...own, error('includesnested', included)];
  });
}

/** @param {PluginJson} metadata @param {string} version @returns {Finding[]} */
function ownFindings({ id, type, name, info }, version) {
  const findings = [];
  if (name === id) {
    findings.push(error('pluginname', 'the name is the id, not something for people'));
  }
  if (!id.endsWith(`-${type}`)) {
    findings.push(error('typesuffix', `the id does not end with -${type}`));
  }
  if (info.version !== version) {
    findings.push(error('packagejson', `version is ${info.version}, not ${version}`));
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(info.updated)) {
    findings.push(error('metadatavalid', `info.updated is ${info.updated}, not a date`));
  }
  if (!info.description) {
    findings.push(warning('discoverability', 'info.description is empty'));
  }
  return findings;
}
