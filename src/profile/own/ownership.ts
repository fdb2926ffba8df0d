import type { Family, FrameName } from '../naming/frameName';
import { goStandardOf } from '../naming/goLibrary';
import { readPath } from '../naming/paths';
import { nameAt } from '../naming/nameAt';
import { readName } from '../naming/readName';
import { FrameKind, type CallTree, type Frames, type Program as Binary, type SymbolIndex } from '../model';
import { drained, inSlices, NAMES_A_SLICE } from '../steps';
import {
  isKernelEntry,
  moduleWithoutHost,
  NAMESPACE_OF,
  Owner,
  ownerByName,
  ownerOfPackage,
  ownerOfPython,
  type RuntimeKind,
} from './known';
import { isInside } from './inside';

/** What a person says of a package: own, not own, or own but never charged (middleware that wraps everything). */
export type Word = 'yes' | 'no' | 'through';

export interface OwnWord {
  /** Or a prefix of it, as `github.com/me/shop`. */
  readonly package: string;
  /** `default` takes back what was said of the package before: whose it is tells what it would without a word. */
  readonly word: Word | 'default';
}

export interface OwnRules {
  /** By package or a prefix of it (`github.com/me/shop`); the longest that fits decides. */
  readonly words: ReadonlyMap<string, Word>;
  /** The service's `service_repository` (`https://github.com/me/shop`), where it is known. */
  readonly repository?: string;
}

/** By what a package was found to be own code. */
export type DecidedBy = 'word' | 'file' | 'repository' | 'build' | 'main' | 'hostless' | 'binary' | 'name';

export interface Ownership {
  /** One `Owner` a frame. */
  readonly owner: Uint8Array;
  /** By frame: 1 if it is charged for what it calls. Own, and not marked as passing through. */
  readonly charged: Uint8Array;
  /** By frame: 1 if nothing told whose it is: a library's, but it could be own. */
  readonly open: Uint8Array;
  /** What was found to be own code, by what, in order: the person's packages, the repository, the entry's package, modules. */
  readonly modules: ReadonlyMap<string, DecidedBy>;
  /** All that a word can be about; more by the beginnings of them. */
  readonly packages: ReadonlySet<string>;
}

/**
 * Whose each frame is. In order: the person's word; the file, where there is one (an SDK's closure that was inlined into
 * an own package has the SDK's file); the standard library's and the kernel's names; the service's or the build's
 * repository, the package of the program's entry, the module that the binary is named after; the names of common
 * libraries. What all of them leave open is a library's. O(nodes + frames).
 */
export function ownership(tree: CallTree, rules: OwnRules): Ownership {
  return drained(ownershipInSteps(tree, rules));
}

/** `ownership` in steps. */
export function* ownershipInSteps(tree: CallTree, rules: OwnRules): Generator<void, Ownership> {
  const { frames } = tree;
  if (frames.grouped !== undefined) {
    return yield* ofPackages(tree, frames.grouped, rules);
  }
  const read: FrameName[] = [];
  const sources: string[][] = [];
  const files: Array<FileOwner | undefined> = [];
  const readNames = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      read.push(nameAt(frames, s));
      sources.push(filesOf(frames, s));
      files.push(ownerByFile(sources[s], read[s]));
    }
  };
  yield* inSlices(0, frames.names.length, readNames, NAMES_A_SLICE);
  const family = mainFamily(frames, read, sources);
  yield;
  const entries = entryPrefixes(read, sources);
  yield;
  const program: Program = {
    family,
    runtimes: runtimesOf(frames.names, read, sources),
    prefixes: [
      ...repositoryPrefix(rules.repository, 'repository'),
      ...repositoryPrefix(frames.program?.repository, 'build'),
      ...entries,
      ...(family === 'go' ? hostlessPrefixes(read) : []),
      ...binaryPrefixes(frames.program, read),
    ],
    inKernel: yield* calledByKernel(tree, read),
    hasFiles: files.some((file) => file?.owner === Owner.own),
    inLibrary: (s) => ownerOfLibrary(frames.program?.libraries?.get(frames.names[s])),
  };
  const owner = new Uint8Array(read.length);
  const charged = new Uint8Array(read.length);
  const open = new Uint8Array(read.length);
  const modules = new Map<string, DecidedBy>();
  const packages = new Set<string>();
  const decideAll = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      if (frames.kinds[s] !== FrameKind.function && frames.kinds[s] !== FrameKind.package) {
        owner[s] = Owner.runtime;
        continue;
      }
      const file = files[s];
      const subject = subjectOf(read[s], file, sources[s]);
      packages.add(subject.package);
      const word = wordFor(subject.package, rules.words);
      const decision =
        word === undefined ? decide(s, read[s], subject, file, program, sources[s].length > 0) : ownerByWord(word);
      owner[s] = decision.owner;
      open[s] = decision.open === true ? 1 : 0;
      if (decision.owner === Owner.own) {
        charged[s] = word?.word === 'through' ? 0 : 1;
        modules.set(decision.module, modules.get(decision.module) ?? decision.by);
      }
    }
  };
  yield* inSlices(0, read.length, decideAll, NAMES_A_SLICE);
  return { owner, charged, modules: listed(modules), packages, open };
}

