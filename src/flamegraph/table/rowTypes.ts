import type { ChangeTable } from '../../profile/comparison/changeTable';
import type { RowVerdicts } from '../../profile/comparison/rowVerdicts';
import type { Profile, SymbolIndex } from '../../profile/model';
import type { SymbolTable as SymbolTotals } from '../../profile/table';
import type { OwnModel } from '../own/ownModel';
import type { SymbolPlace } from '../../profile/place';
import type { BesideValue, FlameGraphProps, FormatValue, HoveredSymbol, ProfileViewState } from '../types';

/** What can be done with a symbol; highlight and sandwich are toggles. */
export interface SymbolActions {
  highlight(symbol: SymbolIndex): void;
  sandwich(symbol: SymbolIndex): void;
  copy(symbol: SymbolIndex): void;
  find(symbol: SymbolIndex): void;
  /** Undefined where there are no source lines. */
  lines: ((symbol: SymbolIndex) => void) | undefined;
  /** absent where nobody can show it */
  overTime?(symbol: SymbolIndex): void;
}

/** The buttons of a row, as `data-control` names them: the table listens once for all rows. */
export type RowControl = 'highlight' | 'sandwich' | 'name' | 'menu';

/** The menu of one row, open at a place in the window (CSS pixels). */
export interface OpenRowMenu {
  readonly place: SymbolPlace;
  readonly x: number;
  readonly y: number;
  /** What gets the focus back. */
  readonly opener: HTMLElement | null;
}

export interface SymbolTableProps {
  profile: Profile;
  totals: SymbolTotals;
  /** The symbols shown, in order. */
  order: Int32Array;
  sort: ProfileViewState['sort'];
  onSort(sort: ProfileViewState['sort']): void;
  /** A new search starts at the table's top. */
  filterKey: string;
  /** The rows are an earlier search's until this one is done. */
  searching: boolean;
  highlighted?: SymbolIndex;
  sandwiched?: SymbolIndex;
  /** Lit lightly, from the graph. */
  hovered: HoveredSymbol;
  onHover(symbol: SymbolIndex | undefined): void;
  /** Value of what is not loaded. */
  notLoaded: number;
  lowerBound: boolean;
  formatValue: FormatValue;
  beside?: BesideValue;
  /** Of a comparison: shown in the place of the totals. */
  changes?: ChangeTable;
  /** Of a comparison whose changes were judged. */
  verdicts?: RowVerdicts;
  /** There is a column of what own code is charged with; empty until `own` is there. */
  hasOwn: boolean;
  own?: OwnModel;
  actions: SymbolActions;
  moreItems?: FlameGraphProps['moreItems'];
}
