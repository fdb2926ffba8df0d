/** What the import paths of Go's standard library begin with; other modules begin with a host. */
const GO_STANDARD = new Set(
  (
    'archive arena bufio builtin bytes cmp compress container context crypto database debug embed encoding errors ' +
    'expvar flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp ' +
    'runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' ')
);

/** A package of the standard library, or what that brings along in `vendor/`. */
export function isGoStandard(packageName: string): boolean {
  return GO_STANDARD.has(packageName.split('/', 1)[0]);
}

/** Where Go is installed: `/usr/local/go/`, `~/sdk/go1.22.3/`, `/usr/lib/go-1.22/`, `…/go/1.22.3/x64/`, `$GOROOT/`. */
const GO_ROOT = /(?:^|\/)\$?go(?:root|-?\d[^/]*)?\/(?:\d[^/]*\/(?:[^/]+\/)?)?$/i;

/**
 * The standard package that a file is of, by what follows `/src/`: where the function is of the same package or of none, as
 * assembly is, wherever that stands; of another one (a closure that was inlined) or an unknown one only where Go is
 * installed. What is in `vendor/` is a library, there too.
 */
export function goStandardOf(path: string, packageName?: string): string | undefined {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const at = folder.lastIndexOf('/src/') + 1;
  const found = folder.slice(at + 4);
  if (at === 0 || found.startsWith('vendor/') || !(isGoStandard(found) || found.startsWith('cmd/'))) {
    return undefined;
  }
  return packageName === found || packageName === '' || GO_ROOT.test(folder.slice(0, at)) ? found : undefined;
}
