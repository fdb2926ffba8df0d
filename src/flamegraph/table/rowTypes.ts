import type { SymbolIndex } from '../../profile/model';

/** What can be done with a symbol; highlight and sandwich are toggles. */
export interface SymbolActions {
  highlight(symbol: SymbolIndex): void;
  sandwich(symbol: SymbolIndex): void;
  copy(symbol: SymbolIndex): void;
  find(symbol: SymbolIndex): void;
}

/** The buttons of a row, as `data-control` names them: the table listens once for all rows. */
export type RowControl = 'highlight' | 'sandwich' | 'name' | 'menu';

/** The menu of one row, open at a place in the window (CSS pixels). */
export interface OpenRowMenu {
  readonly symbol: SymbolIndex;
  readonly x: number;
  readonly y: number;
  /** What gets the focus back. */
  readonly opener: HTMLElement | null;
}
