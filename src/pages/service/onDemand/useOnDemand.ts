import { useEffect, useState } from 'react';

/** What is known of something that is asked for when a person wants it, with many requests. */
export type Asking<T> =
  | { readonly kind: 'asking'; readonly answered: number; readonly asked: number | undefined }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'known'; readonly value: T };

export interface OnDemand<R, T> {
  /** what was asked about */
  readonly round: R;
  readonly asking: Asking<T>;
  cancel(): void;
  /** asks about what there is now */
  again(): void;
}

export type Ask<R, T> = (
  round: R,
  signal: AbortSignal,
  onProgress: (answered: number, asked: number) => void
) => Promise<T>;

const BEGINNING = { kind: 'asking', answered: 0, asked: undefined } as const;

/**
 * Asks at once, and anew only when a person wants that: what was asked about stays while the page moves on with the clock.
 * @param begin what is to be asked about, as it is now
 * @param ask the same one always
 */
export function useOnDemand<R, T>(begin: () => R, ask: Ask<R, T>): OnDemand<R, T> {
  const [round, setRound] = useState(begin);
  const [asking, setAsking] = useState<Asking<T>>(BEGINNING);
  const isAsking = asking.kind === 'asking';
  useEffect(() => {
    if (!isAsking) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const show = (next: Asking<T>) => signal.aborted || setAsking(next);
    ask(round, signal, (answered, asked) => show({ kind: 'asking', answered, asked })).then(
      (value) => show({ kind: 'known', value }),
      (error: unknown) => show({ kind: 'failed', error })
    );
    return () => controller.abort();
  }, [isAsking, round, ask]);
  return {
    round,
    asking,
    cancel: () => setAsking({ kind: 'cancelled' }),
    again: () => {
      setRound(begin());
      setAsking(BEGINNING);
    },
  };
}
