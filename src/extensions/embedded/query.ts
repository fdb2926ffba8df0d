/** The parameters of one tab among those of the whole page, without their prefix. */
export function withoutPrefix(search: string, prefix: string): string {
  const own = [...new URLSearchParams(search)].flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
  );
  return new URLSearchParams(own).toString();
}

/** The page's parameters with those of one tab in the place of what it had before. */
export function withPrefixed(search: string, prefix: string, own: string): string {
  const others = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith(prefix));
  const prefixed = [...new URLSearchParams(own)].map(([name, value]) => [prefix + name, value]);
  return new URLSearchParams([...others, ...prefixed]).toString();
}

/** What a host changed between two wishes, on top of what is shown: what it left as it was is the reader's. */
export function withChanges(shown: string, before: string, after: string): string {
  const [result, old, wanted] = [shown, before, after].map((query) => new URLSearchParams(query));
  for (const name of new Set([...old.keys(), ...wanted.keys()])) {
    if (old.getAll(name).join('\n') !== wanted.getAll(name).join('\n')) {
      result.delete(name);
      wanted.getAll(name).forEach((value) => result.append(name, value));
    }
  }
  return result.toString();
}
