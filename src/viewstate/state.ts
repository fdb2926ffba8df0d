import * as v from 'valibot';

import type { OwnWord } from '../profile/own/ownership';
import type { Transform } from '../profile/transforms/transforms';
import type { Normalization } from '../query/normalization';
import { defaultSubject, type Subject } from '../subject/subject';

/** How one graph of a sandwich is looked at, by paths from below the sandwich's symbol. */
export interface SandwichSide {
  focus?: string[];
  /** the groups that differ from `collapse.mode` */
  toggled: string[][];
}

/** How one profile is looked at. Symbols and paths are names, never positions: those change with every answer. */
export interface GraphViewState {
  highlight?: string;
  search?: { text: string; regex: boolean };
  sandwich?: string;
  /** the sandwich's graphs; only beside `sandwich` */
  callers?: SandwichSide;
  callees?: SandwichSide;
  /** the symbol whose source lines are shown */
  lines?: string;
  /** the names from below the root down to the focused frame; never empty */
  focus?: string[];
  /** the part of the focus' width that is shown: two shares, 0 <= from < to <= 1, not all of it */
  x?: readonly [from: number, to: number];
  /** in their order, never empty */
  transforms?: Transform[];
  sort: { column: 'symbol' | 'self' | 'total' | 'own' | 'verdict'; direction: 'asc' | 'desc' };
  /** whose code it is; a word for each package once, never empty */
  own?: OwnWord[];
  /** what is not own code stands back */
  dim?: 'others';
  layout: 'table' | 'both' | 'graph' | 'tree';
  /** where the call tree begins; undefined: from the top down */
  tree?: 'top-down' | 'bottom-up';
  /** all groups collapsed or none, and the groups that differ from that, each by the path of its head */
  collapse: { mode: 'all' | 'none'; toggled: string[][] };
  colors: 'package' | 'value';
  align: 'left' | 'right';
  /** the graph's root at the top, or below */
  orientation: 'icicle' | 'flame';
}

/** What the picture is compared with, and how both are held against one another. */
export interface Versus {
  /** the second subject's own parts: what is absent is as in the first */
  other: Partial<Subject>;
  /** so much earlier than the first, as Go and Prometheus write durations: `1h`, `7d`; only without a range of its own */
  shift?: string;
  /** what a box is as wide as; `side`: a graph of each side, each as wide as its own values */
  width: 'before' | 'after' | 'larger' | 'churn' | 'side';
  /** what both sides are divided by; undefined: what fits them */
  norm?: Normalization;
}

/** How a subject is looked at. */
export interface View {
  /** how many frames are asked for: the usual number, the largest that settings allow, or all whatever that costs */
  detail: 'usual' | 'more' | 'all';
  timeline: 'shown' | 'hidden';
  /** the label by which the timeline is split */
  split?: string;
  /** the label whose values the labels panel shows; it is closed without one */
  labels?: string;
  /** the label whose values are the graph's first level */
  by?: string;
  /** functions that are drawn over time, by name; one to five */
  over?: string[];
  /** what is drawn of them; undefined: their total */
  overBy?: 'total' | 'self' | 'total-share' | 'self-share';
  /** the label by whose values the last of them is drawn, in the place of all */
  overSplit?: string;
  view: 'own' | 'classic';
  /** a comparison; without one the subject stands alone */
  versus?: Versus;
  graph: GraphViewState;
}

/** Everything that makes the picture of a Profiles tab; the URL is its only home. */
export interface ViewState extends View {
  subject: Subject;
}

/** What an administrator's settings or a person's preferences put in the place of defaults, where the link is silent. */
export interface Preferences {
  range?: Subject['range'];
  view?: ViewState['view'];
  layout?: GraphViewState['layout'];
  colors?: GraphViewState['colors'];
  align?: GraphViewState['align'];
  orientation?: GraphViewState['orientation'];
  timeline?: ViewState['timeline'];
}

export const sortColumnSchema = v.picklist(['symbol', 'self', 'total', 'own', 'verdict']);
export const sortDirectionSchema = v.picklist(['asc', 'desc']);
export const ownWordSchema = v.picklist(['yes', 'no', 'through', 'default']);
export const dimSchema = v.picklist(['others']);
export const searchModeSchema = v.picklist(['literal', 'regex']);
export const layoutSchema = v.picklist(['table', 'both', 'graph', 'tree']);
export const treeSchema = v.picklist(['top-down', 'bottom-up']);
export const collapseModeSchema = v.picklist(['all', 'none']);
export const colorsSchema = v.picklist(['package', 'value']);
export const alignSchema = v.picklist(['left', 'right']);
export const orientationSchema = v.picklist(['icicle', 'flame']);
export const detailSchema = v.picklist(['usual', 'more', 'all']);
export const timelineSchema = v.picklist(['shown', 'hidden']);
export const widthSchema = v.picklist(['before', 'after', 'larger', 'churn', 'side']);
export const normSchema = v.picklist(['instance', 'second', 'profile', 'share', 'none']);
export const overBySchema = v.picklist(['total', 'self', 'total-share', 'self-share']);
/** More lines than these cannot be told apart. */
export const MOST_OVER = 5;
export const viewSchema = v.picklist(['own', 'classic']);

/** The state of a link that says nothing. */
export function defaultViewState(preferences: Preferences = {}): ViewState {
  return {
    subject: defaultSubject(preferences.range),
    detail: 'usual',
    timeline: preferences.timeline ?? 'shown',
    view: preferences.view ?? 'own',
    graph: {
      sort: { column: 'self', direction: 'desc' },
      layout: preferences.layout ?? 'both',
      collapse: { mode: 'all', toggled: [] },
      colors: preferences.colors ?? 'package',
      align: preferences.align ?? 'left',
      orientation: preferences.orientation ?? 'icicle',
    },
  };
}
