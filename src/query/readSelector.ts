import { buildSelector } from './buildSelector';
import { unquoteGo } from './goStrings';
import type { Matcher, ParsedSelector } from './selector';

let parse: ((text: string) => ParsedSelector) | undefined;
let failure: Error | undefined;

/** Loads PromQL's grammar, which weighs half as much as the whole page without it. */
export async function loadGrammar(): Promise<void> {
  parse = (await import(/* webpackChunkName: "promql" */ './selector')).parseSelector;
}

/**
 * As `parseSelector`. Texts as `buildSelector` writes them, which all links of ours have, need no grammar; others, typed
 * by hand or made by other programs, are read once it is loaded.
 * @throws {Promise} that is settled when the grammar is there, or cannot be had: React's Suspense waits for it. Why it cannot be had is
 * thrown then.
 */
export function readSelector(text: string): ParsedSelector {
  const matchers = readBuilt(text);
  if (matchers) {
    return { ok: true, matchers };
  }
  if (parse === undefined) {
    throw failure ?? loadGrammar().catch((error: Error) => (failure = error));
  }
  return parse(text);
}

/** `region` or `"k8s.pod"`, an operator, and a quoted value; then a comma or the end. */
const MATCHER = /([a-zA-Z_][a-zA-Z0-9_]*|"(?:[^"\\]|\\.)+")(=~|!~|!=|=)("(?:[^"\\]|\\.)*")(?:, |$)/suy;

/** The conditions of a text that is, to the letter, what is written for them; undefined for any other text. */
function readBuilt(text: string): Matcher[] | undefined {
  const inner = text.slice(1, -1);
  const matchers: Matcher[] = [];
  MATCHER.lastIndex = 0;
  while (MATCHER.lastIndex < inner.length) {
    const found = MATCHER.exec(inner);
    const value = found && unquoteGo(found[3]);
    const name = found && (found[1].startsWith('"') ? unquoteGo(found[1]) : { ok: true as const, value: found[1] });
    if (!value?.ok || !name?.ok) {
      return undefined;
    }
    matchers.push({ name: name.value, op: found![2] as Matcher['op'], value: value.value });
  }
  return buildSelector(matchers) === text ? matchers : undefined;
}