/** In order; of directories only what they have in common, as a program has hundreds of them: a word can be about any part. */
function listed(modules: ReadonlyMap<string, DecidedBy>): Map<string, DecidedBy> {
  const roots = new Map<string, string>();
  const isDirectory = (name: string, by: DecidedBy) => by === 'file' && name !== '' && !isRelative(name);
  const topOf = (name: string) => name.split('/', name[0] === '/' ? 2 : 1).join('/');
  for (const [name, by] of modules) {
    if (isDirectory(name, by)) {
      roots.set(topOf(name), commonPackage(name, roots.get(topOf(name)) ?? name));
    }
  }
  const all = [...modules].map(([name, by]): [string, DecidedBy] => [
    isDirectory(name, by) ? roots.get(topOf(name))! : name,
    by,
  ]);
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whose packages are where they stand for their functions: that of the first function of each. */
function* ofPackages(
  tree: CallTree,
  { from, first }: NonNullable<Frames['grouped']>,
  rules: OwnRules
): Generator<void, Ownership> {
  const symbol = tree.symbol.map((s) => first[s]);
  const { owner, charged, open, ...told } = yield* ownershipInSteps({ ...tree, frames: from, symbol }, rules);
  const ofFirst = (values: Uint8Array) => Uint8Array.from(first, (s) => values[s]);
  return { owner: ofFirst(owner), charged: ofFirst(charged), open: ofFirst(open), ...told };
}

/** What the whole profile says about the program. */
interface Program {
  readonly family: Family;
  readonly runtimes: ReadonlySet<RuntimeKind>;
  readonly prefixes: ReadonlyArray<{ readonly prefix: string; readonly by: DecidedBy }>;
  /** By frame: 1 if the kernel calls it. */
  readonly inKernel: Uint8Array;
  /** Own functions have files. */
  readonly hasFiles: boolean;
  /** Whose the library is that a frame's code was loaded from; undefined where it was not, or where that tells nothing. */
  inLibrary(s: SymbolIndex): Owner | undefined;
}

interface Decision {
  readonly owner: Owner;
  readonly by: DecidedBy;
  readonly module: string;
  /** As in `Ownership`. */
  readonly open?: boolean;
}

/** What a word is about, and what is listed for it. */
interface Subject {
  readonly package: string;
  readonly module: string;
}

const ownerByWord = ({ package: module, word }: Said): Decision => ({
  owner: word === 'no' ? Owner.library : Owner.own,
  by: 'word',
  module,
});

/**
 * The name's package, or the file's: where the code was inlined from another package, and where the name has none or does not
 * tell its language (`report`, and `Client.open` of Python).
 */
function subjectOf(name: FrameName, file: FileOwner | undefined, sources: readonly string[]): Subject {
  const isFiles =
    file !== undefined &&
    (file.owner === Owner.own
      ? name.package === '' || (languageOfFirst(name, sources) ?? name.family) !== name.family
      : !isInside(name.package, file.package));
  return isFiles
    ? { package: file.package, module: isRelative(file.package) ? file.package.split('/')[0] : file.package }
    : { package: name.package, module: moduleOf(name) };
}

function decide(
  s: SymbolIndex,
  name: FrameName,
  { module }: Subject,
  file: FileOwner | undefined,
  program: Program,
  inFiles: boolean
): Decision {
  if (file !== undefined) {
    return { owner: file.owner, by: 'file', module };
  }
  const byName = program.inKernel[s] === 1 && name.package === '' ? Owner.kernel : ownerInProgram(name, program);
  // Who works on a library that many have does not take it for one.
  const prefix =
    byName === undefined || byName === Owner.library
      ? program.prefixes.find((each) => isInside(name.package, each.prefix))
      : undefined;
  if (prefix) {
    return { owner: Owner.own, by: prefix.by, module: prefix.prefix };
  }
  const told = byName ?? program.inLibrary(s);
  const owner = told ?? leftOpen(name, program, inFiles);
  return {
    owner,
    by: byName === Owner.own ? 'main' : 'name',
    module,
    open: told === undefined && owner === Owner.library,
  };
}

/** By the name, where the program has the runtime whose name it is: `core` is a namespace like others in C++. */
function ownerInProgram(name: FrameName, { runtimes }: Program): Owner | undefined {
  const kind = name.family === 'scoped' ? NAMESPACE_OF[name.package.split('::', 1)[0]] : undefined;
  return kind === undefined || runtimes.has(kind) ? ownerByName(name) : undefined;
}

/** What systems and package managers install, and what has the version that only such have (`libssl.so.3`). */
function ownerOfLibrary(file: string | undefined): Owner | undefined {
  const base = file?.slice(file.lastIndexOf('/') + 1) ?? '';
  if (file === undefined || !base.includes('.so')) {
    return undefined;
  }
  if (/^(lib(c|m|dl|rt|pthread|stdc\+\+|c\+\+|gcc_s)|ld(-\w+)*|linux-vdso)[.-]/.test(base)) {
    return Owner.runtime;
  }
  const isInstalled =
    /^(\/usr)?(\/local)?\/lib/.test(file) || /\.so\.\d/.test(base) || readPath(file).origin !== 'source';
  return isInstalled ? Owner.library : undefined;
}

/**
 * Classes of the JVM itself, which is of C++: its compilers and collectors have no namespace, but hundreds of classes. What
 * is in a namespace is of libraries that it loaded.
 */
const HOTSPOT =
  /^(?:$|[A-Z]|java_|ci[A-Z]|vm[A-Z]|(?:os|frame|nmethod|metaspace|markWord|klass\w*|\w+(?:Desc|Klass|Handle|Stream|VFrame|_rRegNode)|[vj]frame\w*)$)/;

/** Neither file nor name nor the program's entry tells; a name that stands in files of several owners is none of the runtime's. */
function leftOpen(name: FrameName, { family, runtimes, hasFiles, prefixes }: Program, inFiles: boolean): Owner {
  if (runtimes.has('jvm') && name.family === 'scoped' && HOTSPOT.test(name.package)) {
    return Owner.runtime;
  }
  if (name.package !== '' || inFiles) {
    return Owner.library;
  }
  // In a program of C or C++ a function without a namespace is its own, unless its own ones have files that this one lacks:
  // then it is of a library without debug information. In others it is native code of the runtime; in Rust, too, whose entry
  // is in a crate.
  const isC = family === 'plain' || (family === 'scoped' && !prefixes.some(({ by }) => by === 'main'));
  return isC && !hasFiles && name.family !== 'native' ? Owner.own : Owner.runtime;
}

interface Said {
  readonly package: string;
  readonly word: Word;
}

/** The word of the longest package that the frame's is in. */
export function wordFor(packageName: string, words: OwnRules['words']): Said | undefined {
  let found: Said | undefined;
  for (const [prefix, word] of words) {
    if (prefix.length > (found?.package.length ?? -1) && isInside(packageName, prefix)) {
      found = { package: prefix, word };
    }
  }
  return found;
}

/** What is built and released together: a repository in Go, the first parts of the JVM's packages, a crate, an assembly. */
export function moduleOf({ family, package: packageName }: FrameName): string {
  switch (family) {
    case 'go':
      return goModule(packageName);
    case 'jvm':
      return packageName.split('.').slice(0, 3).join('.');
    case 'dotnet':
      return packageName.split('.')[0];
    case 'php':
      return packageName.split('\\')[0];
    default:
      return packageName;
  }
}

/** Hosts that keep the repositories of many: their paths name the host, who has it, and the repository. */
const CODE_HOST = /^(git|bitbucket\.|codeberg\.|golang\.org$)/;

/**
 * `github.com/me/shop`; with a host of one's own, `istio.io/istio` and `gopkg.in/yaml.v3`.
 * @param more parts that the module may have beyond these where its host is one's own: `code.acme.com/team/shop`
 */
export function goModule(packageName: string, more = 0): string {
  const [host, next = '', ...rest] = packageName.split('/');
  const isGopkg = host === 'gopkg.in';
  const isLong = !host.includes('.') || CODE_HOST.test(host) || (isGopkg && !next.includes('.v'));
  return [host, next, ...rest.slice(0, isLong ? 1 : isGopkg ? 0 : more)].filter((part) => part !== '').join('/');
}

/** Directories that stand directly in a module. */
const IN_MODULE = /^(cmd|pkg|internal)?$/;

/** Of main's directory; where the module may be longer than its host tells it is, unless packages stand directly in the shorter one. */
function moduleOfMain(directory: string, packages: ReadonlySet<string>): string {
  const short = goModule(directory);
  const isDirectlyIn = (name: string) => IN_MODULE.test(name.slice(short.length + 1).split('/', 1)[0]);
  const isShort = isDirectlyIn(directory) || [...packages].some((name) => isInside(name, short) && isDirectlyIn(name));
  return goModule(directory, isShort ? 0 : 1);
}

interface FileOwner {
  readonly owner: Owner;
  /** As `readPath` finds it. */
  readonly package: string;
}

/** Whose file the frame is in; undefined without one, or where frames of one name stand in files of several owners. */
function ownerByFile(sources: readonly string[], name: FrameName): FileOwner | undefined {
  let found = ownerOfFile(name.file, name);
  for (const place of sources) {
    const file = ownerOfFile(place, name);
    if (file !== undefined && found !== undefined && file.owner !== found.owner) {
      return undefined;
    }
    found = file && found ? { ...file, package: commonPackage(file.package, found.package) } : (file ?? found);
  }
  return found;
}

/** What is said of a part is not said of a name that stands elsewhere, too. */
function commonPackage(a: string, b: string): string {
  let common = a;
  while (common !== '' && !isInside(b, common)) {
    common = common.slice(0, Math.max(0, common.lastIndexOf('/')));
  }
  return common;
}

function filesOf({ places }: Frames, s: SymbolIndex): string[] {
  return places ? [...places.file.subarray(places.offset[s], places.offset[s + 1])].map((f) => places.files[f]) : [];
}

function ownerOfFile(file: string, name: FrameName): FileOwner | undefined {
  // Go's compiler writes methods that nobody did.
  if (file === '' || file === '<autogenerated>') {
    return undefined;
  }
  const family = languageOf(file) ?? name.family;
  const { origin, path, package: packageName } = readPath(file);
  const isGos = family === 'go' || path.includes('/runtime/cgo/');
  const standard = isGos ? goStandardOf(path, name.package) : undefined;
  if (standard !== undefined) {
    return { owner: Owner.runtime, package: standard };
  }
  if (origin !== 'source') {
    return { owner: origin === 'runtime' ? Owner.runtime : Owner.library, package: packageName };
  }
  if (family === 'python' && isRelative(path)) {
    // Agents leave out the directory that a module was imported from, be it the program's, Python's or that of packages.
    return { owner: ownerOfPython(path, packageName) ?? Owner.own, package: packageName };
  }
  // A class file names only its source (`Cart.java`), an agent of old only the base name.
  if (!path.includes('/')) {
    return undefined;
  }
  if ((family === 'go' || path.startsWith('runtime/cgo/')) && isRelative(path)) {
    // Built with -trimpath, files begin with their package: `net/http/server.go`. Other modules than the main one need not
    // have their version there (vendored ones have none), so that their name decides.
    const isStandard = ownerByName(readName(`${path.slice(0, path.lastIndexOf('/'))}.f`)) === Owner.runtime;
    return isStandard ? { owner: Owner.runtime, package: packageName } : undefined;
  }
  return { owner: Owner.own, package: packageName };
}

const isRelative = (path: string) => path[0] !== '/' && path[0] !== '.' && path[1] !== ':';

/** `github.com/me/shop/main.go`: a path that begins with its module's. */
const isTrimmed = (path: string) => isRelative(path) && path.slice(0, path.indexOf('/')).includes('.');

/** The language of most frames that tell one: by their file, their package, or as only Python writes names. */
function mainFamily(frames: Frames, read: readonly FrameName[], sources: readonly string[][]): Family {
  const counts = new Map<Family, number>();
  read.forEach((name, s) => {
    const byFile = languageOfFirst(name, sources[s]);
    const family = byFile ?? name.family;
    const tells = byFile !== undefined || name.package !== '' || family === 'python';
    if (tells && family !== 'native' && family !== 'kernel' && frames.kinds[s] === FrameKind.function) {
      counts.set(family, (counts.get(family) ?? 0) + 1);
    }
  });
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'plain';
}

/** What only Rust's names have as they are read, with or without their hashes. */
const RUST =
  /\{\{closure\}\}|^(std::(rt|panicking|sys|sys_common)|core::(ops|ptr|fmt|iter|slice|str|option|result)|alloc::(vec|string|raw_vec|boxed|sync|collections))::/;

/** As rustc mangles, in both of its ways. */
const MANGLED_RUST = /^__?R[CIMNXY]|17h[\da-f]{16}E/;

/** `<Cart as Clone>::clone`; no expression for it, which would take the square of a long name's length. */
function isTraits(name: string): boolean {
  const as = name[0] === '<' ? name.indexOf(' as ') : -1;
  return as > 0 && name.includes('>::', as);
}

function runtimesOf(
  names: Frames['names'],
  read: readonly FrameName[],
  sources: readonly string[][]
): Set<RuntimeKind> {
  const found = new Set<RuntimeKind>();
  read.forEach((name, s) => {
    const { family } = name;
    const text = name.before + name.name;
    // Others' names can look like a class of the JVM, but not like one of its own.
    if (languageOfFirst(name, sources[s]) === 'node') {
      found.add('node');
    }
    if (family === 'node' || (family === 'jvm' && ownerByName(name) === Owner.runtime)) {
      found.add(family);
    } else if (
      MANGLED_RUST.test(names[s]) ||
      (family === 'scoped' && (RUST.test(text) || isTraits(text) || sources[s].some((file) => file.endsWith('.rs'))))
    ) {
      found.add('rust');
    }
  });
  return found;
}

const LANGUAGES = new Map<string, Family>([
  ['py', 'python'],
  ['pyx', 'python'],
  ['rb', 'ruby'],
  ['php', 'php'],
  ['go', 'go'],
  // Its assembly; that of C is `.S`. The names of what stands there need not have a package (`gcWriteBarrier`).
  ['s', 'go'],
  ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'].map((end): [string, Family] => [end, 'node']),
]);

/** What a file is written in, where its name tells: a function's own name need not (`Cart.total` of Python reads as Go's). */
const languageOf = (file: string) => LANGUAGES.get(file.slice(file.lastIndexOf('.') + 1));

const languageOfFirst = (name: FrameName, sources: readonly string[]) => languageOf(name.file || (sources[0] ?? ''));

/** `https://github.com/me/shop.git` is Go's `github.com/me/shop`. */
function repositoryPrefix(repository: string | undefined, by: 'repository' | 'build') {
  const path = repository
    ?.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/, '')
    .replace(/^git@([^:]+):/, '$1/')
    .replace(/(?:\.git)?\/*$/, '');
  return path ? [{ prefix: path, by }] : [];
}

/** `Program.Main`, of top-level statements `Program.<Main>$`, and what async ones become: `Program.<Main>`, `Program.Main.MoveNext`. */
const DOTNET_MAIN = /\.(Main(\.MoveNext)?|<+Main>.*)$/;

/**
 * The packages that hold the program's entry: `com.example.shop` of `com/example/shop/Main.main`, the crate of
 * `shop::main` (where that is async or hands work to threads, only its closures are on stacks), the module of Go's `main` in `github.com/me/shop/cmd/main.go`.
 */
function entryPrefixes(read: readonly FrameName[], sources: readonly string[][]) {
  const prefixes = new Set<string>();
  const packages = new Set(read.map((name) => (name.family === 'go' ? name.package : '')));
  const directories = new Set<string>();
  for (const [s, name] of read.entries()) {
    if (name.family === 'go' && name.package === 'main') {
      sources[s].filter(isTrimmed).forEach((file) => directories.add(file.slice(0, file.lastIndexOf('/'))));
    }
    if (ownerByName(name) !== undefined || name.package === '') {
      continue;
    }
    const { family, name: fn, package: packageName } = name;
    if (family === 'jvm' && fn.endsWith('.main')) {
      prefixes.add(packageName.split('.').slice(0, 3).join('.'));
    } else if (family === 'scoped' && (fn === `${packageName}::main` || fn.startsWith(`${packageName}::main::{`))) {
      prefixes.add(packageName);
    } else if (family === 'dotnet' && DOTNET_MAIN.test(fn)) {
      prefixes.add(packageName.split('.')[0]);
    }
  }
  directories.forEach((directory) => prefixes.add(moduleOfMain(directory, packages)));
  return [...prefixes].map((prefix) => ({ prefix, by: 'main' as const }));
}

/**
 * The modules without a host, of a program that has Go's runtime or a package as only Go's library writes them (`net/http`):
 * methods of Python and Node read as functions of Go, too.
 */
function hostlessPrefixes(read: readonly FrameName[]) {
  const packages = new Set<string>();
  for (const { family, package: packageName } of read) {
    if (family === 'go') {
      packages.add(packageName);
    }
  }
  const isGos = (name: string) =>
    name === 'runtime' || (name.includes('/') && ownerOfPackage('go', name) === Owner.runtime);
  const names = [...packages];
  // A single word may be all that is left of a standard package (`json` of `encoding/json`).
  const withPath = names.filter((name) => name.includes('/'));
  const modules = names.some(isGos) ? new Set(withPath.map(moduleWithoutHost)) : [];
  return [...modules].flatMap((prefix) => (prefix === undefined ? [] : [{ prefix, by: 'hostless' as const }]));
}

/**
 * The modules that the binary is named after: `github.com/me/shop` and `shop`, the crate `my_shop` and `my-shop`, the
 * assembly `Shop` and `Shop.dll`. Where many programs have one binary (a JVM, an interpreter) it tells nothing.
 */
function binaryPrefixes(program: Binary | undefined, read: readonly FrameName[]) {
  const binary = normalized(program?.binary.replace(/\.(exe|dll)$/i, '') ?? '');
  const prefixes = new Set<string>();
  for (const name of binary === '' ? [] : read) {
    const { family, package: packageName } = name;
    if (!['go', 'scoped', 'dotnet'].includes(family) || packageName === '') {
      continue;
    }
    // A Go module has a host: `main` and the standard library are no modules.
    const modules =
      family === 'scoped'
        ? [packageName.split('::', 1)[0]]
        : family === 'dotnet'
          ? [moduleOf(name)]
          : goModulesOf(name).filter((module) => module.includes('/'));
    const named = modules.find((module) => normalized(module.slice(module.lastIndexOf('/') + 1)) === binary);
    if (named !== undefined) {
      prefixes.add(named);
    }
  }
  return [...prefixes].map((prefix) => ({ prefix, by: 'binary' as const }));
}

/** By its host, and with one part more, which a known library's packages have below its module. */
const goModulesOf = (name: FrameName) =>
  [0, ...(ownerByName(name) === Owner.library ? [] : [1])].map((more) => goModule(name.package, more));

const normalized = (name: string) => name.toLowerCase().replaceAll('-', '_');

/** By frame: 1 if one of its occurrences is below the kernel's entry. */
function* calledByKernel(
  { length, parent, symbol }: CallTree,
  read: readonly FrameName[]
): Generator<void, Uint8Array> {
  const entry = Uint8Array.from(read, (name) => (isKernelEntry(name) ? 1 : 0));
  const called = new Uint8Array(read.length);
  if (!entry.includes(1)) {
    return called;
  }
  const below = new Uint8Array(length);
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      below[i] = entry[symbol[i]] | below[parent[i]];
      called[symbol[i]] |= below[parent[i]];
    }
  });
  return called;
}
