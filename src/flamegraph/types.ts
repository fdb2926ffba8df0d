import type { ReactNode } from 'react';
import type { ChangeTable } from '../profile/comparison/changeTable';
import type { RowVerdicts } from '../profile/comparison/rowVerdicts';
import type { NodeIndex, Profile, SymbolIndex } from '../profile/model';
import type { Origin } from '../profile/export/origin';
import type { SummaryFacts } from '../profile/export/summary';
import type { Ownership, OwnWord } from '../profile/own/ownership';
import type { NodePlace } from '../profile/place';
import type { LinedStacks } from '../profile/pprof/lines';
import type { Transform } from '../profile/transforms/transforms';

export type SortColumn = 'symbol' | 'self' | 'total' | 'own' | 'verdict';
export type SortDirection = 'asc' | 'desc';
export type Layout = 'table' | 'both' | 'graph' | 'tree';
export type ColorMode = 'package' | 'value';
export type TextAlign = 'left' | 'right';
/** A part of a width, as shares of it: 0 <= from < to <= 1. */
export type Part = readonly [from: number, to: number];
export type CollapseMode = 'all' | 'none';

/** How one graph of a sandwich is looked at. Paths are names from below the sandwich's symbol. */
export interface SandwichSide {
  focus?: string[];
  /** The groups toggled against the mode that all graphs share. */
  toggled: string[][];
}

/** The whole serialisable state of one profile on screen. Comes in by props, goes out by events: nothing of it is kept inside. */
export interface ProfileViewState {
  /** A symbol's name. */
  highlight?: string;
  search?: { text: string; regex: boolean };
  /** A symbol's name. */
  sandwich?: string;
  /** The sandwich's graphs; they begin afresh with each other symbol. */
  callers?: SandwichSide;
  callees?: SandwichSide;
  /** The name of the symbol whose source lines are shown, by the page. */
  lines?: string;
  /** Path of names from below the root. */
  focus?: string[];
  /** The part of the focus' width that the graph shows: two shares, from and to. */
  x?: Part;
  /** In their order; all else in the state is about what they leave. */
  transforms?: Transform[];
  /** Shares sort as their values. */
  sort: { column: SortColumn; direction: SortDirection };
  /** What the person or the link says of packages; each once. */
  own?: OwnWord[];
  /** What is not own code is dimmed. */
  dim?: 'others';
  layout: Layout;
  /** Where the call tree begins; undefined: from the top down. */
  tree?: 'top-down' | 'bottom-up';
  /** All groups collapsed or none, with the groups toggled against that, each by the path of its head. */
  collapse: { mode: CollapseMode; toggled: string[][] };
  colors: ColorMode;
  align: TextAlign;
  /** The graph's root at the top, or below; a sandwich's graphs stay as they are. */
  orientation: 'icicle' | 'flame';
}

/** A value with its unit, "25.7 s". Lower bounds are rounded down: 1.239 s that may be more are at least "1.23 s". */
export type FormatValue = (value: number, rounding?: 'down') => string;

export type StateChange = Partial<ProfileViewState>;

/** `push` for steps a person takes, `replace` for typing. */
export type History = 'push' | 'replace';

/** What the caller knows of whose code a service's packages are. */
export interface OwnKnowledge {
  /** What the person said of this service before; words of the state win. */
  readonly words: readonly OwnWord[];
  /** The service's `service_repository`. */
  readonly repository?: string;
  /** Profiles of waiting (wall time, goroutines, blocking): idle stacks without an own frame are left out. */
  readonly waits: boolean;
  /** The profile may yet be replaced by one that tells more: until then nobody is asked. */
  readonly coming?: boolean;
}

