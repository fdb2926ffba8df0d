/** The package (module, namespace, file) a frame belongs to, for colors and grouping; '' where the name has none. */
export function packageOf(symbolName: string): string {
  return symbolName;
}

/** The name without its package's path, as a label has room for it: `github.com/a/b/c.(*T).M` is `c.(*T).M`. */
export function shortName(symbolName: string): string {
  return symbolName;
}
