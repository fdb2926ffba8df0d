// @ts-check
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
 * Logos and screenshots: there, named by relative paths; no SVG that can run anything.
 * @param {Plugin} plugin
 * @returns {Finding[]}
 */
export function checkImages({ files, metadata }) {
  const { logos, screenshots = [] } = metadata.info;
  const images = [
    ...Object.values(logos).map((path) => ({ check: 'logos', path })),
    ...screenshots.map(({ path }) => ({ check: 'screenshots', path })),
  ];
  const findings = images.flatMap(({ check, path }) => imageFindings(files, check, path));
  if (screenshots.length === 0) {
    findings.push(warning('screenshots', 'plugin.json has none'));
  }
  for (const path of Object.values(logos).filter((logo) => !logo.endsWith('.svg'))) {
    findings.push(error('logos', `${path} is not an SVG`));
  }
  const drawings = [...files].filter(([path]) => path.endsWith('.svg'));
  return [...findings, ...drawings.flatMap(([path, content]) => svgFindings(path, String(content)))];
}

/** @param {Map<string, Buffer>} files @param {string} check @param {string} path @returns {Finding[]} */
function imageFindings(files, check, path) {
  if (/^([a-z]+:|[./])/i.test(path)) {
    return [error('metadatapaths', `${path} is not relative to plugin.json, or begins with . or /`)];
  }
  return files.get(path)?.length ? [] : [error(check, `${path} is missing or empty`)];
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
