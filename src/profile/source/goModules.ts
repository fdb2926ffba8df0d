/** A file of a Go module at a version, with `/`. */
export interface ModuleFile {
  /** `github.com/dolthub/swiss`, `gopkg.in/yaml.v3` */
  readonly module: string;
  /** `v0.2.1`, `v0.0.0-20240506185236-b8a5c65736ae`, `v2.0.0+incompatible` */
  readonly version: string;
  /** Below the module. */
  readonly file: string;
}

/** Reads a path in the module cache, or as `-trimpath` writes it (`github.com/dolthub/swiss@v0.2.1/map.go`). */
export function readModuleFile(path: string): ModuleFile | undefined {
  const cache = path.lastIndexOf('/pkg/mod/');
  const inside = cache < 0 ? path : path.slice(cache + 9);
  const match = /^([^@]+)@(v\d[^/]*)\/(.+)$/.exec(inside);
  // A path of a disk before it: no module, whatever the name of a folder.
  if (match === null || inside.startsWith('/')) {
    return undefined;
  }
  return { module: unescaped(match[1]), version: unescaped(match[2]), file: match[3] };
}

/** Where file systems know no case, upper case is written as `!` and lower case. */
function unescaped(text: string): string {
  return text.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The commit that a version names: a tag, or the end of a pseudo-version. */
export function refOfVersion(version: string, folder: string): string {
  const pseudo = /[-.]\d{14}-([0-9a-f]{12})(?:\+incompatible)?$/.exec(version);
  const tag = version.replace(/\+incompatible$/, '');
  return pseudo ? pseudo[1] : folder === '' ? tag : `${folder}/${tag}`;
}

interface Home {
  /** `github.com/grpc/grpc-go` */
  readonly repository: string;
  /** Of the module in its repository; empty at its top. */
  readonly folder: string;
}

/** Import paths that are not where the code is. `$1` is the next part; what follows is a folder. */
const VANITY: ReadonlyArray<readonly [path: RegExp, repository: string]> = [
  [/^golang\.org\/x\/([^/]+)/, 'github.com/golang/$1'],
  [/^google\.golang\.org\/grpc/, 'github.com/grpc/grpc-go'],
  [/^google\.golang\.org\/protobuf/, 'github.com/protocolbuffers/protobuf-go'],
  [/^google\.golang\.org\/genproto/, 'github.com/googleapis/go-genproto'],
  [/^google\.golang\.org\/api/, 'github.com/googleapis/google-api-go-client'],
  [/^cloud\.google\.com\/go/, 'github.com/googleapis/google-cloud-go'],
  [/^go\.opentelemetry\.io\/otel/, 'github.com/open-telemetry/opentelemetry-go'],
  [/^go\.opentelemetry\.io\/contrib/, 'github.com/open-telemetry/opentelemetry-go-contrib'],
  [/^go\.opentelemetry\.io\/proto/, 'github.com/open-telemetry/opentelemetry-proto-go'],
  [/^go\.opentelemetry\.io\/collector/, 'github.com/open-telemetry/opentelemetry-collector'],
  [/^sigs\.k8s\.io\/([^/]+)/, 'github.com/kubernetes-sigs/$1'],
  [/^k8s\.io\/([^/]+)/, 'github.com/kubernetes/$1'],
  [/^go\.uber\.org\/([^/]+)/, 'github.com/uber-go/$1'],
  [/^go\.etcd\.io\/([^/]+)/, 'github.com/etcd-io/$1'],
  [/^gopkg\.in\/([^/]+)\.v\d+$/, 'github.com/go-$1/$1'],
  [/^gopkg\.in\/([^/]+\/[^/]+)\.v\d+$/, 'github.com/$1'],
];

/** Where a module's code is. Its major version (`/v2`) is a part of its path, but of no folder. */
export function homeOfModule(module: string): Home {
  for (const [path, repository] of VANITY) {
    const match = path.exec(module);
    if (match !== null && (match[0].length === module.length || module[match[0].length] === '/')) {
      return {
        repository: repository.replaceAll('$1', match[1] ?? ''),
        folder: withoutMajor(module.slice(match[0].length)),
      };
    }
  }
  const parts = module.split('/');
  return { repository: parts.slice(0, 3).join('/'), folder: withoutMajor(`/${parts.slice(3).join('/')}`) };
}

function withoutMajor(path: string): string {
  return path.replace(/\/v\d+$/, '').replace(/^\//, '');
}
