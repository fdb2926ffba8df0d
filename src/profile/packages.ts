/** How one language writes a frame: what of it is the package, and what stays of it in a short label. */
interface Form {
  /** The parts of a name in this form; null if it is not. */
  readonly pattern: RegExp;
  readonly packageOf: (parts: RegExpExecArray) => string;
  readonly shorten: (parts: RegExpExecArray) => string;
}

/** `System.Threading!Thread.StartCallback`, as the .NET profiler writes it. */
const dotnet: Form = {
  pattern: /^([\w.]+)!(.+)$/,
  packageOf: ([, namespace]) => namespace,
  shorten: ([, , member]) => withoutArguments(member),
};

/** `|lm:System.Private.CoreLib |ns:System.Threading |ct:Thread |cg: |fn:StartCallback |fg: |sg:()`. */
const dotnetTagged: Form = {
  pattern: /^\|lm:[^|]*\|ns:([^|]*)\|ct:([^|]*)(?:\|cg:[^|]*)?\|fn:([^|]*)/,
  packageOf: ([, namespace]) => namespace.trim(),
  shorten: ([, , type, method]) => `${type.trim()}.${method.trim()}`,
};

/** `./node_modules/express/lib/router/index.js:next:280`, `node:internal/timers:listOnTimeout:557`. */
const node: Form = {
  pattern: /^((?:file:\/\/|node:)?[^:]*):([^:]*):(\d+)$/,
  packageOf: ([, file]) => (file.startsWith('node:') ? file.replace(/\/.*$/, '') : packageOfFile(file)),
  shorten: ([, file, name, line]) => `${baseName(file)}:${name}:${line}`,
};

/** Python `<file> <func>`, Ruby and PHP likewise; older agents write `file.py:31 - func`. */
const script: Form = {
  pattern: /^(<[^>:]*>|.*?\.(?:pyx?|rb|php))(?::(\d+))?(?: - |[ :])\s*(.+)$/,
  packageOf: ([, file]) => packageOfFile(file),
  shorten: ([, file, , name]) => `${baseName(file)} ${name}`,
};

/** Rust, C++ and Ruby constants: `<alloc::vec::Vec<T> as core::clone::Clone>::clone::h0123456789abcdef`. */
const scoped: Form = {
  pattern: /([A-Za-z_]\w*)(?:\[[0-9a-f]+\])?::/,
  packageOf: ([, crate]) => crate,
  shorten: ({ input }) => shortenScopes(input.replace(/::h[0-9a-f]{16}$/, '')),
};

/** `java/util/HashMap.put`: a class begins with a capital, where Go has a package (`net/http.Get`). */
const javaSlashed: Form = {
  pattern: /^([\w$]+(?:\/[\w$]+)*)\/([A-Z_$][^./]*\..+)$/,
  packageOf: ([, path]) => path.replaceAll('/', '.'),
  shorten: ([, , member]) => withoutArguments(member),
};

/** `org.example.shop.Cart$Item.price`. With one lower-case part it could as well be Go's `time.Time.Sub`: same package. */
const javaDotted: Form = {
  pattern: /^([a-z_]\w*(?:\.[a-z_]\w*)+)\.([A-Z][\w$]*\..+)$/,
  packageOf: ([, path]) => path,
  shorten: ([, , member]) => withoutArguments(member),
};

