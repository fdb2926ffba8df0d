import { every, isDigit, isWord } from './chars';

/** Where a file came from: a package manager, the language's own runtime or standard library, or neither. */
export type Origin = 'installed' | 'runtime' | 'source';

export interface SourcePath {
  /** With `/`, without what systems and build tools put before it. */
  readonly path: string;
  readonly base: string;
  /** The installed package (`@grpc/grpc-js`, `flask`), the runtime's module (`threading`, `node:fs`), else the directory. */
  readonly package: string;
  readonly origin: Origin;
}

/** Reads a path as any operating system, bundler or build tool writes it. Linear in its length. */
export function readPath(file: string): SourcePath {
  if (file.startsWith('node:')) {
    const slash = file.indexOf('/');
    return { path: file, base: baseOf(file), package: slash < 0 ? file : file.slice(0, slash), origin: 'runtime' };
  }
  if (file.startsWith('wasm:')) {
    // A module without a file: packages bring them along, to parse and to read source maps.
    return { path: file, base: baseOf(file), package: file, origin: 'installed' };
  }
  const frozen = frozenModule(file);
  if (frozen !== undefined) {
    const dot = frozen.indexOf('.');
    return { path: file, base: frozen, package: dot < 0 ? frozen : frozen.slice(0, dot), origin: 'runtime' };
  }
  const path = cleaned(file);
  const base = baseOf(path);
  const known = installedIn(path) ?? runtimeIn(path) ?? headerIn(path);
  if (known) {
    return { path, base, ...known };
  }
  const slash = path.lastIndexOf('/');
  return { path, base, package: slash > 0 ? path.slice(0, slash) : withoutExtension(path), origin: 'source' };
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function withoutExtension(base: string): string {
  const dot = base.lastIndexOf('.');
  return dot > 0 ? base.slice(0, dot) : base;
}

/** `<frozen importlib._bootstrap>`, `<internal:kernel>` (Ruby), `<cfunc>`: files that are not on the disk. */
function frozenModule(file: string): string | undefined {
  if (!file.startsWith('<') || !file.endsWith('>')) {
    return undefined;
  }
  const inner = file.slice(1, -1);
  return inner.startsWith('frozen ') ? inner.slice(7) : inner.startsWith('internal:') ? inner.slice(9) : inner;
}

/** What stands before the path proper. */
const SCHEMES = [
  'file://',
  'webpack-internal:///',
  'webpack://',
  'turbopack://',
  'rsc://React/Server/',
  'ng:///',
  '/@fs',
];

/** Directories that build tools put in between; the path proper begins after the last of them. */
const BUILD_ROOTS = ['/execroot/', '.runfiles/', '/bazel-out/'];

function cleaned(file: string): string {
  let path = file.includes('\\') ? file.replaceAll('\\', '/') : file;
  for (const scheme of SCHEMES) {
    if (path.startsWith(scheme)) {
      path = path.slice(scheme.length);
      path = scheme.startsWith('webpack') || scheme.startsWith('turbopack') ? afterBundle(path) : path;
      break;
    }
  }
  // `file:///C:/app`.
  path = path[0] === '/' && path[2] === ':' ? path.slice(1) : path;
  path = withoutProc(path);
  for (const root of BUILD_ROOTS) {
    const at = path.lastIndexOf(root);
    if (at >= 0) {
      // The next directory names the workspace or the configuration (`k8-fastbuild/bin`).
      const next = path.indexOf('/', at + root.length);
      path = next < 0 ? path : path.slice(next + 1);
    }
  }
  path = path.startsWith('bazel-out/') ? path.slice(path.indexOf('/', 10) + 1) : path;
  path = path.startsWith('bin/') && file.includes('bazel-out/') ? path.slice(4) : path;
  const query = path.lastIndexOf('?');
  return query > 0 ? path.slice(0, query) : path;
}

/** `shop/./src/cart.ts`, `/./src/cart.ts`, `(rsc)/./src/cart.ts`, `[project]/src/cart.ts`: after the bundle's or layer's name. */
function afterBundle(path: string): string {
  const dot = path.indexOf('./');
  if (dot >= 0 && (dot === 0 || path[dot - 1] === '/')) {
    return path.slice(dot);
  }
  const slash = path.indexOf('/');
  return slash < 0 ? path : `.${path.slice(slash)}`;
}

/** `/proc/1/root/app/x.js` is the container's `/app/x.js`; `/proc/self/cwd/` is how Bazel's actions see their directory. */
function withoutProc(path: string): string {
  if (!path.startsWith('/proc/')) {
    return path;
  }
  const parts = path.split('/');
  const own = parts[2] === 'self' || every(parts[2] ?? '', isDigit);
  if (!own || (parts[3] !== 'root' && parts[3] !== 'cwd')) {
    return path;
  }
  return (parts[3] === 'root' ? '/' : '') + parts.slice(4).join('/');
}

interface Known {
  readonly package: string;
  readonly origin: Origin;
}

/** Where package managers put what they install; the last one counts, as modules are nested. */
function installedIn(path: string): Known | undefined {
  const name =
    nodeModule(path) ??
    scriptPackage(path) ??
    gem(path) ??
    goModule(path) ??
    crate(path) ??
    fetched(path) ??
    vendored(path);
  return name === undefined || name === '' ? undefined : { package: name, origin: 'installed' };
}

/** What follows the last `/directory/` (or a leading `directory/`); undefined if the path has none. */
function after(path: string, directory: string): string | undefined {
  const at = path.lastIndexOf(`/${directory}/`);
  if (at >= 0) {
    return path.slice(at + directory.length + 2);
  }
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : undefined;
}

/** The first `count` directories; undefined where there are fewer, or a file among them. */
function directories(path: string, count: number): string | undefined {
  let end = -1;
  for (let i = 0; i < count; i++) {
    end = path.indexOf('/', end + 1);
    if (end < 0) {
      return undefined;
    }
  }
  return path.slice(0, end);
}

/** npm, pnpm (`.pnpm/express@4.18.2/node_modules/express`), Yarn (`.yarn/cache/x.zip/node_modules/express`). */
function nodeModule(path: string): string | undefined {
  const rest = after(path, 'node_modules');
  return rest === undefined ? undefined : directories(rest, rest.startsWith('@') ? 2 : 1);
}

/** Python's, and those that Ruby has beside its gems, which may begin with a version (`site_ruby/3.2.0/rubygems/x.rb`). */
function scriptPackage(path: string): string | undefined {
  const all = PACKAGES.map((directory) => after(path, directory)).find((rest) => rest !== undefined);
  const rest = isDigit(all?.charCodeAt(0) ?? NaN) ? all?.slice(all.indexOf('/') + 1) : all;
  return rest === undefined ? undefined : (directories(rest, 1) ?? withoutExtension(rest));
}

const PACKAGES = ['site-packages', 'dist-packages', 'vendor_ruby', 'site_ruby'];

/** `gems/rack-2.2.4/lib`, and Bundler's checkouts of repositories (`bundler/gems/rails-abcdef012345/lib`). */
function gem(path: string): string | undefined {
  const rest = after(path, 'gems');
  const directory = rest === undefined ? undefined : directories(rest, 1);
  if (directory === undefined) {
    return undefined;
  }
  for (let i = directory.length - 1; i > 0; i--) {
    if (directory[i - 1] === '-' && isDigit(directory.charCodeAt(i))) {
      return directory.slice(0, i - 1);
    }
  }
  return path.includes('/bundler/gems/') ? directory.slice(0, directory.lastIndexOf('-')) : undefined;
}

/** `/go/pkg/mod/github.com/!shopify/sarama@v1.2.3/client.go`, and the same of `-trimpath`; the module's path. */
function goModule(path: string): string | undefined {
  const version = path.indexOf('@v');
  if (version < 0 || !isDigit(path.charCodeAt(version + 2))) {
    return undefined;
  }
  const cache = path.lastIndexOf('/pkg/mod/', version);
  const module = path.slice(cache < 0 ? 0 : cache + 9, version);
  return module.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `~/.cargo/registry/src/index.crates.io-6f17d22bba15001f/serde-1.0.0/src/lib.rs`, `~/.cargo/git/checkouts/tokio-1a2b/…`. */
function crate(path: string): string | undefined {
  // Others have such directories of their own.
  if (!path.includes('cargo/') && !path.endsWith('.rs') && !path.includes('registry/src/index.crates.io-')) {
    return undefined;
  }
  const registry = after(path, 'registry/src');
  const rest = registry?.slice(registry.indexOf('/') + 1) ?? after(path, 'git/checkouts');
  const directory = rest === undefined ? undefined : directories(rest, 1);
  return directory?.includes('-') ? directory.slice(0, directory.lastIndexOf('-')) : undefined;
}

/** What C++ is built with: CMake's `_deps/fmt-src/…`, `.conan/data/boost/1.79.0/…`, vcpkg's `x64-linux/include/fmt/…`. */
function fetched(path: string): string | undefined {
  const inVcpkg = after(path, 'vcpkg/installed') ?? after(path, 'vcpkg_installed');
  const rest = after(path, '_deps') ?? after(path, '.conan/data') ?? inVcpkg?.split('/').slice(2).join('/');
  const directory = rest === undefined ? undefined : (directories(rest, 1) ?? withoutExtension(rest));
  return directory?.endsWith('-src') ? directory.slice(0, -4) : directory;
}

/** Go's (`vendor/github.com/a/b/x.go`: three parts), Composer's (`vendor/symfony/routing/x.php`: two), Bazel's, copies. */
function vendored(path: string): string | undefined {
  // Others have a layer of their own code that is called so.
  const external = path.startsWith('external/') || path.includes('bazel') ? after(path, 'external') : undefined;
  const rest = after(path, 'vendor') ?? after(path, 'third_party') ?? external;
  if (rest === undefined) {
    return undefined;
  }
  const host = rest.indexOf('.') < rest.indexOf('/') && rest.indexOf('.') > 0;
  return (host ? directories(rest, 3) : undefined) ?? directories(rest, 2) ?? directories(rest, 1);
}

/** The standard libraries, where their files have a place that tells them; Go's is told by the package, too (`goLibrary.ts`). */
function runtimeIn(path: string): Known | undefined {
  const name = pythonLibrary(path) ?? rubyLibrary(path) ?? rustLibrary(path) ?? cLibrary(path);
  return name === undefined || name === '' ? undefined : { package: name, origin: 'runtime' };
}

/** `/usr/include/nlohmann/json.hpp`, `/usr/local/include/zlib.h`: a library's code that is compiled into a program. */
function headerIn(path: string): Known | undefined {
  const root = ['/usr/include/', '/usr/local/include/'].find((each) => path.startsWith(each));
  const rest = root === undefined ? undefined : path.slice(root.length);
  return rest === undefined
    ? undefined
    : { package: directories(rest, 1) ?? withoutExtension(rest), origin: 'installed' };
}

/** A directory named by a version: `lib/python3.11/threading.py`; what follows it. */
function afterVersioned(path: string, prefix: string): string | undefined {
  for (let at = path.indexOf(prefix); at >= 0; at = path.indexOf(prefix, at + prefix.length)) {
    if (isDigit(path.charCodeAt(at + prefix.length))) {
      const slash = path.indexOf('/', at + prefix.length);
      return slash < 0 ? undefined : path.slice(slash + 1);
    }
  }
  return undefined;
}

/** `lib/python3.11/threading.py`, `C:/Python311/Lib/threading.py`. */
function pythonLibrary(path: string): string | undefined {
  const onWindows = afterVersioned(path, '/Python');
  const rest = onWindows?.startsWith('Lib/') ? onWindows.slice(4) : afterVersioned(path, '/python');
  return rest === undefined ? undefined : (directories(rest, 1) ?? withoutExtension(rest));
}

function rubyLibrary(path: string): string | undefined {
  const rest = afterVersioned(path, '/ruby/');
  return rest === undefined ? undefined : (directories(rest, 1) ?? withoutExtension(rest));
}

/**
 * `/rustc/5680fa18…/library/core/src/ops/function.rs`, `…/lib/rustlib/src/rust/library/…` of rustup, and what that is built
 * with: `/rust/deps/hashbrown-0.16.1/src/map.rs`.
 */
function rustLibrary(path: string): string | undefined {
  if (path.startsWith('/rust/deps/')) {
    return directories(path.slice(11), 1);
  }
  const at = path.indexOf('/library/');
  return at >= 0 && (path.includes('/rustc/') || path.includes('/rustlib/'))
    ? directories(path.slice(at + 9), 1)
    : undefined;
}

/** Directories of glibc's sources that hardly another program has. */
const GLIBC = ['csu', 'libio', 'malloc', 'nptl', 'stdio-common', 'wcsmbs'];

/**
 * glibc as distributions build it (`./malloc/malloc.c`, `./string/../sysdeps/x86_64/multiarch/memset.S`), and the headers
 * of C++ itself (`/usr/include/c++/12/bits/stl_map.h`) and of compilers.
 */
function cLibrary(path: string): string | undefined {
  const [dot, directory, next] = path.split('/', 3);
  if (dot === '.' && (next === '..' || GLIBC.includes(directory)) && path.split('/').length > 2) {
    return 'libc';
  }
  const isHeader =
    path.includes('/include/c++/') || path.includes('/lib/gcc/') || path.startsWith('/usr/include/bits/');
  return isHeader ? 'std' : path.includes('/sysdeps/') ? 'libc' : undefined;
}

/** `cart.js:10`, `/app/cart.js:10:5`: the file, and the line ('' if none). */
export function splitLine(place: string): { file: string; line: string } {
  const last = place.lastIndexOf(':');
  if (last < 0 || !every(place, isDigit, last + 1)) {
    return { file: place, line: '' };
  }
  const before = place.lastIndexOf(':', last - 1);
  return before > 0 && every(place, isDigit, before + 1, last)
    ? { file: place.slice(0, before), line: place.slice(before + 1, last) }
    : { file: place.slice(0, last), line: place.slice(last + 1) };
}

/** True if the text ends in a name with an extension that sources have (`x.py`, `./dist/cart.mjs`). */
export function isSourceFile(file: string): boolean {
  const dot = file.lastIndexOf('.');
  return dot >= 0 && every(file, isWord, dot + 1) && SOURCES.has(file.slice(dot + 1));
}

const SOURCES = new Set(
  'js mjs cjs ts mts cts jsx tsx vue svelte py pyx pyc rb erb php java kt scala go rs c cc cpp h hpp cs swift'.split(
    ' '
  )
);
