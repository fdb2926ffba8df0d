import fc from 'fast-check';
import { KNOWN_HOSTS, readHost, readRepository, type Hosts } from './repository';
import { readMapping, sourceLink, type SourceContext, type SourceLink } from './sourceLink';

const hosts: Hosts = new Map([...KNOWN_HOSTS, ['git.corp.example:8443', 'gitea'], ['gitlab.corp.example', 'gitlab']]);
const SHA = '5680fa18feaa87f3ff04063800aec256c3d4b4be';

const linkOf = (file: string, context: Partial<SourceContext> = {}, name = 'f', line = 10) =>
  sourceLink({ file, name, line }, { hosts, mappings: [], ...context });

type Row = readonly [what: string, file: string, url: string, unsure?: SourceLink['unsure']];
/** All of one length, or Jest hands a callback over in the last one's place. */
const rows = (all: readonly Row[]) => all.map(([what, file, url, unsure]) => [what, file, url, unsure] as const);

const GITHUB = 'https://github.com';

describe('links to source, by what a file is called', () => {
  it.each(
    rows([
      [
        'a Go module in the cache',
        '/go/pkg/mod/github.com/dolthub/swiss@v0.2.1/map.go',
        `${GITHUB}/dolthub/swiss/blob/v0.2.1/map.go#L10`,
      ],
      ['of -trimpath', 'github.com/dolthub/swiss@v0.2.1/map.go', `${GITHUB}/dolthub/swiss/blob/v0.2.1/map.go#L10`],
      [
        'with upper case',
        '/go/pkg/mod/github.com/!shopify/sarama@v1.43.0/broker.go',
        `${GITHUB}/Shopify/sarama/blob/v1.43.0/broker.go#L10`,
      ],
      ['of a major version', 'github.com/jackc/pgx/v5@v5.6.0/conn.go', `${GITHUB}/jackc/pgx/blob/v5.6.0/conn.go#L10`],
      [
        'below its repository',
        'github.com/aws/aws-sdk-go-v2/service/s3@v1.58.0/api_client.go',
        `${GITHUB}/aws/aws-sdk-go-v2/blob/service/s3/v1.58.0/service/s3/api_client.go#L10`,
      ],
      [
        'at a commit without a tag',
        'github.com/grafana/regexp@v0.0.0-20240518133315-a468a5bfb3bc/exec.go',
        `${GITHUB}/grafana/regexp/blob/a468a5bfb3bc/exec.go#L10`,
      ],
      [
        'before a tag',
        'github.com/a/b@v1.2.4-0.20240518133315-a468a5bfb3bc/x.go',
        `${GITHUB}/a/b/blob/a468a5bfb3bc/x.go#L10`,
      ],
      [
        'without go.mod',
        'github.com/golang-jwt/jwt@v3.2.2+incompatible/parser.go',
        `${GITHUB}/golang-jwt/jwt/blob/v3.2.2/parser.go#L10`,
      ],
      [
        'golang.org/x',
        'golang.org/x/net@v0.28.0/http2/server.go',
        `${GITHUB}/golang/net/blob/v0.28.0/http2/server.go#L10`,
      ],
      ['grpc', 'google.golang.org/grpc@v1.65.0/server.go', `${GITHUB}/grpc/grpc-go/blob/v1.65.0/server.go#L10`],
      [
        'protobuf',
        'google.golang.org/protobuf@v1.34.2/proto/encode.go',
        `${GITHUB}/protocolbuffers/protobuf-go/blob/v1.34.2/proto/encode.go#L10`,
      ],
      [
        'a part of OpenTelemetry',
        'go.opentelemetry.io/otel/sdk@v1.28.0/trace/span.go',
        `${GITHUB}/open-telemetry/opentelemetry-go/blob/sdk/v1.28.0/sdk/trace/span.go#L10`,
      ],
      ['k8s.io', 'k8s.io/apimachinery@v0.30.3/pkg/x.go', `${GITHUB}/kubernetes/apimachinery/blob/v0.30.3/pkg/x.go#L10`],
      ['gopkg.in', 'gopkg.in/yaml.v3@v3.0.1/decode.go', `${GITHUB}/go-yaml/yaml/blob/v3.0.1/decode.go#L10`],
      [
        'gopkg.in with an owner',
        'gopkg.in/natefinch/lumberjack.v2@v2.2.1/x.go',
        `${GITHUB}/natefinch/lumberjack/blob/v2.2.1/x.go#L10`,
      ],
      [
        'go.uber.org',
        'go.uber.org/zap@v1.27.0/zapcore/core.go',
        `${GITHUB}/uber-go/zap/blob/v1.27.0/zapcore/core.go#L10`,
      ],
      [
        'a vanity path nobody knows',
        'example.org/tool/v2@v2.1.0/sub/x.go',
        'https://pkg.go.dev/example.org/tool/v2@v2.1.0/sub',
      ],
      ['GitLab', 'gitlab.com/me/shop@v1.0.0/x.go', 'https://gitlab.com/me/shop/-/blob/v1.0.0/x.go#L10'],
      ['Bitbucket', 'bitbucket.org/me/shop@v1.0.0/x.go', 'https://bitbucket.org/me/shop/src/v1.0.0/x.go#lines-10'],
      ['Forgejo', 'codeberg.org/me/shop@v1.0.0/x.go', 'https://codeberg.org/me/shop/src/tag/v1.0.0/x.go#L10'],
      [
        "Go's library",
        '/usr/local/go/src/net/http/server.go',
        `${GITHUB}/golang/go/blob/HEAD/src/net/http/server.go#L10`,
        'version',
      ],
      [
        'of a version',
        '/home/me/sdk/go1.22.3/src/runtime/proc.go',
        `${GITHUB}/golang/go/blob/go1.22.3/src/runtime/proc.go#L10`,
      ],
      ['in a build', 'go/src/runtime/proc.go', `${GITHUB}/golang/go/blob/HEAD/src/runtime/proc.go#L10`, 'version'],
      ['of -trimpath', 'runtime/proc.go', `${GITHUB}/golang/go/blob/HEAD/src/runtime/proc.go#L10`, 'version'],
      [
        'in assembly',
        'internal/bytealg/equal_amd64.s',
        `${GITHUB}/golang/go/blob/HEAD/src/internal/bytealg/equal_amd64.s#L10`,
        'version',
      ],
      [
        'of a toolchain module',
        '/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/src/runtime/proc.go',
        `${GITHUB}/golang/go/blob/go1.22.3/src/runtime/proc.go#L10`,
      ],
      [
        'a GOPATH',
        '/go/src/github.com/me/shop/cart/total.go',
        `${GITHUB}/me/shop/blob/HEAD/cart/total.go#L10`,
        'version',
      ],
      [
        "Rust's library",
        `/rustc/${SHA}/library/core/src/ops/function.rs`,
        `${GITHUB}/rust-lang/rust/blob/${SHA}/library/core/src/ops/function.rs#L10`,
      ],
      [
        'a crate',
        '/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/serde_json-1.0.120/src/de.rs',
        'https://docs.rs/crate/serde_json/1.0.120/source/src/de.rs#10',
      ],
      [
        'a crate whose name ends with a number',
        '/root/.cargo/registry/src/index.crates.io-6f17d22bba15001f/md-5-0.10.6/src/lib.rs',
        'https://docs.rs/crate/md-5/0.10.6/source/src/lib.rs#10',
      ],
      [
        "Node's library",
        'node:internal/streams/readable',
        `${GITHUB}/nodejs/node/blob/HEAD/lib/internal/streams/readable.js#L10`,
        'version',
      ],
    ])
  )('%s: %s', (_, file, url, unsure) => {
    expect(linkOf(file)).toEqual({ url, ...(unsure && { unsure }) });
  });

  it.each([
    '',
    'Cart.java',
    'list/main.go',
    '/app/dist/main.js',
    'webpack://shop/./src/cart.ts',
    '<frozen os>',
    '[kernel]',
  ])('none for %j, of which nothing is known', (file) => {
    expect(linkOf(file)).toBeUndefined();
  });
});

