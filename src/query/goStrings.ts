/** A literal's value, or what is wrong with it; `from` and `to` are UTF-16 offsets inside the literal. */
export type Unquoted = { ok: true; value: string } | { ok: false; message: string; from: number; to: number };

type Escape = { value: string; length: number } | { message: string; length: number };

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/**
 * The value of a literal in any of PromQL's three quotes. Messages are those of Prometheus's lexer
 * (prometheus/promql/parser/lex.go: lexString, lexEscape, lexRawString).
 */
export function unquoteGo(literal: string): Unquoted {
  const quote = literal.charAt(0);
  const end = literal.length - 1;
  if (quote === '`') {
    return end > 0 && literal.endsWith('`')
      ? { ok: true, value: literal.slice(1, end) }
      : { ok: false, message: 'unterminated raw string', from: 0, to: literal.length };
  }
  let value = '';
  let at = 1;
  while (at < literal.length) {
    const char = literal.charAt(at);
    if (char === quote) {
      return { ok: true, value };
    }
    if (char === '\n') {
      break;
    }
    if (char !== '\\') {
      value += char;
      at += 1;
      continue;
    }
    const escape = readEscape(literal, at, quote);
    if ('message' in escape) {
      return { ok: false, message: escape.message, from: at, to: Math.min(at + escape.length, literal.length) };
    }
    value += escape.value;
    at += escape.length;
  }
  return { ok: false, message: 'unterminated quoted string', from: 0, to: at };
}

function readEscape(literal: string, at: number, quote: string): Escape {
  const char = String.fromCodePoint(literal.codePointAt(at + 1) ?? 0);
  if (at + 1 >= literal.length) {
    return { message: 'escape sequence not terminated', length: 1 };
  }
  const simple = char === quote ? quote : SIMPLE_ESCAPES[char];
  if (simple !== undefined) {
    return { value: simple, length: 2 };
  }
  if (char === 'u' || char === 'U') {
    return readCodePoint(literal, at, char === 'u' ? 4 : 8);
  }
  if (isByteEscape(char)) {
    return readBytes(literal, at);
  }
  return { message: `unknown escape sequence ${describeRune(char)}`, length: 1 + char.length };
}

function isByteEscape(char: string): boolean {
  return char === 'x' || /^[0-7]$/.test(char);
}

function readCodePoint(literal: string, at: number, digits: number): Escape {
  const read = readDigits(literal, at + 2, digits, 16);
  if ('message' in read) {
    return { message: read.message, length: read.end - at };
  }
  if (read.value > 0x10ffff || (read.value >= 0xd800 && read.value < 0xe000)) {
    return { message: 'escape sequence is an invalid Unicode code point', length: 2 + digits };
  }
  return { value: String.fromCodePoint(read.value), length: 2 + digits };
}

/** `\xe2\x82\xac` spells one character in bytes, so a run of byte escapes is read as a whole. */
function readBytes(literal: string, start: number): Escape {
  let encoded = '';
  let at = start;
  while (literal.charAt(at) === '\\' && isByteEscape(literal.charAt(at + 1))) {
    const hex = literal.charAt(at + 1) === 'x';
    const from = at + (hex ? 2 : 1);
    const read = hex ? readDigits(literal, from, 2, 16) : readDigits(literal, from, 3, 8);
    if ('message' in read) {
      return { message: read.message, length: read.end - start };
    }
    if (read.value > 0xff) {
      return { message: 'escape sequence is an invalid Unicode code point', length: read.end - start };
    }
    encoded += `%${read.value.toString(16).padStart(2, '0')}`;
    at = read.end;
  }
  try {
    return { value: decodeURIComponent(encoded), length: at - start };
  } catch {
    return { message: 'escape sequence is not valid UTF-8', length: at - start };
  }
}

function readDigits(
  literal: string,
  from: number,
  count: number,
  base: number
): { value: number; end: number } | { message: string; end: number } {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const char = String.fromCodePoint(literal.codePointAt(i) ?? 0);
    const digit = /^[0-9a-fA-F]$/.test(char) ? parseInt(char, 16) : base;
    if (i >= literal.length) {
      return { message: 'escape sequence not terminated', end: i };
    }
    if (digit >= base) {
      return { message: `illegal character ${describeRune(char)} in escape sequence`, end: i + char.length };
    }
    value = value * base + digit;
  }
  return { value, end: from + count };
}

/** Go's `%#U`: `U+0071 'q'`. */
function describeRune(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${char}'`;
}
