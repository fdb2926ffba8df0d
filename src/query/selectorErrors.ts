import { parser } from '@prometheus-io/lezer-promql';

import { unquoteGo } from './goStrings';

/** Why a selector can't be read: the server's words, and the UTF-16 offsets of the text to mark. */
export interface SelectorError {
  ok: false;
  message: string;
  from: number;
  to: number;
}

interface Place {
  /** where the server says it is */
  at: number;
  from: number;
  to: number;
}

interface Leaf {
  name: string;
  from: number;
  to: number;
}

const strictParser = parser.configure({ strict: true });

/** `1:9: parse error: …` as Prometheus numbers places: lines from 1, columns in bytes from 1. */
export function located(text: string, message: string, place: Place): SelectorError {
  const before = text.slice(0, place.at);
  const line = before.split('\n').length;
  const column = utf8Length(before.slice(before.lastIndexOf('\n') + 1)) + 1;
  const to = Math.max(place.to, Math.min(place.from + 1, text.length));
  return { ok: false, message: `${line}:${column}: parse error: ${message}`, from: place.from, to };
}

/**
 * Says what is wrong with a text that is not a label selector. Words and order of checks follow Prometheus's lexer and
 * grammar (promql/parser/lex.go and generated_parser.y), whose errors Pyroscope passes on.
 */
export function explainFailure(text: string): SelectorError {
  if (text.trim() === '') {
    const message = 'unknown position: parse error: unexpected end of input';
    return { ok: false, message, from: 0, to: text.length };
  }
  const at = failurePosition(text);
  const leaves = leavesOf(text.slice(0, at));
  const token = tokenAt(text, at);
  const next = { name: /^["'`]/.test(token) ? 'StringLiteral' : '', from: at, to: at + token.length };
  for (const leaf of [...leaves, next]) {
    const read = leaf.name === 'StringLiteral' ? unquoteGo(text.slice(leaf.from, leaf.to)) : undefined;
    if (read?.ok === false) {
      return located(text, read.message, { at: leaf.from, from: leaf.from + read.from, to: leaf.from + read.to });
    }
  }
  const message = describe(token, expectation(text.slice(0, at), leaves));
  return located(text, message, { at, from: at, to: at + token.length });
}

/** Where reading stops making sense: where the grammar gives up, or where something other than one selector begins. */
function failurePosition(text: string): number {
  const start = nextCode(text, 0);
  try {
    const cursor = strictParser.parse(text).cursor();
    do {
      if (cursor.name === 'VectorSelector' && cursor.from === start) {
        return nextCode(text, cursor.to);
      }
    } while (cursor.next());
    return start;
  } catch (error) {
    const position = /No parse at (\d+)/.exec(error instanceof Error ? error.message : '');
    return position ? Number(position[1]) : text.length;
  }
}

function nextCode(text: string, from: number): number {
  const rest = /^(?:\s|#[^\n]*)*/.exec(text.slice(from));
  return from + (rest?.[0].length ?? 0);
}

/** The tokens that have a name in the grammar: names, operators, strings, comments. Braces and commas have none. */
function leavesOf(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const cursor = parser.parse(text).cursor();
  do {
    const { from, to, name } = cursor;
    if (to > from && !cursor.type.isError && !cursor.node.firstChild) {
      leaves.push({ name, from, to });
    }
  } while (cursor.next());
  return leaves;
}

/** What the grammar would take next; `inside` says whether a brace is open. */
function expectation(prefix: string, leaves: readonly Leaf[]): { inside: boolean; wanted: string } {
  let punctuation = '';
  let sinceLeaf = '';
  let last = '';
  let end = 0;
  for (const leaf of [...leaves, { name: 'LineComment', from: prefix.length, to: prefix.length }]) {
    const gap = prefix.slice(end, leaf.from).replace(/\s/g, '');
    punctuation += gap;
    sinceLeaf += gap;
    end = leaf.to;
    if (leaf.name !== 'LineComment') {
      last = leaf.name;
      sinceLeaf = '';
    }
  }
  const inside = punctuation.lastIndexOf('{') > punctuation.lastIndexOf('}');
  if (sinceLeaf !== '') {
    return { inside, wanted: 'identifier or "}"' };
  }
  if (last === 'StringLiteral') {
    return { inside, wanted: '"," or "}"' };
  }
  return { inside, wanted: last.startsWith('Eql') || last.startsWith('Neq') ? 'string' : 'label matching operator' };
}

function tokenAt(text: string, at: number): string {
  const token = /^(?:[a-zA-Z_][a-zA-Z0-9_]*|=~|!=|!~|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|`[^`]*`?|.)/su;
  return token.exec(text.slice(at))?.[0] ?? '';
}

function describe(token: string, { inside, wanted }: { inside: boolean; wanted: string }): string {
  if (token === '') {
    return inside ? 'unexpected end of input inside braces' : 'unexpected end of input';
  }
  const known = describeToken(token);
  if (known === undefined) {
    return describeCharacter(token, inside);
  }
  return inside ? `unexpected ${known} in label matching, expected ${wanted}` : `unexpected ${known}`;
}

function describeToken(token: string): string | undefined {
  if (/^[a-zA-Z_]/.test(token)) {
    return `identifier ${JSON.stringify(token)}`;
  }
  if (/^["'`]/.test(token)) {
    return `string ${JSON.stringify(token)}`;
  }
  if (token.length > 1 && /^[=!]/.test(token)) {
    return `<op:${token}>`;
  }
  return token === '=' || token === ',' || token === '}' ? `"${token}"` : undefined;
}

function describeCharacter(char: string, inside: boolean): string {
  if (!inside) {
    return `unexpected character: '${char}'`;
  }
  return char === '{' ? `unexpected left brace '{'` : `unexpected character inside braces: '${char}'`;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
