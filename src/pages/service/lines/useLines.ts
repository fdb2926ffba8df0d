import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { LinedStacks } from '../../../profile/pprof/lines';
import { symbolLinesInSteps, type SymbolLines } from '../../../profile/pprof/symbolLines';
import { takenInSlices } from '../../../profile/steps';
import { type LineSource } from './askForLines';
import { linesLeft, type Transforming } from './transformed';

/** How often progress is shown, in ms. */
const PROGRESS_EVERY_MS = 100;
/** Lines are large: they are kept for the next symbol, not for the day. */
const KEPT_MS = 30_000;

export type LinesState =
  | { kind: 'loading'; bytes: number }
  | { kind: 'failed'; error: unknown; retry(): void }
  | ({ kind: 'shown' } & FoundLines);

export interface FoundLines {
  /** the source's */
  about: string;
  name: string;
  symbol: SymbolLines;
  /** What they are of. */
  stacks: LinedStacks;
  /** what became of the picture's transforms; undefined where there are none */
  transforms: 'applied' | 'ignored' | undefined;
  factor: number;
}

/**
 * The lines of a symbol, of what the picture's transforms leave. They are asked for once for all symbols; leaving ends the
 * request, down to the server.
 * @param picture stable as long as it is the same; undefined where nothing is transformed
 * @param isSettled false while another picture is on its way, which these lines may be of: what was found stays
 */
export function useLines(
  source: LineSource,
  name: string,
  picture: Transforming | undefined,
  isSettled: boolean
): LinesState {
  const [bytes, setBytes] = useState(0);
  const asked = useQuery({
    queryKey: ['lines', source.about, source.range],
    queryFn: ({ signal }) => {
      let shownAt = 0;
      const onBytes = (received: number) => {
        if (Date.now() - shownAt >= PROGRESS_EVERY_MS) {
          shownAt = Date.now();
          setBytes(received);
        }
      };
      return source.load({ signal, onBytes });
    },
    staleTime: Infinity,
    gcTime: KEPT_MS,
    retry: false,
    structuralSharing: false,
    // A refresh does not take away what is read.
    placeholderData: (before: LinedStacks | undefined, query) =>
      query?.queryKey[1] === source.about ? before : undefined,
  });
  // Lines of the picture before are not those of this one's stacks.
  const stacks = picture && asked.isPlaceholderData ? undefined : asked.data;
  const [found, setFound] = useState<FoundLines>();
  const [tries, setTries] = useState(0);
  const attempt = useMemo(() => ({ stacks, name, picture, tries }), [stacks, name, picture, tries]);
  const [failed, setFailed] = useState<{ error: unknown; of: typeof attempt }>();
  const { about } = source;
  // Of all stacks: a part is divided as the whole is.
  const factor = stacks && source.factorOf(stacks);
  useEffect(() => {
    const { stacks, name, picture } = attempt;
    if (stacks === undefined || factor === undefined || (picture && !isSettled)) {
      return undefined;
    }
    const stop = new AbortController();
    find(stacks, factor, name, picture, stop.signal).then(
      (lines) => {
        if (!stop.signal.aborted) {
          setFound({ about, name, ...lines });
          setFailed(undefined);
        }
      },
      (error: unknown) => stop.signal.aborted || setFailed({ error, of: attempt })
    );
    return () => stop.abort();
  }, [about, factor, attempt, isSettled]);
  if (asked.error && stacks === undefined) {
    return { kind: 'failed', error: asked.error, retry: () => void asked.refetch() };
  }
  if (failed?.of === attempt) {
    return { kind: 'failed', error: failed.error, retry: () => setTries(tries + 1) };
  }
  // Of a symbol, the newest lines that there are; those of another one would mislead.
  return asked.data === undefined || found?.name !== name || found.about !== about
    ? { kind: 'loading', bytes }
    : { kind: 'shown', ...found };
}

async function find(
  all: LinedStacks,
  factor: number,
  name: string,
  picture: Transforming | undefined,
  signal: AbortSignal
): Promise<Omit<FoundLines, 'about' | 'name'>> {
  const left = picture && (await linesLeft(picture, all, factor, signal));
  const stacks = left ?? all;
  const symbol = await takenInSlices(symbolLinesInSteps(stacks, name), signal);
  return { symbol, stacks, transforms: picture && (left ? 'applied' : 'ignored'), factor };
}
