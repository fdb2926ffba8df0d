import { quoteGo } from './quoteGo';
import type { Matcher } from './selector';

const PLAIN_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * The label selector with these conditions, in their order: `{service_name="shop", region=~"eu|us"}`; `{}` for none.
 * Values may be any text. Names that are not plain identifiers are quoted, as Pyroscope wants dotted ones.
 */
export function buildSelector(matchers: readonly Matcher[]): string {
  const parts = matchers.map(({ name, op, value }) => `${buildName(name)}${op}${quoteGo(value)}`);
  return `{${parts.join(', ')}}`;
}

function buildName(name: string): string {
  return PLAIN_NAME.test(name) ? name : quoteGo(name);
}
