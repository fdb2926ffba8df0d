/** The path with its escapes undone, byte by byte. */
export function unescapeOnce(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/**
 * Whether a path could lead above where it begins, however often it is escaped: the server behind may unescape it again,
 * and take `\` for `/`, `..;` for `..`, or two bytes that are not UTF-8 for a dot.
 */
export function isClimbing(path: string): boolean {
  let text = path;
  for (let next = unescapeOnce(text); next !== text; next = unescapeOnce(text)) {
    text = next;
  }
  return /[\x00-\x1f\x7f\xc0\xc1\\]/.test(text) || text.split('/').some((segment) => /^\.\.?(;|$)/.test(segment));
}