/** What exports say beside the profile's own numbers: the caller knows where it comes from. */
export interface Exporting {
  readonly origin: Origin;
  /** Of the values, in a word: `ns`, `bytes`, `cores`. */
  readonly unit: string;
  /** Loads what gets the profile's source lines, for a pprof; undefined where nobody has them. */
  lines?(): Promise<LinesToExport>;
  /** Asked for when somebody copies the profile as text. */
  facts(): Promise<
    Pick<SummaryFacts, 'selection' | 'comparedWith' | 'coveredSeconds' | 'samples' | 'link' | 'command'>
  >;
}

/** Source lines of what is on screen. */
export interface LinesToExport {
  load(listener: { signal: AbortSignal; onBytes(received: number): void }): Promise<LinedStacks>;
  /** What the picture multiplies their values by: an average is the sum divided. */
  factorOf(stacks: LinedStacks): number;
  /** Said while so many bytes are there. */
  loading(bytes: number): string;
  /** What is said where there are none, and whether to ask again is of use. */
  failed(error: unknown): { text: string; retry: boolean };
}

export interface TransformedPicture {
  readonly profile: Profile;
  /** Of a comparison. */
  readonly changes: ChangeTable | undefined;
}

/** What is done to a profile before it is shown. */
export interface Transforms extends TransformedPicture {
  /** The profile before them. */
  readonly source: Profile;
  /** All of them, those that are switched off too. */
  readonly list: readonly Transform[];
  /** What they make of it is on its way; so long it is what was shown before. */
  readonly isOlder: boolean;
  /** One step of history; what is zoomed into and expanded goes along. */
  change(next: readonly Transform[]): void;
  /** Takes back the last change that was made here, else the last of the list; undefined if there is neither. */
  readonly undo: (() => void) | undefined;
}

/** A small mark in the cell of a value, at its start. */
export type BesideValue = (value: number) => ReactNode;

/** Props of the room's one public component: table, graph, toolbar and sandwich of one profile. */
export interface ProfileViewProps {
  profile: Profile;
  /** What it is of, whatever the time: steps that were taken in another one are not undone. */
  about?: string;
  state: ProfileViewState;
  onStateChange(change: StateChange, history: History): void;
  /** The caller knows the unit. */
  formatValue: FormatValue;
  /** What the page puts beside a number of the table that is no lower bound. Give it a stable identity. */
  besideValue?: BesideValue;
  /** What the page puts on the graph's header line (a snapshot's note, load more). */
  header?: ReactNode;
  /** The page's part of that line which may transform the profile; comes last, since it may come late. */
  findings?(transforms: Transforms): ReactNode;
  /** What the page puts into the menu View. */
  viewItems?: ReactNode;
  /** Without it there is no column Own, and nothing is said of whose code it is. Give it a stable identity. */
  own?: OwnKnowledge;
  /** Without it there is no menu Export. */
  exporting?: Exporting;
  /** Source lines can be had: the menus of symbols offer them. */
  hasLines?: boolean;
  /** Shows a function over time, by its name. Without it no menu offers that. */
  onOverTime?(name: string): void;
  /** Shows what a label's values have of a function, by its name. Without it nothing offers that. */
  onByLabel?(name: string): void;
  /** What the page puts into the menu of a symbol, by its name. Give it a stable identity. */
  symbolItems?(name: string): ReactNode;
  /** Of a profile that compares two: the table shows them. */
  changes?: ChangeTable;
  /** Of a comparison whose changes were judged: a column more. Give it a stable identity. */
  verdicts?: RowVerdicts;
  /** How the graph stands where it is not one alone: gets the profile that is shown, and what draws a graph of its rows. */
  arrange?(profile: Profile, graphOf: GraphOf): ReactNode;
  /** The picture is older than what was asked for: shown dimmed. */
  stale?: boolean;
}

/** Draws a profile of the same rows with other values; focus, groups, search and highlight are those of the whole. */
export type GraphOf = (profile: Profile, label: string) => ReactNode;

/** Which groups are drawn as one box: `toggled` holds the heads that differ from `mode`. */
export interface Collapse {
  mode: CollapseMode;
  toggled: ReadonlySet<NodeIndex>;
}

