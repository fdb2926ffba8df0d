import { FrameKind, type Profile } from '../model';
import type { Origin } from './origin';

/**
 * What is on screen as columns (`model.ts` says what they are): a call tree in pre-order, a row a frame of the flame
 * graph, values in `unit`. A comparison has both sides' values beside those that its boxes are drawn by.
 */
export interface JsonExport {
  readonly format: 'service-profiles/1';
  readonly service: string;
  readonly type: string;
  readonly unit: string;
  /** ISO 8601, UTC. */
  readonly from?: string;
  readonly to?: string;
  readonly total: number;
  /** Every value is at least what it says; so much was not loaded of all that this may be a part of. */
  readonly lowerBounds: boolean;
  readonly notLoaded: number;
  readonly frames: ReadonlyArray<{ name: string; kind: string; places?: Array<{ file: string; line: number }> }>;
  readonly tree: Readonly<Record<'level' | 'frame' | 'self' | 'total', readonly number[]>>;
  readonly before?: Readonly<Record<'self' | 'total', readonly number[]>>;
  readonly after?: Readonly<Record<'self' | 'total', readonly number[]>>;
}

export function jsonExport(profile: Profile, origin: Origin, unit: string): JsonExport {
  const { frames, sides } = profile;
  const { places } = frames;
  const notLoaded = sides ? sides.cut.before + sides.cut.after : (origin.cut?.value ?? 0);
  const weights = ({ self, total }: { self: Float64Array; total: Float64Array }) => ({
    self: Array.from(self),
    total: Array.from(total),
  });
  return {
    format: 'service-profiles/1',
    service: origin.service,
    type: [origin.profileName, origin.sampleType, origin.sampleUnit].join(':'),
    unit,
    ...(origin.range && {
      from: new Date(origin.range.from).toISOString(),
      to: new Date(origin.range.to).toISOString(),
    }),
    total: profile.total[0] ?? 0,
    lowerBounds: notLoaded > 0,
    notLoaded,
    frames: frames.names.map((name, s) => ({
      name,
      kind: FrameKind[frames.kinds[s]],
      ...(places &&
        places.offset[s] < places.offset[s + 1] && {
          places: Array.from(places.file.subarray(places.offset[s], places.offset[s + 1]), (file, i) => ({
            file: places.files[file],
            line: places.line[places.offset[s] + i],
          })),
        }),
    })),
    tree: { level: Array.from(profile.level), frame: Array.from(profile.symbol), ...weights(profile) },
    ...(sides && { before: weights(sides.before), after: weights(sides.after) }),
  };
}
