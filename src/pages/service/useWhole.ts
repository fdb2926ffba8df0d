import { useCallback, useEffect, useRef, useState } from 'react';
import { ProfileInputError } from '../../profile/model';
import { DataSourceError } from '../../pyroscope/errors';
import { type Steps } from '../common/useAddress';
import { type ShownGraph } from './questions';

/** How often the progress of loading all is shown, and how often it is looked whether a menu is still open, in ms. */
const PROGRESS_EVERY_MS = 100;
const CALM_EVERY_MS = 100;

export interface WholePicture {
  /** the whole profile as soon as it is there, the graph before */
  answer: ShownGraph;
  /** why the rest of a cut graph is not there */
  failure: unknown;
  /** by itself it may yet take the graph's place */
  coming: boolean;
  /** the rest is on its way because a person wanted it: bytes that arrived */
  loading: { bytes: number; cancel(): void } | undefined;
  /** undefined where nothing more can be had */
  loadAll: (() => void) | undefined;
}

interface Progress {
  base: ShownGraph;
  whole?: ShownGraph;
  failure?: unknown;
  loading?: WholePicture['loading'];
}

/** Whether a person wants all whatever it costs, where that is kept; without it, as long as the answer is shown. */
interface AllChoice {
  all?: boolean;
  onAll?(all: boolean): void;
}

/** It is kept in the link, and holds for all graphs that are shown. */
export function allInLink({ state, go }: Steps): AllChoice {
  return {
    all: state.detail === 'all',
    onAll: (all) => go((now) => ({ ...now, detail: all ? 'all' : 'usual' })),
  };
}

/**
 * Puts the whole profile in the place of a graph when it comes: by itself, or because a person wants all of it. Never
 * under an open menu or a pressed pointer, where something else than what was aimed at would be hit.
 */
export function useWhole(base: ShownGraph, { all = false, onAll = () => {} }: AllChoice = {}): WholePicture {
  const [progress, setProgress] = useState<Progress>();
  const whenCalm = useCalm();
  const current = progress?.base === base ? progress : undefined;

  const follow = useCallback(
    (graph: ShownGraph, coming: Promise<ShownGraph>, isWanted: () => boolean) => {
      const show = (next: Omit<Progress, 'base'>) => isWanted() && setProgress({ base: graph, ...next });
      coming.then(
        (whole) => whenCalm(isWanted).then(() => show({ whole })),
        (failure: unknown) => show({ failure })
      );
    },
    [whenCalm]
  );

  const offer = base.whole;
  const running = useRef<AbortController>(undefined);
  useEffect(() => {
    if (offer?.coming === undefined) {
      return undefined;
    }
    let wanted = true;
    // What may come in an answer's place is made as the answer was.
    follow(base, offer.coming as Promise<ShownGraph>, () => wanted && running.current === undefined);
    return () => {
      wanted = false;
      offer.cancel?.();
    };
  }, [base, offer, follow]);

  useEffect(
    () => () => {
      running.current?.abort();
      running.current = undefined;
    },
    [base]
  );
  const onCancel = useRef(onAll);
  useEffect(() => {
    onCancel.current = onAll;
  });
  const load = useCallback(() => {
    if (offer?.load === undefined) {
      return;
    }
    // What comes within the budget is not wanted beside all.
    offer.cancel?.();
    const controller = new AbortController();
    running.current = controller;
    const cancel = () => {
      controller.abort();
      setProgress({ base });
      onCancel.current(false);
    };
    let shownAt = 0;
    const onBytes = (bytes: number) => {
      if (Date.now() - shownAt >= PROGRESS_EVERY_MS && !controller.signal.aborted) {
        shownAt = Date.now();
        setProgress({ base, loading: { bytes, cancel } });
      }
    };
    onBytes(0);
    follow(
      base,
      offer.load({ signal: controller.signal, onBytes }) as Promise<ShownGraph>,
      () => !controller.signal.aborted
    );
  }, [base, offer, follow]);

  const answer = current?.whole ?? base;
  const wanted = all && offer?.load !== undefined && mayComeYet(offer.failure);
  useEffect(() => {
    if (wanted && running.current === undefined) {
      load();
    }
  }, [wanted, load]);
  const loadAll = () => {
    onAll(true);
    load();
  };
  const failure = current?.failure ?? (answer === base ? offer?.failure : undefined);
  const hasRest = answer === base && offer?.load !== undefined && mayComeYet(failure);
  // With all that a person asked for, what would have come by itself was given up.
  const coming = offer?.coming !== undefined && current === undefined;
  return { answer, failure, coming, loading: current?.loading, loadAll: hasRest ? loadAll : undefined };
}

/** Not where the whole profile is refused, not offered or cannot be read: it would be again. */
export function mayComeYet(failure: unknown): boolean {
  if (failure instanceof DataSourceError) {
    return !['forbidden', 'not-pyroscope', 'no-such-data-source', 'data-source-login'].includes(failure.kind);
  }
  return !(failure instanceof ProfileInputError) || failure.code === 'other-total';
}

/** Waits while a menu is open or a pointer is pressed. */
export function useCalm(): (isWanted: () => boolean) => Promise<void> {
  const pressed = useRef(false);
  useEffect(() => {
    const press = () => (pressed.current = true);
    const release = () => (pressed.current = false);
    window.addEventListener('pointerdown', press, true);
    window.addEventListener('pointerup', release, true);
    window.addEventListener('pointercancel', release, true);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      window.removeEventListener('pointerup', release, true);
      window.removeEventListener('pointercancel', release, true);
    };
  }, []);
  return useCallback(async (isWanted) => {
    while (isWanted() && (pressed.current || document.querySelector('[role="menu"]'))) {
      await new Promise((resolve) => setTimeout(resolve, CALM_EVERY_MS));
    }
  }, []);
}