/** Where a reader is in a graph, beside what the view state says. Indices and values are the profile's. */
export interface Whereabouts {
  readonly profile: Profile;
  readonly selected: NodeIndex | undefined;
  /** Zooms into a part of a focused frame's width, for frames too small to draw; each ends with its focus. */
  readonly zooms: ReadonlyArray<{ readonly focus: NodeIndex; readonly x0: number; readonly x1: number }>;
  /** The roots that were shown: steps out go through them. They are added without a rendering. */
  readonly visited: Set<NodeIndex>;
}

/** What a graph that comes back begins with. */
export interface Remembered {
  readonly whereabouts?: Whereabouts;
  /** How far the rows were scrolled from where the root is: it may come back turned around. CSS px. */
  readonly fromRoot?: number;
}

export interface GraphMemory {
  recall(): Remembered;
  keep(part: Remembered): void;
}

/** The symbol that is pointed at elsewhere. It changes with every move of the pointer, for which nothing is rendered. */
export interface HoveredSymbol {
  get(): SymbolIndex | undefined;
  /** @returns ends it */
  subscribe(listener: () => void): () => void;
}

/** One profile as a flame graph; used three times (whole, callers, callees). */
export interface FlameGraphProps {
  profile: Profile;
  /** `up`: the root at the bottom (callers). */
  direction: 'down' | 'up';
  /** Where it grows from its root; as `direction` says where that is left out. */
  grows?: 'down' | 'up';
  /** What a sandwich's graph was made of; else `profile`. */
  whole?: Profile;
  /** 100 % of the whole profile; in a sandwich it differs from `profile.value[0]`. */
  wholeValue: number;
  /** What is wanted in its place is on its way. */
  isOlder?: boolean;
  /** 0: the whole. */
  focus: NodeIndex;
  onFocus(node: NodeIndex): void;
  collapse: Collapse;
  /** Groups were toggled by themselves. */
  onCollapse(collapse: Collapse): void;
  /** All groups at once. */
  onCollapseAll(mode: CollapseMode): void;
  /** By symbol: 1 = lit (search matches or the highlighted symbol); others are dimmed. */
  lit?: Uint8Array;
  /** Its menu takes the highlight back. */
  highlighted?: SymbolIndex;
  /** The symbol of the sandwich that the graph belongs to, which is its root. Without one the root is no symbol. */
  sandwiched?: SymbolIndex;
  /** Lit lightly, from the table. */
  hovered?: HoveredSymbol;
  onHover(symbol: SymbolIndex | undefined): void;
  /** A new object scrolls its node into view and selects it (search next/previous). */
  reveal?: NodePlace;
  /** Where the reader is, kept while the graph is away (in a sandwich, in the table's layout). */
  memory?: GraphMemory;
  colors: ColorMode;
  align: TextAlign;
  formatValue: FormatValue;
  /** Numbers are lower bounds while something is not loaded: shown with ≥. */
  lowerBound: boolean;
  onHighlight(symbol: SymbolIndex): void;
  onSandwich(symbol: SymbolIndex): void;
  /** Undefined where there are no source lines. */
  onLines: ((symbol: SymbolIndex) => void) | undefined;
  onOverTime?(symbol: SymbolIndex): void;
  /** Of a function's name; only the lines below the graph offer it. */
  onByLabel?(name: string): void;
  /** What a frame's menu offers beside; undefined: no frame of a symbol. */
  moreItems?(symbol: SymbolIndex | undefined): ReactNode;
  ariaLabel: string;
  /** The path to what is pointed at or selected stands below, where the graph is high enough. */
  hasGuide?: boolean;
  /** Whose code it is, once that is known. */
  ownership?: Ownership;
  /** The part of the focus' width that is shown; a new one moves the graph. Undefined: all of it. */
  part?: Part;
  /** The part was changed by hand, and stays as it is for a moment. */
  onPart?(part: Part | undefined): void;
}
