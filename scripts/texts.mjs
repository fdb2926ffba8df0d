// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { globSync } from 'glob';
import ts from 'typescript';

/**
 * `npm run texts`, part of `npm run lint`: whether every text of the code is translated, with the same values in it and
 * its plurals, and no translation is left of a text that is gone. English stands in the code, in the calls of `t()`.
 *
 * @typedef {object} Text
 * @property {string} where file and line
 * @property {Record<string, string>} forms key of a translation -> English
 * @property {string[] | undefined} values names of the values, where the call writes them out
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const LOCALE = 'src/locales/de-DE/oss-serviceprofiles-app.json';
/** Attributes that people read or hear. */
const READ = new Set(['aria-label', 'content', 'description', 'label', 'title', 'tooltip']);
/** Is not translated. */
const NAME = 'Service Profiles';
/** German and English have the same two. */
const PLURALS = ['one', 'other'];

/**
 * The texts of one source file, and what of its calls cannot be read.
 * @param {string} path @param {string} source
 * @returns {{ texts: Map<string, Text>, findings: string[] }}
 */
export function textsOf(path, source) {
  /** @type {Map<string, Text>} */
  const texts = new Map();
  /** @type {string[]} */
  const findings = [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  /** @param {import('typescript').Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const where = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const [id, message, values] = node.arguments;
      if (id && ts.isStringLiteralLike(id) && message && ts.isStringLiteralLike(message)) {
        const text = { where, ...formsOf(id.text, message.text, values) };
        findings.push(...findingsInCall(id.text, text));
        texts.set(id.text, text);
      } else {
        findings.push(`${where}: id and text of t() must be written out, so that they can be translated`);
      }
    }
    const written = writtenText(node);
    if (written) {
      findings.push(
        `${path}:${file.getLineAndCharacterOfPosition(node.end).line + 1}: "${written}" does not go through t()`
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { texts, findings };
}

/** Words that stand on the page as they are. @param {import('typescript').Node} node */
function writtenText(node) {
  const text = ts.isJsxText(node)
    ? node.text
    : ts.isJsxAttribute(node) &&
        READ.has(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer)
      ? node.initializer.text
      : '';
  return /\p{L}{2}/u.test(text) && text !== NAME ? text.trim() : undefined;
}

/** @param {string} id @param {string} message @param {import('typescript').Expression | undefined} values */
function formsOf(id, message, values) {
  /** @type {Record<string, string>} */
  const forms = {};
  /** @type {string[] | undefined} */
  let names = values === undefined ? [] : undefined;
  if (values && ts.isObjectLiteralExpression(values)) {
    const isWhole = values.properties.every((property) => !ts.isSpreadAssignment(property));
    names = isWhole ? values.properties.map((property) => property.name?.getText() ?? '') : undefined;
    for (const property of values.properties) {
      const plural = /^defaultValue_(\w+)$/.exec(property.name?.getText() ?? '')?.[1];
      if (plural && ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)) {
        forms[`${id}_${plural}`] = property.initializer.text;
      }
    }
  }
  return { forms: Object.keys(forms).length > 0 ? forms : { [id]: message }, values: names };
}

/** @param {string} id @param {Text} text @returns {string[]} */
function findingsInCall(id, { where, forms, values }) {
  const placed = Object.values(forms).flatMap(placesIn);
  const counts = placed.includes('count') || values?.includes('count');
  if (counts && PLURALS.some((plural) => forms[`${id}_${plural}`] === undefined)) {
    return [`${where}: "${id}" counts, so it needs defaultValue_one and defaultValue_other`];
  }
  const missing = values ? placed.filter((name) => !values.includes(name)) : [];
  return missing.map((name) => `${where}: "${id}" has no value for {{${name}}}`);
}

/** @param {string} text @returns {string[]} the names in {{ }}, each once, in order */
const placesIn = (text) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

/**
 * What is wrong with a translation of the texts.
 * @param {Iterable<[string, Text]>} texts by id; an id may occur several times
 * @param {Record<string, string>} translation
 * @returns {string[]}
 */
export function compareWith(texts, translation) {
  /** @type {Map<string, { english: string, where: string }>} */
  const known = new Map();
  const findings = [];
  for (const [, { forms, where }] of texts) {
    for (const [key, english] of Object.entries(forms)) {
      const before = known.get(key);
      if (before && before.english !== english) {
        findings.push(`${where}: "${key}" is another text in ${before.where}`);
      }
      known.set(key, { english, where });
    }
  }
  for (const [key, { english, where }] of known) {
    const translated = translation[key];
    if (!translated) {
      findings.push(`not translated (${where}):\n  ${JSON.stringify(key)}: ${JSON.stringify(english)},`);
    } else if (!hasSamePlaces(key, english, translated)) {
      findings.push(`"${key}" has other values: ${JSON.stringify(english)}, ${JSON.stringify(translated)}`);
    }
  }
  const left = Object.keys(translation).filter((key) => !known.has(key));
  return [...findings, ...left.map((key) => `"${key}" is translated, but not in the code any more`)];
}

/** One of something may be said without the number. @param {string} key @param {string} english @param {string} translated */
function hasSamePlaces(key, english, translated) {
  const places = (/** @type {string} */ text) =>
    placesIn(text).filter((name) => name !== 'count' || !key.endsWith('_one'));
  return places(english).join() === places(translated).join();
}

function main() {
  /** @type {Array<[string, Text]>} */
  const texts = [];
  const findings = [];
  for (const path of globSync('src/**/*.{ts,tsx}', { cwd: root, posix: true }).sort()) {
    if (!/\.test\.|\/testing\//.test(path)) {
      const found = textsOf(path, readFileSync(join(root, path), 'utf8'));
      texts.push(...found.texts);
      findings.push(...found.findings);
    }
  }
  findings.push(...compareWith(texts, JSON.parse(readFileSync(join(root, LOCALE), 'utf8'))));
  if (findings.length > 0) {
    console.error(`${findings.join('\n')}\n${findings.length} findings; translations stand in ${LOCALE}`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main();
}
