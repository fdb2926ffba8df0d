import { every, isDigit, isHex, isWord, skip, type CharTest } from './chars';

/** What stands behind a mark and differs from run to run or from build to build. */
interface Mask {
  readonly mark: string;
  readonly run: CharTest;
  /** What must follow the run, if anything. */
  readonly before?: string;
  /** How long the run must be; default 1. */
  readonly length?: number;
}

const isDigitOrDot: CharTest = (code) => isDigit(code) || code === 46;
const isDigitOrScore: CharTest = (code) => isDigit(code) || code === 95;
const isVersion: CharTest = (code) => isWord(code) || code === 46 || code === 45;

const MASKS: readonly Mask[] = [
  // The JVM's generated classes and methods.
  { mark: '$$Lambda$', run: isDigit },
  { mark: 'MethodAccessor', run: isDigit },
  { mark: 'ConstructorAccessor', run: isDigit },
  { mark: '$Proxy', run: isDigit },
  { mark: 'CGLIB$$', run: isWord },
  { mark: '$ByteBuddy$', run: isWord },
  { mark: '$HibernateProxy$', run: isWord },
  { mark: '$MockitoMock$', run: isWord },
  { mark: '/0x', run: isHex },
  { mark: '+0x', run: isHex, before: '.' },
  { mark: '.0x', run: isHex },
  { mark: 'fn__', run: isDigit },
  { mark: '$anonfun$', run: isDigit },
  // Rust's hashes, legacy and v0's.
  { mark: '::h', run: isHex, length: 16 },
  { mark: '[', run: isHex, before: ']::' },
  // Go's closures and wrappers count on when one is added before them.
  { mark: '.func', run: isDigitOrDot },
  { mark: '.gowrap', run: isDigit },
  { mark: '.deferwrap', run: isDigit },
  { mark: '-range', run: isDigit },
  { mark: '.init.', run: isDigitOrDot },
  // Compilers' clones of a function, and lambdas of C++ and .NET by their number.
  { mark: '.llvm.', run: isDigit },
  { mark: '.isra.', run: isDigit },
  { mark: '.part.', run: isDigit },
  { mark: '.constprop.', run: isDigit },
  { mark: ')#', run: isDigit, before: '}' },
  { mark: '{closure#', run: isDigit, before: '}' },
  { mark: '>b__', run: isDigitOrScore },
  { mark: '>d__', run: isDigit },
  { mark: '>c__DisplayClass', run: isDigitOrScore },
  // V8's functions without a name, by their place; WebAssembly's by their index; programs of the kernel by their hash.
  { mark: '(anonymous:L#', run: isDigit },
  { mark: ':C#', run: isDigit, before: ')' },
  { mark: 'wasm-function[', run: isDigit, before: ']' },
  { mark: 'bpf_prog_', run: isHex, before: '_' },
  // Versions in the paths of what is installed.
  { mark: '/python', run: isDigitOrDot },
];

/** One look for all marks: most names have none. */
const ANY_MARK = new RegExp(MASKS.map(({ mark }) => mark.replace(/\W/g, '\\$&')).join('|'));

const ANY = '_';

/**
 * What a name is joined by between two runs or builds: the name, with `_` for what is numbered or hashed anew each time
 * (`Cart$$Lambda$733/0x…` and `Cart$$Lambda$12/0x…`, `func1` and `func2` of one function). Only for names that have no
 * exact partner on either side: different functions may share a key. Linear in the name's length.
 */
export function joinKey(sent: string): string {
  const key = ANY_MARK.test(sent) ? MASKS.reduce(masked, sent) : sent;
  return withoutVersions(withoutLine(withoutRunMark(key)));
}

function masked(text: string, { mark, run, before = '', length = 1 }: Mask): string {
  let at = text.indexOf(mark);
  if (at < 0) {
    return text;
  }
  let kept = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const begin = at + mark.length;
    const end = skip(text, begin, run);
    if (end - begin >= length && text.startsWith(before, end)) {
      kept += text.slice(from, begin) + ANY;
      from = end;
    }
  }
  return kept + text.slice(from);
}

/** `_[j]`, `_[i]`: how often a method had run decides. */
function withoutRunMark(text: string): string {
  return ['_[j]', '_[i]', '_[0]', '_[1]'].some((mark) => text.endsWith(mark)) ? text.slice(0, -4) : text;
}

/** The line of `cart.js:total:10` and `cart.py:31 - total`: code above it moves it. Not the line of what has no name. */
function withoutLine(text: string): string {
  const last = text.lastIndexOf(':');
  if (last > 0 && every(text, isDigit, last + 1) && text.lastIndexOf(':', last - 1) >= 0) {
    return text.slice(0, last);
  }
  const dash = text.indexOf(' - ');
  const colon = dash < 0 ? -1 : text.lastIndexOf(':', dash);
  return colon > 0 && every(text, isDigit, colon + 1, dash) ? text.slice(0, colon) + text.slice(dash) : text;
}

/** `node_modules/.pnpm/express@4.18.2/…`, `gems/rack-2.2.4/…`, `pkg/mod/github.com/a/b@v1.2.3/…`. */
function withoutVersions(text: string): string {
  if (!text.includes('@') && !text.includes('gems/')) {
    return text;
  }
  return text
    .split('/')
    .map((part, i, parts) => {
      const at = part.lastIndexOf('@');
      const isVersioned = at > 0 && (isDigit(part.charCodeAt(at + 1)) || part.startsWith('@v', at));
      if (isVersioned && every(part, isVersion, at + 1)) {
        return part.slice(0, at + 1) + ANY;
      }
      const dash = parts[i - 1] === 'gems' ? gemVersion(part) : -1;
      return dash < 0 ? part : part.slice(0, dash + 1) + ANY;
    })
    .join('/');
}

function gemVersion(part: string): number {
  for (let i = part.length - 1; i > 0; i--) {
    if (part[i] === '-' && isDigit(part.charCodeAt(i + 1))) {
      return i;
    }
  }
  return -1;
}
