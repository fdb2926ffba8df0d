import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the recordings mark what only a descriptor gives, since Grafana had frozen it. */
const FROZEN = '<reading throws, by descriptor>';

/** A context as Grafana 12.3.0 handed it over (`testdata/`): read-only, and throwing where it threw then. */
export function recordedContext(name: string): unknown {
  const recording: { best?: unknown; context?: unknown } = JSON.parse(
    readFileSync(join(__dirname, '..', 'testdata', `${name}.json`), 'utf8')
  );
  return grafanaContext(thawed(recording.best ?? recording.context));
}

/**
 * What Grafana makes of a context: each object behind a proxy, which may not stand for a frozen property's value, so that
 * reading one throws a TypeError.
 */
export function grafanaContext(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return new Proxy(value, { set: () => false, get: (target, key) => grafanaContext(Reflect.get(target, key)) });
}

function thawed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(thawed);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [key, thawed(entry)]);
  const result = {};
  for (const [key, entry] of entries) {
    const frozen =
      typeof entry === 'object' && entry !== null && FROZEN in entry ? Reflect.get(entry, FROZEN) : undefined;
    Object.defineProperty(result, key, {
      value: frozen ?? entry,
      enumerable: true,
      writable: frozen === undefined,
      configurable: frozen === undefined,
    });
  }
  return result;
}
