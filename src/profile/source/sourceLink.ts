import { goStandardOf, isGoStandard } from '../naming/goLibrary';
import { isSourceFile, readPath } from '../naming/paths';
import { homeOfModule, readModuleFile, refOfVersion } from './goModules';
import { addressOf, readRepository, type Hosts, type Repository } from './repository';

/** Files below `prefix` are in a repository, below `folder`. */
export interface PathMapping {
  readonly prefix: string;
  readonly repository: string;
  readonly ref?: string;
  readonly folder: string;
}

/** What is known of where a service's code is. */
export interface SourceContext {
  readonly hosts: Hosts;
  readonly mappings: readonly PathMapping[];
  /** The service's labels `service_repository`, `service_git_ref` and `service_root_path`. */
  readonly repository?: string;
  readonly ref?: string;
  readonly rootPath?: string;
}

export interface SourceLink {
  readonly url: string;
  /** `version`: the newest is shown, which may differ; `path`: where it is in the repository is a guess. */
  readonly unsure?: 'version' | 'path';
}

interface SourceLine {
  readonly file: string;
  /** Of the function, as it was sent: tells the folder of a JVM's file. */
  readonly name: string;
  /** From 1; 0 where it is not known. */
  readonly line: number;
}

/**
 * `/prefix = https://host/owner/name@ref folder`, as settings have it; ref and folder may be left out. Undefined if it
 * is not that, or on no allowed host.
 */
export function readMapping(text: string, hosts: Hosts): PathMapping | undefined {
  const match = /^\s*(\S+)\s*=\s*(\S+?)(?:@([^@\s:]+))?(?:\s+(\S+))?\s*$/.exec(text);
  if (match === null || readRepository(match[2], hosts) === undefined) {
    return undefined;
  }
  const [, prefix, repository, ref, folder = ''] = match;
  return { prefix, repository, ...(ref !== undefined && { ref }), folder };
}

/**
 * Where a source line can be read, without any login of ours: by the first rule that knows the file. Only https, only
 * allowed hosts and the package sites of Go and Rust; undefined where no rule knows.
 */
export function sourceLink(place: SourceLine, context: SourceContext): SourceLink | undefined {
  const path = pathOf(place);
  for (const rule of RULES) {
    const link = rule({ ...place, path, context });
    if (link !== undefined) {
      return link;
    }
  }
  return undefined;
}

interface Asked extends SourceLine {
  /** With `/`, without what bundlers put before it; of the JVM with the package's folders. */
  readonly path: string;
  readonly context: SourceContext;
}

type Rule = (asked: Asked) => SourceLink | undefined;

const RULES: readonly Rule[] = [
  mapped,
  goToolchain,
  goModule,
  goLibrary,
  goMainModule,
  rustLibrary,
  rustCrate,
  nodeLibrary,
  inRepository,
];

