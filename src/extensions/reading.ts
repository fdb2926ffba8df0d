/**
 * What stands at `path` in something that another part of Grafana hands over; undefined where there is nothing.
 *
 * Contexts of extension links are read-only proxies, and reading a frozen part of one throws (the labels of an alert
 * instance in Grafana 12.3): its descriptor still has the value. Whatever else throws counts as absent.
 */
export function read(from: unknown, ...path: Array<string | number>): unknown {
  return path.reduce(property, from);
}

function property(from: unknown, key: string | number): unknown {
  if (typeof from !== 'object' || from === null) {
    return undefined;
  }
  return attempt(() => Reflect.get(from, key)) ?? attempt(() => Reflect.getOwnPropertyDescriptor(from, key)?.value);
}

/** The first `most` entries of a list, however long it says that it is. */
export function readList(from: unknown, most: number): unknown[] {
  const isList = attempt(() => Array.isArray(from));
  const length = isList ? read(from, 'length') : 0;
  return Array.from({ length: Math.min(most, Number(length) || 0) }, (_, at) => read(from, at));
}

/** Pyroscope takes no longer label values, and servers refuse addresses of such lengths. */
const LONGEST = 2048;

export function readText(from: unknown, ...path: Array<string | number>): string | undefined {
  const value = read(from, ...path);
  return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : undefined;
}

/** A time as links have it: a raw text, or the milliseconds of a number, a Date or Grafana's DateTime. */
export function readTime(from: unknown, key: string): string | undefined {
  const value = read(from, key);
  if (typeof value === 'string') {
    return readText(value);
  }
  const time = typeof value === 'number' ? value : attempt(() => (value as Date).valueOf());
  return typeof time === 'number' && Number.isFinite(time) ? String(Math.round(time)) : undefined;
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
