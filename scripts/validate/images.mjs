// @ts-check
import { posix } from 'node:path';
import { error, warning } from './finding.mjs';

/** @typedef {import('./finding.mjs').Finding} Finding */
/** @typedef {import('./finding.mjs').Plugin} Plugin */

const FORBIDDEN_ELEMENTS = new Set(
  (
    'annotation-xml audio colgroup iframe math mi mn mo ms mtext noembed noframes noscript plaintext script template ' +
    'thead xmp foreignobject'
  ).split(' ')
);

/**
 * Logos and screenshots, a nested plugin's too: there, named by relative paths; no SVG that can run anything.
 * @param {Plugin} plugin
 * @returns {Finding[]}
 */
export function checkImages({ files, metadata }) {
  const manifests = [...files.keys()].filter((path) => posix.basename(path) === 'plugin.json');
  const findings = manifests.flatMap((path) => infoFindings(files, path));
  if ((metadata.info.screenshots ?? []).length === 0) {
    findings.push(warning('screenshots', 'plugin.json has none'));
  }
  const drawings = [...files].filter(([path]) => path.endsWith('.svg'));
  return [...findings, ...drawings.flatMap(([path, content]) => svgFindings(path, String(content)))];
}

/** @param {Map<string, Buffer>} files @param {string} manifest @returns {Finding[]} */
function infoFindings(files, manifest) {
  /** @type {import('./finding.mjs').PluginJson} */
  const { info } = JSON.parse(String(files.get(manifest)));
  const logos = Object.values(info.logos);
  const folder = posix.dirname(manifest);
  return [
    ...logos.flatMap((path) => imageFindings(files, 'logos', folder, path)),
    ...(info.screenshots ?? []).flatMap(({ path }) => imageFindings(files, 'screenshots', folder, path)),
    ...logos.filter((path) => !path.endsWith('.svg')).map((path) => error('logos', `${path} is not an SVG`)),
  ];
}

/** @param {Map<string, Buffer>} files @param {string} check @param {string} folder @param {string} path */
function imageFindings(files, check, folder, path) {
  if (/^([a-z]+:|[./])/i.test(path)) {
    return [error('metadatapaths', `${path} is not relative to plugin.json, or begins with . or /`)];
  }
  const file = posix.join(folder, path);
  return files.get(file)?.length ? [] : [error(check, `${file} is missing or empty`)];
}

/** @param {string} path @param {string} svg @returns {Finding[]} */
function svgFindings(path, svg) {
  const tags = [...svg.replace(/<!--.*?-->/gs, '').matchAll(/<\/?([\w:-]+)([^>]*)>/g)];
  return tags.flatMap(([, element, attributes]) => {
    const findings = [];
    if (FORBIDDEN_ELEMENTS.has(element.toLowerCase().replace(/^\w+:/, ''))) {
      findings.push(error('unsafesvg', `${path} has an element ${element}`));
    }
    if (/(^|\s|["'])on\w+\s*=/i.test(attributes) || /javascript:/i.test(attributes)) {
      findings.push(error('unsafesvg', `${path} runs a script from ${element}`));
    }
    return findings;
  });
}
