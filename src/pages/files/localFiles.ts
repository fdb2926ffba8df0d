import { foldedInSteps } from '../../profile/folded';
import { type CountedProfile } from '../../profile/counted';
import { isNoData } from '../../profile/model';
import { ProfileDecoder } from '../../profile/pprof/decode';
import { pprofHeadInSteps, type PprofHead } from '../../profile/pprof/head';
import { joinedInSteps } from '../../profile/pprof/profile';
import { pauses, takenInSlices, UNSTOPPED } from '../../profile/steps';
import { digestOf } from './digest';

/** A file that was opened. */
export interface LocalFile {
  readonly name: string;
  readonly digest: string;
  /** Ids of its profile types, in the file's order. */
  readonly types: readonly string[];
  /** Milliseconds since the epoch; undefined where the file does not say. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
  /** @throws {ProfileInputError}, AbortError */
  profile(typeId: string, signal: AbortSignal): Promise<CountedProfile>;
}

/** Why a file cannot be opened. */
export type FileProblem =
  | { readonly kind: 'empty' | 'too-large' | 'cut-short' }
  /** in a sentence of the reader */
  | { readonly kind: 'unreadable'; readonly words: string };

export class LocalFileError extends Error {
  constructor(readonly problem: FileProblem) {
    super('words' in problem ? problem.words : problem.kind);
    this.name = 'LocalFileError';
  }
}

/** Of a file, unzipped. */
export const MOST_BYTES = 256 * 2 ** 20;

/** What folded stacks are of, nobody says. */
const FOLDED = 'folded:samples:count:samples:count';

/** By digest, as long as the page is open: links name files, browsers keep none. */
const opened = new Map<string, LocalFile>();

/** A file that was opened before; undefined where a person must choose it (again). */
export function openedFile(digest: string): LocalFile | undefined {
  return opened.get(digest);
}

/**
 * Reads a pprof, gzipped or not, or folded stacks. It stays in this page.
 * @throws {LocalFileError}
 */
export async function openFile(file: File, most = MOST_BYTES): Promise<LocalFile> {
  if (file.size === 0) {
    throw new LocalFileError({ kind: 'empty' });
  }
  if (file.size > most) {
    throw new LocalFileError({ kind: 'too-large' });
  }
  const raw = new Uint8Array(await file.arrayBuffer());
  const parts = raw[0] === 0x1f && raw[1] === 0x8b ? await unzipped(raw, most) : [raw];
  const bytes = await takenInSlices(joinedInSteps(parts), UNSTOPPED);
  const digest = await digestOf(file, raw);
  const read = isText(bytes) ? await readFolded(bytes) : await readPprof(bytes, parts);
  const local = { name: file.name, digest, ...read };
  opened.set(digest, local);
  return local;
}

type Read = Pick<LocalFile, 'types' | 'range' | 'profile'>;

async function readFolded(bytes: Uint8Array): Promise<Read> {
  const profile = await explained(takenInSlices(foldedInSteps(new TextDecoder().decode(bytes)), UNSTOPPED));
  if (isNoData(profile)) {
    throw new LocalFileError({ kind: 'empty' });
  }
  return { types: [FOLDED], range: undefined, profile: async () => profile };
}

/** @param parts the bytes in pieces: of several, these are others than `bytes` */
async function readPprof(bytes: Uint8Array, parts: readonly Uint8Array[]): Promise<Read> {
  const head = await explained(takenInSlices(pprofHeadInSteps(bytes), UNSTOPPED));
  const { timeMs, durationMs } = head;
  // The decoder takes bytes away. Other types are read from the pieces later: the first one needs no copy of them.
  let whole = parts.length > 1 ? bytes : undefined;
  return {
    types: typesOf(head),
    range: timeMs > 0 ? { from: timeMs, to: timeMs + durationMs } : undefined,
    profile: async (typeId, signal) => {
      const decoder = new ProfileDecoder();
      try {
        const given = whole && [whole];
        whole = undefined;
        const taken = given ?? (await takenInSlices(copiesInSteps(parts), signal));
        return await decoder.decode({ parts: taken, sampleType: typeId.split(':')[1], wanted: 'profile' }, signal);
      } finally {
        decoder.close();
      }
    },
  };
}

const BYTES_A_PIECE = 1 << 20;

/** A copy in pieces: making room for hundreds of megabytes at once takes long. */
function* copiesInSteps(parts: readonly Uint8Array[]): Generator<void, Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for (const part of parts) {
    for (let from = 0; from < part.length; from += BYTES_A_PIECE) {
      pieces.push(part.slice(from, from + BYTES_A_PIECE));
      yield;
    }
  }
  return pieces;
}

/** A reader's error in its own words; a file that ends too early is told apart. */
async function explained<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new LocalFileError(words.includes('it is cut off') ? { kind: 'cut-short' } : { kind: 'unreadable', words });
  }
}

/** What Pyroscope calls the profiles of these sample types; of others the sample type is the name. */
const NAMES: Readonly<Record<string, string>> = {
  cpu: 'process_cpu',
  samples: 'process_cpu',
  alloc_objects: 'memory',
  alloc_space: 'memory',
  inuse_objects: 'memory',
  inuse_space: 'memory',
};

/**
 * Where Go ends the stacks of a mutex profile: a lock's holder lets go of it. Those of a block profile end where somebody
 * waits. Nothing else tells the two files apart.
 */
const LETTING_GO = [
  'sync.(*Mutex).Unlock',
  'internal/sync.(*Mutex).Unlock',
  'sync.(*RWMutex).Unlock',
  'sync.(*RWMutex).RUnlock',
  'runtime.unlock',
];

function typesOf(head: PprofHead): string[] {
  const { sampleTypes, periodType } = head;
  const word = (text: string) => text.replace(/[:\p{Cc}\p{Cf}]/gu, '_');
  const isOfMutexes = () => periodType.type === 'mutex' || LETTING_GO.some((name) => head.hasString(name));
  // Node's profiler takes samples by the wall clock, and has what was on CPU meanwhile beside it.
  const isOfWall = sampleTypes.some(({ type }) => type === 'wall');
  const nameOf = (type: string) =>
    type === 'contentions' || type === 'delay'
      ? isOfMutexes()
        ? 'mutex'
        : 'block'
      : isOfWall && NAMES[type] === 'process_cpu'
        ? 'wall'
        : (NAMES[type] ?? (type || 'profile'));
  const ids = sampleTypes.map(({ type, unit }) =>
    [nameOf(type), type || 'value', unit || 'count', periodType.type, periodType.unit].map(word).join(':')
  );
  return [...new Set(ids)];
}

/** What tells text from protobuf: a pprof begins with a field's tag and a length, which are control characters. */
function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 1024).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/** In the pieces that the browser makes of it. */
async function unzipped(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array[]> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  // Parts come unzipped one after the other without a pause.
  const pauseIfDue = pauses();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) {
        throw new LocalFileError({ kind: 'too-large' });
      }
      await pauseIfDue();
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    throw error instanceof LocalFileError ? error : new LocalFileError({ kind: 'cut-short' });
  }
  if (length === 0) {
    throw new LocalFileError({ kind: 'empty' });
  }
  return parts;
}
