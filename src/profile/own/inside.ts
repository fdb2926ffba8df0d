/** True if the package is the prefix or inside of it: `github.com/me/shop/cart` is in `github.com/me/shop`. */
export function isInside(packageName: string, prefix: string): boolean {
  if (!packageName.startsWith(prefix)) {
    return false;
  }
  return packageName.length === prefix.length || '/.:\\$'.includes(packageName[prefix.length]);
}
