import { RE2JS } from 're2js';

import { quoteGo } from '../../src/query/quoteGo';
import { parseSelector, type Matcher } from '../../src/query/selector';
import { ConnectError } from './querier';

/** Far more than any question needs: each is compiled, and tried on each series. */
const MAX_MATCHERS = 200;
const MAX_SELECTOR_LENGTH = 256 * 1024;

/** Whether a label set is selected; a missing label counts as the empty text. */
export type LabelPredicate = (labels: ReadonlyMap<string, string>) => boolean;

/**
 * The predicate of selectors that must all hold. Regexes are RE2 and match whole values.
 * @throws {ConnectError} invalid_argument, for a selector that can't be read
 */
export function matchAll(selectors: readonly string[]): LabelPredicate {
  const tests = selectors.flatMap((selector) =>
    readSelector(selector, `parsing label selector: failed to parse label selector ${quoteGo(selector)}`)
  );
  return (labels) => tests.every((test) => test(labels));
}

/**
 * The predicate of one selector and one profile type.
 * @throws {ConnectError} invalid_argument, for a selector that can't be read
 */
export function matchSelectorAndType(selector: string, profileType: string): LabelPredicate {
  const tests = readSelector(selector, `parsing label selector ${quoteGo(selector)}`);
  return (labels) => labels.get('__profile_type__') === profileType && tests.every((test) => test(labels));
}

function readSelector(selector: string, inCaseOfError: string): LabelPredicate[] {
  if (selector.length > MAX_SELECTOR_LENGTH) {
    throw new ConnectError('invalid_argument', `label selector longer than ${MAX_SELECTOR_LENGTH} characters`);
  }
  const parsed = parseSelector(selector);
  if (parsed.ok && parsed.matchers.length > MAX_MATCHERS) {
    throw new ConnectError('invalid_argument', `label selector of more than ${MAX_MATCHERS} matchers`);
  }
  if (!parsed.ok) {
    throw new ConnectError('invalid_argument', `${inCaseOfError}: ${parsed.message}`);
  }
  return parsed.matchers.map((matcher) => compile(matcher, inCaseOfError));
}

function compile({ name, op, value }: Matcher, inCaseOfError: string): LabelPredicate {
  const holds = op === '=' || op === '!=' ? (text: string) => text === value : compileRegex(value, inCaseOfError);
  const negated = op === '!=' || op === '!~';
  return (labels) => holds(labels.get(name) ?? '') !== negated;
}

function compileRegex(pattern: string, inCaseOfError: string): (text: string) => boolean {
  let regex: RE2JS;
  try {
    // With the flag, which becomes part of the pattern, the error would not quote what was asked.
    RE2JS.compile(pattern);
    // Prometheus lets the dot match newlines too: model/labels/regexp.go.
    regex = RE2JS.compile(pattern, RE2JS.DOTALL);
  } catch (error) {
    throw new ConnectError('invalid_argument', `${inCaseOfError}: parse error: ${(error as Error).message}`);
  }
  // Many series share few values.
  const known = new Map<string, boolean>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = regex.matches(text);
      known.set(text, result);
    }
    return result;
  };
}