/** `Shop.Checkout.Cart.Price(System.Int32)`: namespace, type, method. */
const dotnetDotted: Form = {
  pattern: /^([A-Z]\w*(?:\.[A-Z]\w*)*)\.([A-Z][^.(]*\.[^.(]+)(?:\(.*)?$/,
  packageOf: ([, namespace]) => namespace,
  shorten: ([, , member]) => member,
};

/** Native code that has no symbols: `libc.so.6 0x2a1b0`, `libssl.so.3`. */
const library: Form = {
  pattern: /^(?:.*\/)?([^/ ]+\.so(?:\.\d+)*)\b/,
  packageOf: ([, file]) => file,
  shorten: ({ input }) => baseName(input),
};

/** `github.com/a/b.(*T).Method[...]`, `runtime.mallocgc`. Dots in a path's last part are written `%2e`. */
const go: Form = {
  pattern: /^(?:type:\.\w+\.)?((?:[^[(]*\/)?[\w%~-]+)\.(.+)$/,
  packageOf: ([, path]) => path.replaceAll('%2e', '.'),
  shorten: ([, path, member]) => `${baseName(path).replaceAll('%2e', '.')}.${member.replace(/\[.*\]/, '[...]')}`,
};

/** The first form that fits decides. */
const FORMS = [dotnetTagged, dotnet, node, script, scoped, javaSlashed, javaDotted, dotnetDotted, library, go];

/** async-profiler marks the kind of frame: `_[j]` compiled, `_[i]` inlined, `_[k]` kernel, `_[0]` interpreted, `_[1]` C1. */
const FRAME_KIND = /_\[([jik01])\]$/;

/** Names are data: beyond this length (templates) only the beginning is looked at, so that no pattern takes long. */
const MAX_PARSED = 2000;

/**
 * The package (module, namespace, crate, library, directory) that a frame belongs to, for colors and grouping; '' where
 * the name has none, as in C and the kernel. Knows the names that profilers send for Go, Java, Node, Python, Ruby, PHP,
 * Rust, C++, .NET and eBPF.
 */
export function packageOf(symbolName: string): string {
  const kind = FRAME_KIND.exec(symbolName);
  if (kind?.[1] === 'k') {
    return 'kernel';
  }
  const found = formOf(symbolName.slice(0, MAX_PARSED).replace(FRAME_KIND, ''));
  return found ? found.form.packageOf(found.parts) : '';
}

/** The name as a label has room for it: `github.com/a/b/c.(*T).M` is `c.(*T).M`, `java/util/HashMap.put` `HashMap.put`. */
export function shortName(symbolName: string): string {
  const name = symbolName.slice(0, MAX_PARSED).replace(FRAME_KIND, '');
  const found = formOf(name);
  return (found && found.form.shorten(found.parts)) || name;
}

function formOf(name: string): { form: Form; parts: RegExpExecArray } | undefined {
  for (const form of FORMS) {
    const parts = form.pattern.exec(name);
    if (parts) {
      return { form, parts };
    }
  }
  return undefined;
}

/** Where package managers put what they install; what follows is the package. The last match counts (nested modules). */
const INSTALLED = [
  /^.*\/?node_modules\/(@[^/]+\/[^/]+|[^/]+)\//,
  /^.*\/(?:site|dist)-packages\/([^/]+)/,
  /^.*\/gems\/([^/]+?)-\d[^/]*\//,
  /^.*\/?vendor\/([^/]+\/[^/]+)\//,
  /^.*\/python\d[^/]*\/([^/]+)/,
  /^.*\/ruby\/\d[^/]*\/([^/]+)/,
];

function packageOfFile(file: string): string {
  const plain = file.replace(/^<(?:frozen )?(.*)>$/, '$1').replace(/^file:\/\//, '');
  for (const pattern of INSTALLED) {
    const match = pattern.exec(plain);
    if (match) {
      return match[1].replace(/\.(?:pyx?|rb)$/, '');
    }
  }
  const slash = plain.lastIndexOf('/');
  return slash > 0 ? plain.slice(0, slash) : plain.replace(/\.\w+$/, '');
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

function withoutArguments(member: string): string {
  const open = member.indexOf('(');
  return open > 0 ? member.slice(0, open) : member;
}

/** Keeps the last two parts of each path: `tokio::runtime::task::Task<alloc::sync::Arc<T>>::poll`, `Task<sync::Arc<T>>::poll`. */
function shortenScopes(name: string): string {
  return name
    .replaceAll('std::__1::', 'std::')
    .replace(/(?:\w+(?:\[[0-9a-f]+\])?::)+\w+/g, (path) => path.split('::').slice(-2).join('::'));
}
