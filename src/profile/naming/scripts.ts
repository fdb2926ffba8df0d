import { every, isDigit, isUpper, isWord, skip } from './chars';
import { frameName, type Family, type FrameName, type NameReader } from './frameName';
import { isSourceFile, readPath, splitLine } from './paths';

/** A function, with the file that it is in beside it. */
function inFile(family: Family, fn: string, file: string, line: string): FrameName {
  const path = readPath(file);
  const place = line === '' || line === '0' ? '' : `:${line}`;
  return frameName(family, {
    package: path.package,
    name: fn,
    label: path.base === '' ? fn : `${fn} ${path.base}${place}`,
    after: path.path === '' ? '' : ` ${path.path}${place}`,
    file,
  });
}

const ANONYMOUS = '(anonymous)';

/** `./dist/cart.js:(anonymous:L#42:C#16):42`: V8's name of a function without one says where it is, which the rest does too. */
const V8_ANONYMOUS = '(anonymous:L#';

/** `./node_modules/express/lib/router/index.js:next:280`, `node:internal/timers:listOnTimeout:557`, `:(idle):0`. */
export const readNode: NameReader = (sent) => {
  const last = sent.lastIndexOf(':');
  const byV8 = last < 1 ? undefined : (unnamedInPprof(sent) ?? perfMap(sent));
  if (byV8 || last < 1 || !every(sent, isDigit, last + 1)) {
    return byV8;
  }
  const line = sent.slice(last + 1);
  const anonymous = sent.lastIndexOf(`:${V8_ANONYMOUS}`, last);
  const named = sent.lastIndexOf(':', last - 1);
  // What V8 does itself has no file, and may have colons: `:RegExp: ^(?:a|b):0`.
  const split = sent[0] === ':' && named > 1 ? 0 : anonymous >= 0 && sent[last - 1] === ')' ? anonymous : named;
  if (split < 0 || sent[split - 1] === ':') {
    return undefined;
  }
  const file = sent.slice(0, split);
  const fn = anonymous === split ? ANONYMOUS : sent.slice(split + 1, last) || ANONYMOUS;
  if (file === '') {
    return frameName('node', { package: '', name: fn });
  }
  // `file.rb:12:34` has no function; `std::foo:12` no file.
  return every(fn, isDigit) ? undefined : inFile('node', fn, file, line);
};

/** V8's name alone: in a pprof the file is an attribute of the function. */
function unnamedInPprof(sent: string): FrameName | undefined {
  if (!sent.startsWith(V8_ANONYMOUS) || !sent.endsWith(')')) {
    return undefined;
  }
  const place = sent.slice(V8_ANONYMOUS.length, -1).replace(':C#', ':');
  return frameName('node', { package: '', name: ANONYMOUS, label: `${ANONYMOUS} ${place}`, after: ` ${place}` });
}

/** What V8 writes for `perf`: `LazyCompile:*total /app/dist/cart.js:10:5`, `JS:~total node:fs:12:3`. */
function perfMap(sent: string): FrameName | undefined {
  const colon = sent.indexOf(':');
  if (!PERF_KINDS.has(sent.slice(0, Math.max(colon, 0)))) {
    return undefined;
  }
  const from = skip(sent, colon + 1, (code) => "*~^+'".includes(String.fromCharCode(code)));
  const space = sent.lastIndexOf(' ');
  if (space < from) {
    return frameName('node', { package: '', name: sent.slice(from) || ANONYMOUS });
  }
  const { file, line } = splitLine(sent.slice(space + 1));
  return inFile('node', sent.slice(from, space) || ANONYMOUS, file, line);
}

const PERF_KINDS = new Set(['LazyCompile', 'JS', 'Function', 'Script', 'Eval', 'Builtin', 'BytecodeHandler', 'Stub']);

const SCRIPT_FAMILIES: Record<string, Family> = { py: 'python', pyx: 'python', rb: 'ruby', erb: 'ruby', php: 'php' };

/**
 * Python, Ruby and PHP: `/app/views.py handle`, `<frozen importlib._bootstrap> _find_and_load`; older agents write
 * `file.py:31 - func`, `file.php:func`.
 */
export const readScript: NameReader = (sent) => {
  if (sent.startsWith('<')) {
    const close = sent.indexOf('> ');
    const inner = sent.slice(1, Math.max(close, 1));
    const isFile = close > 1 && !inner.includes('<') && !inner.includes(' as ');
    const family = inner.startsWith('internal:') || inner === 'cfunc' ? 'ruby' : 'python';
    return isFile ? inFile(family, afterDash(sent.slice(close + 2)), sent.slice(0, close + 1), '') : undefined;
  }
  for (let dot = sent.indexOf('.'); dot >= 0; dot = sent.indexOf('.', dot + 1)) {
    const end = Math.min(skip(sent, dot + 1, isWord), dot + 5);
    const family = SCRIPT_FAMILIES[sent.slice(dot + 1, end)];
    const found = family === undefined || isWord(sent.charCodeAt(end)) ? undefined : functionAfter(sent, end);
    if (family !== undefined && found) {
      return inFile(family, scriptFunction(found.fn), sent.slice(0, end), found.line);
    }
  }
  return functionBeforeFile(sent);
};

