import { foldedInSteps } from '../../profile/folded';
import { type CountedProfile } from '../../profile/counted';
import { isNoData, ProfileInputError } from '../../profile/model';
import { ProfileDecoder } from '../../profile/pprof/decode';
import { type Decoded } from '../../profile/pprof/decodeInSteps';
import { pprofHeadInSteps, type PprofHead } from '../../profile/pprof/head';
import { type LinedStacks } from '../../profile/pprof/lines';
import { joinedInSteps } from '../../profile/pprof/profile';
import { takenInSlices, UNSTOPPED } from '../../profile/steps';
import { digestOf } from './digest';
import { unzipped } from './unzipped';

/** A file that was opened. */
export interface LocalFile {
  readonly name: string;
  readonly digest: string;
  /** Ids of its profile types, in the file's order. */
  readonly types: readonly string[];
  /** The one that the file wants to be shown first; undefined where it does not say. */
  readonly defaultType?: string;
  /** Milliseconds since the epoch; undefined where the file does not say. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
  /** @throws {ProfileInputError}, AbortError */
  profile(typeId: string, signal: AbortSignal): Promise<CountedProfile>;
  /**
   * The source lines; undefined where the file has none, as folded stacks.
   * @throws {ProfileInputError}, AbortError
   */
  lines?(typeId: string, signal: AbortSignal): Promise<LinedStacks>;
}

/** Why a file cannot be opened. */
export type FileProblem =
  | { readonly kind: 'empty' | 'too-large' | 'cut-short' | 'damaged' }
  /** of a format that is known and cannot be read, by its name */
  | { readonly kind: 'other-format'; readonly format: string }
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
  const parts = isGzip(raw) ? await unzippedFile(raw, most) : [raw];
  const bytes = await takenInSlices(joinedInSteps(parts), UNSTOPPED);
  const digest = await digestOf(file, raw);
  const text = textOf(bytes);
  const read = await (text === undefined ? readPprof(bytes, parts) : readFolded(text)).catch((error: unknown) => {
    const format = otherFormat(bytes);
    throw format === undefined ? error : new LocalFileError({ kind: 'other-format', format });
  });
  const local = { name: file.name, digest, ...read };
  opened.set(digest, local);
  return local;
}

type Read = Omit<LocalFile, 'name' | 'digest'>;

async function readFolded(text: string): Promise<Read> {
  const profile = await explained(takenInSlices(foldedInSteps(text), UNSTOPPED));
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
  const types = typesOf(head);
  const decoded = async <K extends keyof Decoded>(wanted: K, typeId: string, signal: AbortSignal) => {
    const decoder = new ProfileDecoder();
    try {
      const given = whole && [whole];
      whole = undefined;
      const taken = given ?? (await takenInSlices(copiesInSteps(parts), signal));
      return await decoder.decode({ parts: taken, sampleType: types.indexOf(typeId), dropped: true, wanted }, signal);
    } catch (error) {
      throw isOfNegative(error)
        ? new ProfileInputError(error.code, `${error.message} This is the difference of two profiles, not a profile.`)
        : error;
    } finally {
      decoder.close();
    }
  };
  return {
    types: [...new Set(types)],
    defaultType: types[head.sampleTypes.findIndex(({ type }) => type !== '' && type === head.defaultType)],
    range: timeMs > 0 ? { from: timeMs, to: timeMs + durationMs } : undefined,
    profile: (typeId, signal) => decoded('profile', typeId, signal),
    lines: (typeId, signal) => decoded('lines', typeId, signal),
  };
}

/** What `go tool pprof -base` writes. */
function isOfNegative(error: unknown): error is ProfileInputError {
  return error instanceof ProfileInputError && error.code === 'bad-value' && error.message.includes(' -');
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

/** The id of each sample type. */
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
  return sampleTypes.map(({ type, unit }) =>
    [nameOf(type), type || 'value', unit || 'count', periodType.type, periodType.unit].map(word).join(':')
  );
}

/**
 * What tells text from protobuf: a pprof begins with a field's tag and a length, which are control characters. What
 * PowerShell writes into a file is UTF-16, which begins with a mark.
 */
function textOf(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, '\xff\xfe')) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  return bytes.subarray(0, 1024).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
    ? new TextDecoder().decode(bytes)
    : undefined;
}

/** What people have at hand beside pprof and folded stacks, by how it begins. */
const OTHER_FORMATS: ReadonlyArray<readonly [begin: string, name: string]> = [
  ['{', 'JSON'],
  ['[', 'JSON'],
  ['<', 'HTML'],
  ['PK\x03\x04', 'ZIP'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['FLR\0', 'JFR'],
  ['PERFILE2', 'perf.data'],
  ['heap profile: ', 'pprof (debug=1)'],
  ['goroutine ', 'pprof (debug=1)'],
  ['--- ', 'pprof (debug=1)'],
  ['threadcreate profile: ', 'pprof (debug=1)'],
];

function otherFormat(bytes: Uint8Array): string | undefined {
  const first = bytes.subarray(0, 1024).findIndex((byte) => byte > 0x20);
  return OTHER_FORMATS.find(([begin]) => startsWith(bytes.subarray(Math.max(first, 0)), begin))?.[1];
}

/** @param begin a character a byte */
function startsWith(bytes: Uint8Array, begin: string): boolean {
  return Array.from(begin).every((character, i) => bytes[i] === character.charCodeAt(0));
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function unzippedFile(raw: Uint8Array<ArrayBuffer>, most: number): Promise<readonly Uint8Array[]> {
  const unzip = await unzipped(raw, most);
  if (unzip.kind !== 'whole') {
    throw new LocalFileError({ kind: unzip.kind });
  }
  if (unzip.parts.length === 0) {
    throw new LocalFileError({ kind: 'empty' });
  }
  return unzip.parts;
}
