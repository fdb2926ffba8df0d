import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LinedStacks } from '../../../profile/pprof/lines';
import { symbolLinesInSteps, type SymbolLines } from '../../../profile/pprof/symbolLines';
import { takenInSlices } from '../../../profile/steps';
import { type LineSource } from './askForLines';

/** How often progress is shown, in ms. */
const PROGRESS_EVERY_MS = 100;
/** Lines are large: they are kept for the next symbol, not for the day. */
const KEPT_MS = 30_000;

export type LinesState =
  | { kind: 'loading'; bytes: number }
  | { kind: 'failed'; error: unknown; retry(): void }
  | { kind: 'shown'; symbol: SymbolLines; stacks: LinedStacks; factor: number };

/** The lines of a symbol. They are asked for once for all symbols; leaving ends the request, down to the server. */
export function useLines(source: LineSource, name: string): LinesState {
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
  const stacks = asked.data;
  const [found, setFound] = useState<{ stacks: LinedStacks; name: string; symbol: SymbolLines }>();
  useEffect(() => {
    if (stacks === undefined) {
      return undefined;
    }
    const stop = new AbortController();
    takenInSlices(symbolLinesInSteps(stacks, name), stop.signal).then(
      (symbol) => stop.signal.aborted || setFound({ stacks, name, symbol }),
      // Stopped.
      () => {}
    );
    return () => stop.abort();
  }, [stacks, name]);
  if (asked.error && stacks === undefined) {
    return { kind: 'failed', error: asked.error, retry: () => void asked.refetch() };
  }
  // Of a symbol, the newest lines that there are; those of another one would mislead.
  return stacks === undefined || found?.name !== name
    ? { kind: 'loading', bytes }
    : { kind: 'shown', symbol: found.symbol, stacks: found.stacks, factor: source.factorOf(found.stacks) };
}
