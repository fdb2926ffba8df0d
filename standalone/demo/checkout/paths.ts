import { posix } from 'node:path';

/** Modules are known by URL, of which the profiler cuts only `file://`: blanks are escaped, `C:` has a slash before it. */
export function decodePath(file: string): string {
  const path = file.replace(/^\/(?=[A-Za-z]:\/)/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * The path below the project's root with forward slashes, so that no path of the machine gets into a profile.
 * What lies elsewhere, `node:` modules say, keeps its name; of other absolute paths the last part is left.
 */
export function belowRoot(file: string, root: string): string {
  const path = file.replaceAll('\\', '/');
  const base = root.replaceAll('\\', '/').replace(/\/?$/, '/');
  if (path.startsWith(base)) {
    return path.slice(base.length);
  }
  const absolute = path.startsWith('/') || /^[A-Za-z]:\//.test(path);
  return absolute ? posix.basename(path) : path;
}
