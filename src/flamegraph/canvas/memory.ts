import type { GraphMemory, Remembered } from '../types';

/** Kept outside of React's state: it is read when a graph comes back, and nothing is rendered for what it is told. */
export function createGraphMemory(): GraphMemory {
  let remembered: Remembered = {};
  return {
    recall: () => remembered,
    keep: (part) => {
      remembered = { ...remembered, ...part };
    },
  };
}