describe('links to the code of a service', () => {
  const service = { repository: 'https://github.com/me/shop', ref: SHA, rootPath: 'services/cart' };
  const base = `${GITHUB}/me/shop/blob/${SHA}`;

  it.each(
    rows([
      ['relative to its root', 'src/cart.py', `${base}/services/cart/src/cart.py#L10`],
      ['of a bundle', 'webpack://shop/./src/cart.ts', `${base}/services/cart/src/cart.ts#L10`],
      ['below the repository', '/home/me/work/shop/services/cart/main.go', `${base}/services/cart/main.go#L10`],
      ['by its import path', 'github.com/me/shop/services/cart/main.go', `${base}/services/cart/main.go#L10`],
      ['in an image', '/app/src/cart.py', `${base}/services/cart/src/cart.py#L10`, 'path'],
      ['on Windows', 'C:\\work\\shop\\services\\cart\\main.cs', `${base}/services/cart/main.cs#L10`],
      ['another repository', 'github.com/you/lib/x.go', `${GITHUB}/you/lib/blob/HEAD/x.go#L10`, 'version'],
    ])
  )('%s: %s', (_, file, url, unsure) => {
    expect(linkOf(file, service)).toEqual({ url, ...(unsure && { unsure }) });
  });

  it.each(['/app/node_modules/express/lib/router.js', '/usr/lib/python3.11/threading.py', 'libc.so.6', ''])(
    'none for %j, which is not in it',
    (file) => {
      expect(linkOf(file, service)).toBeUndefined();
    }
  );

  it.each<[kind: string, repository: string, url: string]>([
    ['GitHub', 'git@github.com:me/shop.git', `${GITHUB}/me/shop/blob/${SHA}/x.py#L10`],
    [
      'GitLab of one’s own',
      'gitlab.corp.example/a/b/shop',
      `https://gitlab.corp.example/a/b/shop/-/blob/${SHA}/x.py#L10`,
    ],
    [
      'Gitea on a port',
      'https://git.corp.example:8443/me/shop/',
      `https://git.corp.example:8443/me/shop/src/commit/${SHA}/x.py#L10`,
    ],
    [
      'Azure',
      'https://me@dev.azure.com/me/my%20project/_git/shop',
      `https://dev.azure.com/me/my%20project/_git/shop?path=%2Fx.py&version=GC${SHA}&line=10&lineEnd=11&lineStartColumn=1&lineEndColumn=1`,
    ],
  ])('%s: %s', (_, repository, url) => {
    expect(linkOf('x.py', { repository, ref: SHA })?.url).toBe(url);
  });

  it('show the newest where no version is known, and say so', () => {
    expect(linkOf('x.py', { repository: 'github.com/me/shop' })).toEqual({
      url: `${GITHUB}/me/shop/blob/HEAD/x.py#L10`,
      unsure: 'version',
    });
  });

  it.each([
    'javascript:alert(1)//github.com/a/b',
    'https://evil.example/me/shop',
    'https://github.com.evil.example/me/shop',
    'https://evil.example/@github.com/me/shop',
    'data:text/html,x',
    'github.com/me',
    '',
  ])('lead nowhere with the repository %j', (repository) => {
    expect(linkOf('x.py', { repository, ref: 'main' })).toBeUndefined();
  });

  it('have everything in them encoded, and never leave the repository', () => {
    const ref = 'fix/a b#c?d';
    expect(linkOf('a b/x#y%.py', { repository: 'github.com/me/shop', ref })?.url).toBe(
      `${GITHUB}/me/shop/blob/fix/a%20b%23c%3Fd/a%20b/x%23y%25.py#L10`
    );
    expect(linkOf('../../../settings.py', { repository: 'github.com/me/shop', ref })).toBeUndefined();
    expect(linkOf('x.py', { repository: 'github.com/me/shop', ref: '../../../evil' })).toBeUndefined();
    expect(linkOf('x\ud800.py', { repository: 'github.com/me/shop', ref })).toBeUndefined();
  });

  it('lead only to allowed hosts over https, whatever is sent', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'github.com',
        'go',
        'src',
        '@v1.0.0',
        '/',
        '..',
        '//',
        ':',
        'https://',
        'javascript:',
        '\\',
        'x.go'
      )
    );
    const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, text, (file, repository, ref, rootPath) => {
        const link = linkOf(file, {
          repository,
          ref,
          rootPath,
          mappings: [{ prefix: '', repository, folder: rootPath }],
        });
        if (link !== undefined) {
          const url = new URL(link.url);
          expect(url.protocol).toBe('https:');
          expect([...hosts.keys(), 'pkg.go.dev', 'docs.rs']).toContain(url.host);
          expect(url.username + url.password).toBe('');
        }
      })
    );
  });
});

