import { CODE, every, isHex, isWord, scanOutside, skip, withoutBrackets } from './chars';
import { frameName, type NameReader } from './frameName';
import { demangle } from './mangled';

const ANONYMOUS = '(anonymous namespace)';

/** Namespaces that compilers put in and nobody wrote. */
const INLINE = new Set([
  '__1',
  '__2',
  '__cxx11',
  '__ndk1',
  '__debug',
  '_V2',
  '{anonymous}',
  ANONYMOUS,
  "`anonymous namespace'",
]);

/**
 * C++ and Rust: `int shop::tax(std::vector<int> const&)`, `<alloc::vec::Vec<T> as core::clone::Clone>::clone::h0123…`.
 * What counts is the function's own qualified name, not its return type, its arguments' types or its hashes.
 */
export const readScoped: NameReader = (sent) => {
  const mangled = demangle(sent);
  const name = unescapeRust(mangled?.path ?? sent);
  if (mangled === undefined && !name.includes('::') && !hasSignature(name)) {
    return undefined;
  }
  const { parts, after } = ownPath(name);
  const named = parts.filter((part, i) => !INLINE.has(part) && !(i > 0 && isHash(part)));
  if (named.length === 0 || !isSignature(after)) {
    return undefined;
  }
  const packageName = packageOfPath(named);
  if (mangled?.isWhole === false) {
    return packageName === '' ? undefined : frameName('scoped', { package: packageName, name: sent });
  }
  const shown = named.map(readable);
  const from = labelStart(shown);
  const label = shown.slice(from).join('::');
  const before = from > 0 ? `${shown.slice(0, from).join('::')}::` : '';
  return frameName('scoped', { package: packageName, before, name: label, after });
};

/** What may follow a function's own name: arguments and qualifiers, or a note in brackets. Anything else is some other text. */
function isSignature(after: string): boolean {
  const close = after.lastIndexOf(')');
  const rest = after.slice(close + 1).trim();
  return (
    rest === '' || rest.startsWith('[') || ['const', '&', '&&', 'volatile', 'noexcept'].includes(rest.split(' ')[0])
  );
}

/** `foo(int)`, `foo<int>(int)`, `operator==(…)`: C++ without a namespace; a dot before that is another language's. */
function hasSignature(name: string): boolean {
  const open = name.indexOf('(');
  const dot = name.indexOf('.');
  return (
    open > 0 &&
    (dot < 0 || dot > open) &&
    name.includes(')', open) &&
    (isWord(name.charCodeAt(open - 1)) || '>]'.includes(name[open - 1]) || /\boperator\W/.test(name))
  );
}

/** Text to its parts: what stands between `::` outside of brackets, without return type and prefixes, and the rest. */
function ownPath(name: string): { parts: string[]; after: string } {
  let parts: string[] = [];
  let from = 0;
  let end = name.length;
  const close = (to: number) => {
    const part = name.slice(from, to);
    if (part !== '') {
      parts.push(part);
    }
  };
  const stopAt = (at: number) => {
    end = at;
    return name.length;
  };
  /** `run()::{lambda()#1}`, `decltype(auto) f()`: after the parenthesis a name goes on, or begins. */
  const isOfPath = (to: number, open: number) => name.slice(from, to) === 'decltype' || continues(name, open);
  scanOutside(name, (code, i) => {
    if (code === CODE.o && isOperator(name, i, from)) {
      return operatorEnd(name, i);
    }
    if (code === CODE.colon && name[i + 1] === ':') {
      close(i);
      from = i + 2;
      return from;
    }
    if (code === CODE.open && name.startsWith(ANONYMOUS, i)) {
      return i + ANONYMOUS.length;
    }
    if (code === CODE.open && i > from && !isOfPath(i, i)) {
      return stopAt(i);
    }
    if (code === CODE.space && i > from && name.startsWith(' const::', i)) {
      // What is inside of a method that changes nothing: `shop::Cart::total(int) const::{lambda()#1}`.
      return i + 6;
    }
    if (code === CODE.space && (name[i + 1] === '[' || (name[i + 1] === '(' && !isOfPath(i, i + 1)))) {
      return stopAt(i);
    }
    if (code === CODE.space) {
      // What came before was the return type, or a word as in `non-virtual thunk to`.
      parts = [];
      from = i + 1;
    }
    return undefined;
  });
  close(end);
  return {
    parts,
    after: name
      .slice(end)
      .replace(/\[clone [^[\]]*\]/g, '')
      .trimEnd(),
  };
}

/** True if what the parenthesis encloses is followed by `::`: `run()::{lambda()#1}::operator()`. */
function continues(name: string, open: number): boolean {
  let depth = 0;
  for (let i = open; i < name.length; i++) {
    if (name[i] === '(') {
      depth++;
    } else if (name[i] === ')' && --depth === 0) {
      return name.startsWith('::', name.startsWith(' const', i + 1) ? i + 7 : i + 1);
    }
  }
  return false;
}

function isOperator(name: string, i: number, from: number): boolean {
  return i === from && name.startsWith('operator', i) && !isWord(name.charCodeAt(i + 8));
}

/** The operators of C++, those first that begin with another one. */
const OPERATOR = /\(\)|\[\]|<=>|->\*?|(?:<<|>>|[-+*/%^&|<>=!])=|([-+&|<>])\1|[-+*/%^&|<>=!~,]/y;

/** After `operator<<`, `operator()`, `operator new[]`, `operator std::string`; what it is a template of follows. */
function operatorEnd(name: string, at: number): number {
  const i = at + 8;
  if (name[i] === ' ') {
    const open = name.indexOf('(', i);
    return open < 0 ? name.length : open;
  }
  OPERATOR.lastIndex = i;
  const end = OPERATOR.test(name) ? OPERATOR.lastIndex : i;
  // `operator< <int>`: only the space tells it from `operator<<`.
  return name.startsWith(' <', end) ? end + 1 : end;
}

