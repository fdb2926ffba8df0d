/** True if the package is the prefix or inside of it: `github.com/me/shop/cart` is in `github.com/me/shop`. */
export function isInside(packageName: string, prefix: string): boolean {
  if (!packageName.startsWith(prefix)) {
    return false;
  }
  const next = packageName[prefix.length];
  // `../lib` is not in `.`.
  return next === undefined || ('/.:\\$'.includes(next) && !(next === '.' && prefix.endsWith('.')));
}
