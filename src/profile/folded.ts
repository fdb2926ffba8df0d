import { ProfileInputError, type Profile } from './model';
import { StackBuilder } from './stacks';

const LINES_A_SLICE = 1 << 12;

/**
 * Reads folded stacks (https://www.brendangregg.com/FlameGraphs/cpuflamegraphs.html): a line each, frames from the root
 * on with `;` between them, then a space or tab and the value. Empty lines and those that begin with `#` say nothing, and
 * so do frames without a name: some tools write a `;` too many.
 * @throws {ProfileInputError} `bad-folded`: a line that is no stack
 */
export function* foldedInSteps(text: string): Generator<void, Profile> {
  const builder = new StackBuilder();
  let row = 0;
  for (let at = 0; at < text.length; row++) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, end).trim();
    at = end + 1;
    if (line !== '' && !line.startsWith('#')) {
      const value = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
      const number = line.slice(value + 1);
      if (value <= 0 || !/^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(number)) {
        throw new ProfileInputError(
          'bad-folded',
          `Line ${row + 1} is no folded stack: it does not end with a value.`,
          row
        );
      }
      for (const frame of line.slice(0, value).trimEnd().split(';')) {
        if (frame !== '') {
          builder.push(builder.intern(frame));
        }
      }
      builder.endStack(Number(number));
    }
    if (row % LINES_A_SLICE === LINES_A_SLICE - 1) {
      yield;
    }
  }
  return yield* builder.buildInSteps();
}