describe('settings of links', () => {
  const mapping = (text: string) => readMapping(text, hosts);

  it('map paths, the longest prefix first, the JVM’s by package', () => {
    const mappings = [
      mapping('/app/ = https://github.com/me/shop@main src'),
      mapping('/app/lib/ = gitlab.corp.example/me/lib@v2.0'),
      mapping('com/shop/ = github.com/me/java@v1.2 src/main/java/com/shop'),
    ].map((each) => each!);
    expect(linkOf('/app/x.js', { mappings })?.url).toBe(`${GITHUB}/me/shop/blob/main/src/x.js#L10`);
    expect(linkOf('/app/lib/y.js', { mappings })?.url).toBe('https://gitlab.corp.example/me/lib/-/blob/v2.0/y.js#L10');
    const name = 'com/shop/cart/Cart$Item.total';
    expect(linkOf('Cart.java', { mappings }, name)?.url).toBe(
      `${GITHUB}/me/java/blob/v1.2/src/main/java/com/shop/cart/Cart.java#L10`
    );
  });

  it.each(['/app', '/app = nowhere', '/app = https://evil.example/a/b', '= github.com/a/b', '/a b = github.com/a/b'])(
    'refuse %j',
    (text) => {
      expect(mapping(text)).toBeUndefined();
    }
  );

  it('name hosts and their kind', () => {
    expect(readHost(' Git.Corp.Example:8443 = gitea')).toEqual(['git.corp.example:8443', 'gitea']);
    expect(['git.corp.example', 'x=y', 'a/b=gitea', '=gitea', 'a=gitea=b'].map(readHost)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(readRepository('https://git.corp.example/a/b', hosts)).toBeUndefined();
  });
});