/** `:31 - handle`, ` handle`, `:handle`. */
function functionAfter(sent: string, at: number): { fn: string; line: string } | undefined {
  const digits = sent[at] === ':' ? skip(sent, at + 1, isDigit) : at;
  const hasLine = digits > at + 1;
  const from = hasLine ? digits : at;
  if (sent[from] !== ' ' && sent[from] !== ':') {
    return undefined;
  }
  const fn = afterDash(sent.slice(from + 1).trimStart());
  return fn === '' ? undefined : { fn, line: hasLine ? sent.slice(at + 1, digits) : '' };
}

function afterDash(text: string): string {
  return text.startsWith('- ') ? text.slice(2) : text;
}

/** PHP functions in a file still carry their namespace: `Symfony\Component\Matcher::match`. */
function scriptFunction(fn: string): string {
  return fn.includes('\\') ? (readPhp(fn)?.name ?? fn) : fn;
}

/** `handle (views.py:9)`, `total (/app/dist/cart.js:10:5)`. */
function functionBeforeFile(sent: string): FrameName | undefined {
  const open = sent.lastIndexOf(' (');
  if (open <= 0 || !sent.endsWith(')')) {
    return undefined;
  }
  const { file, line } = splitLine(sent.slice(open + 2, -1));
  if (!isSourceFile(file)) {
    return undefined;
  }
  const family = SCRIPT_FAMILIES[file.slice(file.lastIndexOf('.') + 1)] ?? 'node';
  return inFile(family, sent.slice(0, open), file, line);
}

/** `Shop\Checkout\Cart::total`, `Shop\Cart->total`, `Shop\Cart::Shop\{closure}`. */
export const readPhp: NameReader = (sent) => {
  if (!sent.includes('\\') || sent[1] === ':' || sent.includes('/')) {
    return undefined;
  }
  const member = memberAt(sent);
  const owner = member < 0 ? sent : sent.slice(0, member);
  const slash = owner.lastIndexOf('\\');
  if (slash < 0 || !every(owner, (code) => isWord(code) || code === 92)) {
    return undefined;
  }
  const namespace = owner.slice(owner[0] === '\\' ? 1 : 0, slash);
  const method = member < 0 ? '' : sent.slice(member);
  const closure = method.lastIndexOf('\\');
  const shown = closure < 0 ? method : method.slice(0, 2) + method.slice(closure + 1);
  const name = owner.slice(slash + 1) + shown;
  return name === '' ? undefined : frameName('php', { package: namespace, before: `${namespace}\\`, name });
};

function memberAt(sent: string): number {
  const scope = sent.indexOf('::');
  const arrow = sent.indexOf('->');
  return scope < 0 ? arrow : arrow < 0 ? scope : Math.min(scope, arrow);
}

/** Ruby since 3.4, by itself: `Shop::Cart#total`, `block in Shop::Cart#total`. */
export const readRuby: NameReader = (sent) => {
  const hash = sent.indexOf('#');
  const from = sent.lastIndexOf(' in ', hash);
  const start = from < 0 ? 0 : from + 4;
  if (hash <= start || hash === sent.length - 1 || !isUpper(sent.charCodeAt(start))) {
    return undefined;
  }
  const owner = sent.slice(start, hash);
  if (!every(owner, (code) => isWord(code) || code === 58)) {
    return undefined;
  }
  const scope = owner.indexOf('::');
  const last = owner.lastIndexOf('::');
  const name = sent.slice(0, start) + (last < 0 ? owner : owner.slice(last + 2)) + sent.slice(hash);
  return frameName('ruby', { package: scope < 0 ? owner : owner.slice(0, scope), name });
};

/** What Python calls code that is no function with a name of its own. */
const PYTHON_CODE = /\.<locals>\.|<(?:module|lambda|genexpr|(?:list|dict|set)comp)>$/;

/**
 * Python without a file, as agents send it whose files are attributes: `main.<locals>.work`, `Cart.<lambda>`, `<module>`,
 * `Cart.__init__`. The class is no package.
 */
export const readPython: NameReader = (sent) => {
  // What is in angle brackets counts for a word.
  const isQualified = every(sent, (code) => isWord(code) || code === 46 || code === 60 || code === 62);
  const isMethod = sent.endsWith('__') && sent.includes('.__') && !sent.includes('<');
  return isQualified && (isMethod || PYTHON_CODE.test(sent))
    ? frameName('python', { package: '', name: sent })
    : undefined;
};
