import type { Profile, Weights } from '../model';
import { boundsText, rangeText, typeText, type Origin } from './origin';

/** https://www.speedscope.app/file-format-schema.json */
interface SpeedscopeFile {
  readonly $schema: 'https://www.speedscope.app/file-format-schema.json';
  readonly name: string;
  readonly exporter: 'Service Profiles';
  readonly shared: { readonly frames: ReadonlyArray<{ name: string; file?: string; line?: number }> };
  readonly profiles: ReadonlyArray<{
    readonly type: 'evented';
    readonly name: string;
    readonly unit: 'none' | 'nanoseconds' | 'microseconds' | 'milliseconds' | 'seconds' | 'bytes';
    readonly startValue: number;
    readonly endValue: number;
    readonly events: ReadonlyArray<{ type: 'O' | 'C'; frame: number; at: number }>;
  }>;
}

/**
 * A file for speedscope. A frame is opened and closed where it stands in the flame graph: two entries a node, whatever
 * the depth. A comparison has a profile for each of its sides.
 * @param unit of the values: a comparison's may be divided by something, so that they are no `sampleUnit` any more
 */
export function writeSpeedscope(profile: Profile, origin: Origin, unit: string): SpeedscopeFile {
  const { frames, sides } = profile;
  const name = [origin.service, typeText(origin), rangeText(origin), boundsText(origin.cut)].filter(Boolean).join(', ');
  const all: Array<[string, Weights]> = sides
    ? [
        ['before', sides.before],
        ['after', sides.after],
      ]
    : [[name, profile]];
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    name,
    exporter: 'Service Profiles',
    shared: { frames: frames.names.map((text, s) => ({ name: text || '<unknown>', ...placeOf(profile, s) })) },
    profiles: all.map(([title, weights]) => ({
      type: 'evented',
      name: title,
      unit: UNITS[unit] ?? 'none',
      startValue: 0,
      ...eventsOf(profile, weights),
    })),
  };
}

/** By the unit in pprof's words and in those of our units. */
const UNITS: Record<string, SpeedscopeFile['profiles'][number]['unit']> = {
  nanoseconds: 'nanoseconds',
  ns: 'nanoseconds',
  microseconds: 'microseconds',
  milliseconds: 'milliseconds',
  seconds: 'seconds',
  bytes: 'bytes',
};

/** Places grow by selves only, so that no rounding puts a frame's end before its child's. */
function eventsOf({ length, parent, level, symbol }: Profile, { self, total }: Weights) {
  const events: Array<{ type: 'O' | 'C'; frame: number; at: number }> = [];
  let at = 0;
  let open = 0;
  const closeDownTo = (depth: number) => {
    for (; open > 0 && level[open] >= depth; open = parent[open]) {
      events.push({ type: 'C', frame: symbol[open], at });
    }
  };
  at += length > 0 ? self[0] : 0;
  for (let i = 1; i < length; i++) {
    if (total[i] > 0) {
      closeDownTo(level[i]);
      events.push({ type: 'O', frame: symbol[i], at });
      at += self[i];
      open = i;
    }
  }
  closeDownTo(1);
  return { endValue: at, events };
}

function placeOf({ frames: { places } }: Profile, symbol: number): { file?: string; line?: number } {
  const at = places?.offset[symbol] ?? 0;
  if (places === undefined || at === places.offset[symbol + 1]) {
    return {};
  }
  const line = places.line[at];
  return { file: places.files[places.file[at]], ...(line > 0 && { line }) };
}
