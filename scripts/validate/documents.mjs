// @ts-check
import { error, warning } from './finding.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */
/** @typedef {import('./finding.mjs').Plugin} Plugin */

/** What create-plugin's README and the older templates say before somebody wrote one. */
const TEMPLATE_TEXT = [
  /^# Grafana (Panel|Data Source|Data Source Backend) Plugin Template/,
  /This template is a starting point/i,
  /<!-- This README file is going to be the one displayed/i,
  /To help maximize the impact of your README/i,
  /Getting started[\s\S]*### Frontend[\s\S]*npm run dev/i,
];
const JARGON = ['yarn', 'nodejs'];
const PLACEHOLDER = /%(VERSION|TODAY|PLUGIN_ID)%/;
const LINK = /\[.+?\]\((.+?)\)/g;

/**
 * License, README and changelog, and that nothing is in the archive that has no business there.
 * @param {Plugin} plugin
 * @returns {Finding[]}
 */
export function checkDocuments({ files }) {
  const text = (/** @type {string} */ path) => files.get(path)?.toString().trim() ?? '';
  const license = text('LICENSE');
  const findings = strayFindings([...files.keys()]);
  if (
    !/Apache License\s+Version 2\.0, January 2004/.test(license) ||
    !license.includes('END OF TERMS AND CONDITIONS')
  ) {
    findings.push(error('license', 'LICENSE is missing, or not the text of Apache-2.0'));
  }
  if (!text('CHANGELOG.md')) {
    findings.push(error('changelog', 'CHANGELOG.md is missing or empty'));
  }
  for (const path of ['plugin.json', 'README.md', 'CHANGELOG.md']) {
    if (PLACEHOLDER.test(text(path))) {
      findings.push(error('version', `${path} has a placeholder that the build should have replaced`));
    }
  }
  return [...findings, ...readmeFindings(text('README.md'))];
}

/** @param {string[]} paths @returns {Finding[]} */
function strayFindings(paths) {
  const known = /(^|\/)plugin\.json$|^(?:panel\/)?locales\/[\w-]+\/[\w-]+\.json$/;
  const stray = paths.filter((path) => path.endsWith('.json') && !known.test(path));
  const sources = paths.filter((path) => /\.(tsx?|pb|gz|snap)$|(^|\/)(node_modules|dist)\//.test(path));
  return [...stray, ...sources].map((path) => error('archive', `${path} does not belong into the archive`));
}

/** @param {string} readme @returns {Finding[]} */
function readmeFindings(readme) {
  if (!readme) {
    return [error('readme', 'README.md is missing or empty')];
  }
  const findings = [];
  if (TEMPLATE_TEXT.some((template) => template.test(readme))) {
    findings.push(error('templatereadme', "README.md still has the template's text"));
  }
  if (/<\/[a-z]+>/.test(readme)) {
    findings.push(error('htmlreadme', 'README.md has HTML, which the catalogue does not show'));
  }
  for (const word of JARGON.filter((candidate) => readme.includes(candidate))) {
    findings.push(warning('jargon', `README.md says ${word}; what is for developers belongs into another file`));
  }
  for (const [, target] of readme.matchAll(LINK)) {
    if (!/^(#|mailto:|https?:\/\/)/.test(target)) {
      findings.push(error('brokenlinks', `README.md links to ${target}, which is not there in the catalogue`));
    }
  }
  return findings;
}
