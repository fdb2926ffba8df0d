import { Session, type Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { joinKey } from './joinKey';
import { readName } from './readName';

/** What a string method goes over or copies, in characters. */
const COSTS: Record<string, (text: string, args: unknown[], result: unknown) => number> = {
  indexOf: (text, [, from = 0], at) => (at === -1 ? text.length : Number(at)) - Number(from),
  lastIndexOf: (text, [, from = text.length], at) => Number(from) - Number(at),
  slice: (_, __, part) => String(part).length,
};
// The end of a text that was put together is only there once all of it is.
const WHOLE = ['endsWith', 'includes', 'split', 'replace', 'replaceAll', 'trim', 'trimEnd', 'trimStart'];

function countStrings(): { scanned: number; restore(): void } {
  const counter = { scanned: 0, restore: () => spies.forEach((spy) => spy.mockRestore()) };
  const spies = [...Object.keys(COSTS), ...WHOLE].map((method) => {
    const original = String.prototype[method as 'slice'] as (...args: unknown[]) => string;
    return jest.spyOn(String.prototype, method as 'slice').mockImplementation(function (
      this: string,
      ...args: unknown[]
    ) {
      const result = original.apply(this, args);
      counter.scanned += COSTS[method] ? COSTS[method](this, args, result) : this.length;
      return result;
    });
  });
  return counter;
}

/** How often each block of the room's code ran, by V8's own count, and the characters that string methods went over. */
function workOf(run: () => void): number {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const strings = countStrings();
  try {
    run();
  } finally {
    strings.restore();
  }
  let blocks = 0;
  session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
    const room = result.filter(({ url }) => url.includes('/naming/') && !url.includes('.test.'));
    for (const { functions } of room) {
      blocks += functions.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
    }
  });
  session.disconnect();
  return blocks + strings.scanned;
}

const PARTS = [
  'a',
  '_',
  'A',
  '0',
  '.',
  ':',
  '::',
  '/',
  '\\',
  '<',
  '>',
  '(',
  ')',
  '[',
  ']',
  '{',
  '|',
  '!',
  '$',
  '#',
  '@',
  ' ',
  '-',
  '+',
  '%',
  '`',
  '~',
  '?',
  'a::',
  'a.',
  'A.',
  'a/',
  'A.a.',
  'a:1',
  '.py',
  '.py:1',
  '.rb ',
  'x.js:',
  ' (',
  'a<',
  'a(',
  '()',
  '()::',
  '[clone ',
  '<a as ',
  ' as ',
  'operator',
  'operator ',
  'operator<',
  '|ns:',
  '$$Lambda$',
  '/0x1',
  '+0x',
  '.0x1',
  '$LT$',
  '$u20$',
  '..',
  '_ZN1a',
  '1a',
  'node_modules/',
  'a/node_modules/',
  '/vendor/a',
  'gems/a-',
  '/python',
  '/src/',
  '@v1',
  '!a',
  ' in ',
  ' -> ',
  '<>c',
  '`1',
  '+<',
  '>b__',
  '(anonymous namespace)',
  '(anonymous namespace)::',
  '(anonymous:L#',
  'é',
  '😀',
];

const SHAPES = [
  ...PARTS.map((part) => (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)),
  ...PARTS.map((part) => (length: number) => `${part}${'a'.repeat(length)}${part}`),
  ...PARTS.map(
    (part) => (length: number) => `a::${part.repeat(Math.ceil(length / part.length)).slice(0, length)}.js:f:1`
  ),
];

/** What is mangled: template arguments, constructors and destructors again and again. */
const MANGLED = ['IE', 'C1', 'D1', 'C1D1', 'C1IE', 'D1IE', 'UlvE_', '1a', 'St', 'cl', '1aB1b']
  .flatMap((part) => [
    (length: number) => `_ZN1a${part.repeat(Math.ceil(length / part.length))}E`,
    (length: number) => `_ZN${length / 2}${'a'.repeat(length / 2)}${part.repeat(Math.ceil(length / 2 / part.length))}E`,
  ])
  .concat(
    ['N', 'Na', 'NaN', 'Ms', 'Ms_', 'I', 'C', 'Cs', 's', '1a'].map(
      (part) => (length: number) => `_R${part.repeat(Math.ceil(length / part.length))}`
    )
  );

describe('the work for a name', () => {
  // V8 loses counts where it compiles a function while that runs; its second compiler is in newer versions.
  beforeAll(() => ['--no-opt', '--no-maglev'].forEach((flag) => setFlagsFromString(flag)));
  afterAll(() => setFlagsFromString('--opt'));

  it('counts what it should', () => {
    // What is made with the first name, and kept for all others, is work of none of them.
    workOf(() => readName('a'.repeat(500)));
    const once = workOf(() => readName('a'.repeat(500)));
    const often = workOf(() => {
      for (let i = 0; i < 100; i++) {
        readName('a'.repeat(500));
      }
    });
    expect(once).toBeGreaterThan(500);
    expect(often).toBe(100 * once);
  });

  it.each([
    ['readName', readName],
    ['joinKey', joinKey],
  ])('%s grows with its length, whatever stands in it', (_, read) => {
    // Counting takes V8 a while, so that shapes are measured by the group; one that grows too fast outweighs the others.
    const groups = [MANGLED, ...[0, 1, 2, 3].map((group) => SHAPES.filter((__, i) => i % 4 === group))];
    const work = (length: number) =>
      groups.map((shapes) => {
        const names = shapes.map((shape) => shape(length));
        return workOf(() => names.forEach((name) => read(name))) / (shapes.length * length);
      });
    const short = work(450);
    const long = work(1800);
    // Per character: what goes over the name again for each of its parts would cost four times as much in the longer one.
    expect(Math.max(...long.map((each, i) => each / short[i]))).toBeLessThan(1.2);
    expect(Math.max(...long)).toBeLessThan(100);
  });
});
