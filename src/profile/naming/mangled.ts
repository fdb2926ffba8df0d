import { isDigit, skip } from './chars';

/**
 * The path of a name as compilers of C++ and Rust mangle it, without arguments: `_ZN4shop4Cart5totalEi` (Itanium, which is
 * also Rust's legacy form) is `shop::Cart::total`, `_RNvNtCs1234_4shop4cart5total` (Rust's v0) `shop::cart::total`.
 * Undefined for what is not mangled. What is of a form that is not known here ends early: its beginning tells the package,
 * but no name is better than half of one.
 */
export function demangle(name: string): { path: string; isWhole: boolean } | undefined {
  const parts: string[] = [];
  const end = name.startsWith('_R') ? readRust(name, parts) : readItanium(name, parts);
  return parts.length === 0 ? undefined : { path: parts.join('::'), isWhole: end >= 0 };
}

function readItanium(name: string, parts: string[]): number {
  const start = /^__?Z(Z*)/.exec(name);
  let i = start === null ? -1 : readPath(name, start[0].length, parts);
  // `Z…E`: what is inside of a function, as its lambdas are.
  for (let z = start?.[1].length ?? 0; z > 0 && i >= 0; z--) {
    const end = closing(name, i, ['Z']);
    i = end < 0 ? -1 : readPath(name, end, parts);
  }
  return i;
}

/** Adds the parts of the path that begins here; returns where it ends, -1 where that is not known. */
function readPath(name: string, from: number, parts: string[]): number {
  const nested = name[from] === 'N';
  let i = nested ? skip(name, from + 1, (code) => 'rVKRO'.includes(String.fromCharCode(code))) : from;
  let isNamed = false;
  while (nested ? name[i] !== 'E' : !isNamed || name[i] === 'I' || name[i] === 'B') {
    const end = readPart(name, i, parts);
    if (end < 0) {
      return -1;
    }
    isNamed = !name.startsWith('St', i);
    i = end;
  }
  return nested ? i + 1 : i;
}

/** Those of the library's types and of the operators that profiles show, by their two letters. */
const KNOWN = new Map(
  (
    'Ststd Sastd::allocator Sbstd::basic_string Ssstd::string Sistd::istream Sostd::ostream cl() ix[] pl+ mi- ml* dv/ rm% ' +
    'eq== ne!= lt< gt> le<= ge>= ss<=> ls<< rs>> aS= pL+= mI-= aa&& oo|| nt! pp++ mm-- de* pt-> nw:new na:new[] ' +
    'dl:delete da:delete[]'
  )
    .split(' ')
    .map((text) => [text.slice(0, 2), (text[0] === 'S' ? '' : 'operator') + text.slice(2).replace(/^:/, ' ')])
);

function readPart(name: string, i: number, parts: string[]): number {
  const last = parts.length - 1;
  const two = name.slice(i, i + 2);
  // Once for each name: what looks back at it each time would take the square of a long name's length.
  if (two[0] === 'I' && last >= 0 && !parts[last].endsWith('…>')) {
    parts[last] += parts[last].endsWith('<') ? ' <…>' : '<…>';
    return closing(name, i, []);
  }
  if (two === 'Ul') {
    const end = closing(name, i, []);
    const number = name.slice(name.lastIndexOf('E', end) + 1, end - 1);
    parts.push(`{lambda()#${number === '' ? 1 : Number(number) + 2}}`);
    return end;
  }
  const known = KNOWN.get(two);
  const isSpecial = /^[CD]\d/.test(two) && last >= 0 && parts[last] !== parts[last - 2];
  if (known !== undefined || isSpecial) {
    parts.push(known ?? (two[0] === 'D' ? '~' : '') + parts[last].replace(/^.*:|^~|<.*/g, ''));
    return i + 2;
  }
  // `L`: only in its file; `B`: a tag of the name before.
  const isTag = two[0] === 'B' && last >= 0;
  const digits = isTag || two[0] === 'L' ? i + 1 : i;
  const from = skip(name, digits, isDigit);
  const end = from + Number(name.slice(digits, from));
  if (from === digits || end > name.length) {
    parts.push('?');
    return -1;
  }
  if (!isTag) {
    const part = name.slice(from, end);
    parts.push(part.startsWith('_GLOBAL__N') ? '(anonymous namespace)' : part);
  }
  return end;
}

/** What types and arguments are made of: what opens, what closes, a name's length, or a piece that does none of these. */
const PIECE =
  /([NIJFZ]|Ul|L_Z)|(E)|(\d+)|S(?:[\dA-Z]*_|[a-z])|T[\dA-Z]*_|Ut\d*_|A\d*_|L[a-z]n?\d*E|C\d|D[^tTFvV]|_\d|[a-zKPRVOGBUM]/y;

/** Where what is open here ends: the template arguments or the types that begin, and all inside; -1 where not told. */
function closing(name: string, from: number, open: string[]): number {
  for (let i = from; i < name.length;) {
    PIECE.lastIndex = i;
    const piece = PIECE.exec(name);
    if (piece === null) {
      return -1;
    }
    const [text, opens, closes, length = 0] = piece;
    i += text.length + Number(length);
    if (opens) {
      open.push(opens);
    }
    if (closes) {
      // A lambda's number follows it.
      i = open.pop() === 'Ul' ? skip(name, i, isDigit) + 1 : i;
      if (open.length === 0) {
        return i;
      }
    }
  }
  return -1;
}

const RUST_START = /_R((?:N[A-Za-z]|[IMXY](?:s[\da-zA-Z]*_)?)*)C/y;
const RUST_NAME = /(?:s[\da-zA-Z]*_)?(\d+)_?/y;

/** The crate, modules and functions, each after its length; of implementations and what is generic only the crate. */
function readRust(name: string, parts: string[]): number {
  RUST_START.lastIndex = 0;
  const kinds = RUST_START.exec(name)?.[1];
  if (kinds === undefined) {
    return -1;
  }
  let i = RUST_START.lastIndex;
  const isPlain = /^(N.)+$/.test(kinds);
  for (let k = isPlain ? kinds.length : 0; k >= 0; k -= 2) {
    RUST_NAME.lastIndex = i;
    const length = RUST_NAME.exec(name)?.[1];
    if (length === undefined) {
      return -1;
    }
    i = RUST_NAME.lastIndex + Number(length);
    parts.push(kinds[k + 1] === 'C' && isPlain ? '{closure}' : name.slice(RUST_NAME.lastIndex, i));
  }
  if (!isPlain) {
    parts.push('?');
  }
  return isPlain && i <= name.length ? i : -1;
}