/** `h0123456789abcdef`, which rustc puts behind every name. */
function isHash(part: string): boolean {
  return part.length === 17 && part[0] === 'h' && every(part, isHex, 1);
}

/** `Vec<T>` is `Vec<…>`, `foo[8f1c1d5a]` `foo`, `<alloc::vec::Vec<T> as core::fmt::Debug>` `<Vec as Debug>`. */
function readable(part: string): string {
  if (part.startsWith('<')) {
    return readImplementation(part);
  }
  if (part.startsWith('{lambda')) {
    return part.replace(/^\{lambda\(.*\)/, '{lambda');
  }
  if (part.startsWith('operator') && !isWord(part.charCodeAt(8))) {
    const end = operatorEnd(part, 0);
    return part[end] === '<' ? `${part.slice(0, end).trimEnd()}<…>` : part;
  }
  return withoutBrackets(withoutBrackets(withoutBrackets(part, '(', ''), '[', ''), '<', '<…>').replace(/ const$/, '');
}

function readImplementation(part: string): string {
  if (part.startsWith('<lambda')) {
    return '<lambda>';
  }
  const { type, trait, isImpl } = implementationOf(part);
  const names = [type, trait].filter((text) => text !== '').map(lastName);
  return `<${isImpl ? 'impl ' : ''}${names.join(isImpl ? ' for ' : ' as ')}>`;
}

/** The two sides of `<Type as Trait>` and `<impl Trait for Type>`; one of them may be missing. */
function implementationOf(part: string): { type: string; trait: string; isImpl: boolean } {
  const whole = part.endsWith('>') ? part.slice(1, -1) : part.slice(1);
  const isImpl = whole.startsWith('impl ');
  const inner = isImpl ? whole.slice(5) : whole;
  const word = isImpl ? ' for ' : ' as ';
  let at = -1;
  scanOutside(inner, (code, i) => {
    at = code === CODE.space && inner.startsWith(word, i) ? i : at;
    return at < 0 ? undefined : inner.length;
  });
  return at < 0
    ? { type: inner, trait: '', isImpl }
    : { type: inner.slice(0, at), trait: inner.slice(at + word.length), isImpl };
}

/** `&mut alloc::vec::Vec<T>` is `Vec`. */
function lastName(type: string): string {
  const plain = withoutBrackets(withoutBrackets(type, '<', ''), '[', '').trim();
  const bare = plain.slice(plain.lastIndexOf(' ') + 1);
  const last = bare.slice(bare.lastIndexOf(':') + 1);
  return last || type;
}

const CLOSURES = ['{', "'", '$', '<lambda', 'operator()'];

/** The last two names, and the closures that follow them. */
function labelStart(shown: readonly string[]): number {
  let names = 0;
  for (let i = shown.length - 1; i >= 0; i--) {
    const isClosure = CLOSURES.some((closure) => shown[i].startsWith(closure));
    names += isClosure ? 0 : 1;
    if (names === 2) {
      return i;
    }
  }
  return 0;
}

/** Namespace or crate: the first part, if the function is not it. */
function packageOfPath(named: readonly string[]): string {
  const first = named[0];
  if (first.startsWith('<') && !first.startsWith('<lambda')) {
    const { type, trait } = implementationOf(first);
    return crateOf(type) || crateOf(trait) || (trait === '' && isBuiltIn(type) ? 'core' : '');
  }
  return named.length > 1 ? identifierOf(first) : '';
}

/** Types whose methods the language has: `<f64>::sqrt`, `<[T]>::sort`, `<*const T>::read`. */
const isBuiltIn = (type: string) =>
  /^(?:bool|char|str|[ui](?:8|16|32|64|128|size)|f(?:16|32|64|128)|[[*].*)$/s.test(type);

/** `&mut dyn shop::Handler` is `shop`; '' for what has no path, as a type parameter. */
function crateOf(type: string): string {
  const scope = type.indexOf('::');
  if (scope < 0) {
    return '';
  }
  let from = scope;
  while (from > 0 && (isWord(type.charCodeAt(from - 1)) || type[from - 1] === ']' || type[from - 1] === '[')) {
    from--;
  }
  return identifierOf(
    type.slice(
      skip(type, from, (code) => code === 91),
      scope
    )
  );
}

/** Without template arguments, signatures and hashes. */
function identifierOf(part: string): string {
  return part.slice(
    0,
    skip(part, 0, (code) => isWord(code) || code === 126)
  );
}

const RUST_ESCAPES: Record<string, string> = {
  LT: '<',
  GT: '>',
  LP: '(',
  RP: ')',
  C: ',',
  RF: '&',
  BP: '*',
  SP: '@',
};

/** `_$LT$alloc..vec..Vec$LT$T$GT$$u20$as$u20$core..fmt..Debug$GT$::fmt` as rustc's legacy mangling writes it. */
function unescapeRust(name: string): string {
  if (!name.includes('$LT$') && !name.includes('$u20$') && !name.includes('$u7b$')) {
    return name;
  }
  return name
    .replace(/(^|::)_\$/g, '$1$')
    .replace(/\$([A-Z]{1,2}|u[0-9a-f]{1,4})\$/g, (escape, code: string) =>
      code[0] === 'u' ? String.fromCharCode(parseInt(code.slice(1), 16)) : (RUST_ESCAPES[code] ?? escape)
    )
    .replaceAll('..', '::');
}
