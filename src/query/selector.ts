import { parser } from '@prometheus-io/lezer-promql';

import { unquoteGo } from './goStrings';
import { explainFailure, located, SelectorError } from './selectorErrors';

type MatchOp = '=' | '!=' | '=~' | '!~';

/** One condition of a label selector; several on the same label are ANDed. Regexes are RE2 and match whole values. */
export interface Matcher {
  name: string;
  op: MatchOp;
  value: string;
}

export type ParsedSelector = { ok: true; matchers: Matcher[] } | SelectorError;

const METRIC_NAME = '__name__';

type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

const strictParser = parser.configure({ strict: true });

/**
 * The conditions of a selector, read with PromQL's own grammar: quoted label names, the three kinds of quotes, Go
 * escapes, trailing comma, comments; `metric{…}` and `{"metric"}` set `__name__`. Regexes are not compiled here.
 * An error has Pyroscope's words (`1:9: parse error: …`, line and byte column) and the UTF-16 offsets of the place.
 */
export function parseSelector(text: string): ParsedSelector {
  let top: SyntaxNode;
  try {
    top = strictParser.parse(text).topNode;
  } catch {
    return explainFailure(text);
  }
  const selector = top.getChild('VectorSelector');
  if (!selector) {
    return explainFailure(text);
  }
  const matchers: Matcher[] = [];
  for (let node = selector.firstChild; node; node = node.nextSibling) {
    if (node.name === 'Identifier') {
      matchers.push({ name: METRIC_NAME, op: '=', value: text.slice(node.from, node.to) });
      continue;
    }
    const error = readMatchers(text, node, matchers);
    if (error) {
      return error;
    }
  }
  return { ok: true, matchers };
}

function readMatchers(text: string, list: SyntaxNode, into: Matcher[]): SelectorError | undefined {
  for (let node = list.firstChild; node; node = node.nextSibling) {
    if (node.name === 'LineComment') {
      continue;
    }
    const matcher = readMatcher(text, node);
    if ('ok' in matcher) {
      return matcher;
    }
    into.push(matcher);
  }
  return undefined;
}

function readMatcher(text: string, node: SyntaxNode): Matcher | SelectorError {
  if (node.name === 'QuotedLabelName') {
    const name = readString(text, node);
    return typeof name === 'string' ? { name: METRIC_NAME, op: '=', value: name } : name;
  }
  const [nameNode, opNode, valueNode] = namedChildren(node);
  const name =
    nameNode?.name === 'QuotedLabelName' ? readString(text, nameNode) : text.slice(nameNode?.from, nameNode?.to);
  if (typeof name !== 'string') {
    return name;
  }
  const op = text.slice(opNode?.from, opNode?.to);
  const value = readString(text, valueNode);
  if (typeof value !== 'string') {
    return value;
  }
  return isMatchOp(op) ? { name, op, value } : explainFailure(text);
}

/** Comments may stand between the parts of a condition. */
function namedChildren(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LineComment') {
      children.push(child);
    }
  }
  return children;
}

function readString(text: string, node: SyntaxNode | undefined): string | SelectorError {
  const from = node?.from ?? 0;
  const read = unquoteGo(text.slice(from, node?.to));
  return read.ok ? read.value : located(text, read.message, { at: from, from: from + read.from, to: from + read.to });
}

function isMatchOp(text: string): text is MatchOp {
  return text === '=' || text === '!=' || text === '=~' || text === '!~';
}
