const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * A double-quoted Go string literal of the text, as Prometheus's lexer reads it.
 * U+FFFD is escaped because that lexer takes the bare character for broken UTF-8; a lone surrogate can't be sent as
 * UTF-8 at all and becomes U+FFFD, which is what every encoder would make of it.
 */
export function quoteGo(text: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n')
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(/\uFFFD/g, '\\ufffd');
  return `"${escaped}"`;
}