/** The administrator's word, the longest prefix first. */
function mapped({ path, file, line, context }: Asked): SourceLink | undefined {
  const fits = context.mappings
    .filter(({ prefix }) => path.startsWith(prefix) || file.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  for (const { prefix, repository, ref = context.ref, folder } of fits) {
    const found = readRepository(repository, context.hosts);
    const rest = (path.startsWith(prefix) ? path : file).slice(prefix.length);
    const link = found && at(found, ref, `${folder}/${rest}`, line);
    if (link !== undefined) {
      return link;
    }
  }
  return undefined;
}

/** `golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/src/runtime/proc.go` */
function goToolchain({ path, line, context }: Asked): SourceLink | undefined {
  const found = readModuleFile(path);
  const version = /-go(\d+\.\d+(?:\.\d+)?(?:rc\d+)?)/.exec(found?.version ?? '');
  return found?.module === 'golang.org/toolchain' && version !== null
    ? known('github.com/golang/go', `go${version[1]}`, found.file, line, context)
    : undefined;
}

/** Modules at a version, wherever their code is; of a host that nobody knows the page of the package. */
function goModule({ path, line, context }: Asked): SourceLink | undefined {
  const found = readModuleFile(path);
  if (found === undefined) {
    return undefined;
  }
  const { repository, folder } = homeOfModule(found.module);
  const home = readRepository(repository, context.hosts);
  if (home !== undefined) {
    const file = folder === '' ? found.file : `${folder}/${found.file}`;
    return at(home, refOfVersion(found.version, folder), file, line);
  }
  const slash = found.file.lastIndexOf('/');
  return page(
    'https://pkg.go.dev/',
    `${found.module}@${found.version}${slash < 0 ? '' : `/${found.file.slice(0, slash)}`}`
  );
}

/** `/usr/local/go/src/net/http/server.go`, `/home/me/sdk/go1.22.3/src/…`, `go/src/…`, and `net/http/server.go` of -trimpath. */
function goLibrary({ path, line, context }: Asked): SourceLink | undefined {
  if (!/\.(?:go|s)$/.test(path)) {
    return undefined;
  }
  const rooted = /(?:^|\/)(?:\$GOROOT|goroot|go(\d+\.\d+[^/]*)?)\/src\/(.+)$/.exec(path);
  const file = rooted?.[2] ?? path;
  const isLibrary =
    (file.startsWith('cmd/') || (file.includes('/') && isGoStandard(file))) &&
    !(rooted === null && path.startsWith('/'));
  if (!isLibrary) {
    return undefined;
  }
  const version = rooted?.[1] ?? /\/go@?(\d+\.\d+(?:\.\d+)?)\//.exec(path)?.[1];
  return known(
    'github.com/golang/go',
    version === undefined ? undefined : `go${version}`,
    `src/${file}`,
    line,
    context
  );
}

/** `…/github.com/me/shop/cart/total.go`: the program's own module, as -trimpath writes it, a GOPATH, or a copy of others. */
function goMainModule({ path, line, context }: Asked): SourceLink | undefined {
  if (!path.endsWith('.go')) {
    return undefined;
  }
  for (const host of context.hosts.keys()) {
    const begin = path.startsWith(`${host}/`) ? 0 : path.lastIndexOf(`/${host}/`) + 1;
    if (begin > 0 || path.startsWith(`${host}/`)) {
      const parts = path.slice(begin).split('/');
      const repository = parts.slice(0, 3).join('/');
      return known(repository, refIfOwn(repository, context), parts.slice(3).join('/'), line, context);
    }
  }
  return undefined;
}

/** The service's ref says nothing of another repository. */
function refIfOwn(repository: string, { repository: own, ref, hosts }: SourceContext): string | undefined {
  const [a, b] = [repository, own ?? ''].map((text) => readRepository(text, hosts));
  return a !== undefined && a.host === b?.host && a.path.toLowerCase() === b.path.toLowerCase() ? ref : undefined;
}

/** `/rustc/5680fa18feaa87f3ff04063800aec256c3d4b4be/library/core/src/ops/function.rs` */
function rustLibrary({ path, line, context }: Asked): SourceLink | undefined {
  const match = /\/rustc\/([0-9a-f]{40})\/(.+)$/.exec(path);
  return match === null ? undefined : known('github.com/rust-lang/rust', match[1], match[2], line, context);
}

/** `~/.cargo/registry/src/index.crates.io-6f17d22bba15001f/serde-1.0.203/src/lib.rs` */
function rustCrate({ path, line }: Asked): SourceLink | undefined {
  const match = /\/registry\/src\/[^/]+\/(.+?)-(\d+\.\d[^/]*)\/(.+)$/.exec(path);
  return match === null
    ? undefined
    : page('https://docs.rs/crate/', `${match[1]}/${match[2]}/source/${match[3]}`, line > 0 ? `#${line}` : '');
}

/** `node:internal/fs/utils`, `node:fs` */
function nodeLibrary({ file, line, context }: Asked): SourceLink | undefined {
  const match = /^node:([\w/]+)$/.exec(file);
  return match === null ? undefined : known('github.com/nodejs/node', undefined, `lib/${match[1]}.js`, line, context);
}

/** Where images are built from a copy of the repository. */
const CONTAINER_ROOTS = ['/usr/src/app/', '/app/', '/workspace/', '/code/', '/src/', '/build/', '/opt/app/', '/srv/'];

/** The service's own code: by its repository's name in the path, relative to its root, or below where images have it. */
function inRepository({ path, line, context }: Asked): SourceLink | undefined {
  const { rootPath = '', ref } = context;
  const repository = readRepository(context.repository ?? '', context.hosts);
  if (repository === undefined || isInstalled(path) || !isSourceFile(path)) {
    return undefined;
  }
  const name = repository.path.slice(repository.path.lastIndexOf('/') + 1);
  const own = path.lastIndexOf(`/${name}/`);
  if (own >= 0) {
    return at(repository, ref, path.slice(own + name.length + 2), line);
  }
  if (!path.startsWith('/') && !/^[a-z]:/i.test(path)) {
    return at(repository, ref, `${rootPath}/${path}`, line);
  }
  const root = CONTAINER_ROOTS.find((prefix) => path.startsWith(prefix));
  const guess = root === undefined ? undefined : at(repository, ref, `${rootPath}/${path.slice(root.length)}`, line);
  return guess === undefined ? undefined : { ...guess, unsure: 'path' };
}

/** What package managers put there is in no repository of the service. */
function isInstalled(path: string): boolean {
  const isOthers = readPath(path).origin !== 'source' && !/(?:^|\/)vendor\//.test(path);
  return isOthers || goStandardOf(path) !== undefined;
}

function pathOf({ file, name }: SourceLine): string {
  const { path } = readPath(file);
  return /^[^/]+\.(?:java|kt|scala|groovy|clj)$/.test(path) ? packageFolder(name) + path : path.replace(/^\.\//, '');
}

/** `com/shop/` of `com.shop.Cart$Item.total` and `com/shop/Cart.total`: a JVM's file is its name alone. */
function packageFolder(name: string): string {
  const path = name.replaceAll('.', '/').split('/').slice(0, -2);
  return path.length > 0 ? `${path.join('/')}/` : '';
}

function known(
  repository: string,
  ref: string | undefined,
  path: string,
  line: number,
  { hosts }: SourceContext
): SourceLink | undefined {
  const found = readRepository(repository, hosts);
  return found && at(found, ref, path, line);
}

function at(repository: Repository, ref: string | undefined, path: string, line: number): SourceLink | undefined {
  const url = addressOf({ repository, ref, path, line });
  return url === undefined ? undefined : { url, ...(ref === undefined && { unsure: 'version' as const }) };
}

/** A page of a package site, with everything encoded. */
function page(site: string, path: string, hash = ''): SourceLink | undefined {
  const parts = path.split('/');
  return parts.includes('..') || /\p{Cs}/u.test(path)
    ? undefined
    : { url: site + parts.map((part) => encodeURIComponent(part).replaceAll('%40', '@')).join('/') + hash };
}
