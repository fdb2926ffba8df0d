/** How a host of repositories writes its addresses. */
export type HostKind = 'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'azure';

const KINDS: readonly HostKind[] = ['github', 'gitlab', 'gitea', 'bitbucket', 'azure'];

/** The only hosts that links lead to, with their port where they have one. */
export type Hosts = ReadonlyMap<string, HostKind>;

export const KNOWN_HOSTS: Hosts = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['bitbucket.org', 'bitbucket'],
  ['codeberg.org', 'gitea'],
  ['dev.azure.com', 'azure'],
]);

/** `git.example.com=gitlab`, as settings have it; undefined if it is not that. */
export function readHost(text: string): [host: string, kind: HostKind] | undefined {
  const [host, kind, ...rest] = text.trim().toLowerCase().split('=');
  const found = KINDS.find((each) => each === kind?.trim());
  return found !== undefined && rest.length === 0 && isHost(host.trim()) ? [host.trim(), found] : undefined;
}

function isHost(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(text);
}

export interface Repository {
  readonly host: string;
  readonly kind: HostKind;
  /** `owner/name`; of Azure `organization/project/_git/name`. */
  readonly path: string;
}

/**
 * Reads what people and tools write for a repository: an address, `git@host:owner/name.git`, `host/owner/name`. Always
 * linked to by https, and only on an allowed host.
 */
export function readRepository(text: string, hosts: Hosts): Repository | undefined {
  const match =
    /^(?:https?:\/\/|ssh:\/\/|git:\/\/)?(?:[^@/\s]+@)?([^/:\s]+(?::\d+(?=\/))?)[:/](.+)$/.exec(text.trim()) ??
    undefined;
  const host = match?.[1].toLowerCase() ?? '';
  const kind = hosts.get(host);
  if (match === undefined || kind === undefined) {
    return undefined;
  }
  const parts = segments(match[2].replace(/\.git\/?$/, '')).map(decoded);
  return parts.length >= (kind === 'azure' ? 4 : 2) && isSafe(parts)
    ? { host, kind, path: parts.join('/') }
    : undefined;
}

/** A place in a repository. Without a `ref` its default branch. */
export interface RepositoryPlace {
  readonly repository: Repository;
  /** A commit, tag or branch. */
  readonly ref?: string;
  readonly path: string;
  /** From 1; 0: none. */
  readonly line: number;
}

/** The address of a line, everything in it encoded; undefined for a path that leaves the repository. */
export function addressOf({ repository, ref, path, line }: RepositoryPlace): string | undefined {
  const parts = segments(path).filter((part) => part !== '.');
  if (parts.length === 0 || !isSafe(parts) || (ref !== undefined && !isSafe(segments(ref)))) {
    return undefined;
  }
  const base = `https://${repository.host}/${encoded(segments(repository.path))}`;
  const file = encoded(parts);
  const at = encoded(segments(ref ?? 'HEAD'));
  switch (repository.kind) {
    case 'github':
      return `${base}/blob/${at}/${file}${line > 0 ? `#L${line}` : ''}`;
    case 'gitlab':
      return `${base}/-/blob/${at}/${file}${line > 0 ? `#L${line}` : ''}`;
    case 'bitbucket':
      return `${base}/src/${at}/${file}${line > 0 ? `#lines-${line}` : ''}`;
    case 'gitea':
      return `${base}/src/${ref === undefined ? at : `${GITEA[typeOfRef(ref)]}/${at}`}/${file}${line > 0 ? `#L${line}` : ''}`;
    case 'azure': {
      const query = new URLSearchParams({ path: `/${parts.join('/')}` });
      if (ref !== undefined) {
        query.set('version', AZURE[typeOfRef(ref)] + ref);
      }
      if (line > 0) {
        const end = { line, lineEnd: line + 1, lineStartColumn: 1, lineEndColumn: 1 };
        Object.entries(end).forEach(([name, value]) => query.set(name, String(value)));
      }
      return `${base}?${query}`;
    }
  }
}

type RefType = 'commit' | 'tag' | 'branch';
const GITEA: Record<RefType, string> = { commit: 'commit', tag: 'tag', branch: 'branch' };
const AZURE: Record<RefType, string> = { commit: 'GC', tag: 'GT', branch: 'GB' };

/** Some hosts must be told what a ref is: it is read from how it looks. */
function typeOfRef(ref: string): RefType {
  return /^[0-9a-f]{7,64}$/.test(ref) ? 'commit' : /(?:^|\/)v?\d+\.\d+/.test(ref) ? 'tag' : 'branch';
}

/** Addresses are encoded already. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const segments = (path: string) => path.split('/').filter((part) => part !== '');
const encoded = (parts: readonly string[]) => parts.map(encodeURIComponent).join('/');
/** A lone half of a character cannot be encoded; `..` would lead elsewhere. */
const isSafe = (parts: readonly string[]) => parts.every((part) => part !== '..' && !/\p{Cs}/u.test(part));
