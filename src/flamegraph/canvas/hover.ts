import type { Hit } from '../../profile/hit';
import type { Scene } from './scene';

/** What the pointer (or, without one, the keyboard's selection) is on, and where to say so, in client px. */
export interface Pointed {
  readonly hit: Hit;
  /** What the hit is in: a refresh may come while the pointer rests, and then the hit means nothing. */
  readonly scene: Scene;
  readonly x: number;
  readonly y: number;
  /** The tooltip explains the keyboard's selection: nothing lights up for it. */
  readonly byKeyboard?: boolean;
}

/** Kept out of React's state: moving the pointer must move a mark and a tooltip, not render a graph or a table. */
export interface HoverStore<T = Pointed> {
  get(): T | undefined;
  set(pointed: T | undefined): void;
  subscribe(listener: () => void): () => void;
}

export function createHoverStore<T = Pointed>(): HoverStore<T> {
  let current: T | undefined;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (pointed) => {
      if (pointed !== current) {
        current = pointed;
        listeners.forEach((listener) => listener());
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function isSameHit(a: Hit | undefined, b: Hit | undefined): boolean {
  if (a?.kind === 'node' && b?.kind === 'node') {
    return a.node === b.node;
  }
  if (a?.kind === 'strip' && b?.kind === 'strip') {
    return a.strip.first === b.strip.first && a.strip.last === b.strip.last;
  }
  return a === b;
}
