import * as v from 'valibot';

import type { Matcher } from '../query/selector';

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
  /** the names from below the root down to the focused frame; never empty */
  focus?: string[];
  sort: { column: 'symbol' | 'self' | 'total'; direction: 'asc' | 'desc' };
  layout: 'table' | 'both' | 'graph';
  /** all groups collapsed or none, and the groups that differ from that, each by the path of its head */
  collapse: { mode: 'all' | 'none'; toggled: string[][] };
  colors: 'package' | 'value';
  align: 'left' | 'right';
}

/** Everything that makes the picture of a Profiles tab; the URL is its only home. */
export interface ViewState {
  /** the label `service_name` */
  service?: string;
  namespace?: string;
  /** the label that holds the namespace */
  namespaceLabel?: string;
  /** uid of the data source */
  dataSource?: string;
  /** as linked: a full profile type id, or name and sample type; `resolveType` finds the service's own */
  type?: string;
  filters: Matcher[];
  /** Grafana's raw forms */
  range: { from: string; to: string };
  /** milliseconds since the epoch; the flame graph shows this part of the range only */
  window?: { from: number; to: number };
  /** of profile types that are snapshots: which one the flame graph shows */
  snapshot: 'latest' | 'peak' | 'average';
  /** how many frames are asked for: the usual number, or the largest that settings allow */
  detail: 'usual' | 'more';
  timeline: 'shown' | 'hidden';
  /** the label by which the timeline is split */
  split?: string;
  /** the label whose values the labels panel shows; it is closed without one */
  labels?: string;
  view: 'own' | 'classic';
  graph: GraphViewState;
}

/** What an administrator's settings or a person's preferences put in the place of defaults, where the link is silent. */
export interface Preferences {
  range?: ViewState['range'];
  view?: ViewState['view'];
  layout?: GraphViewState['layout'];
  colors?: GraphViewState['colors'];
  align?: GraphViewState['align'];
  timeline?: ViewState['timeline'];
}

const matcherSchema = v.object({
  name: v.string(),
  op: v.picklist(['=', '!=', '=~', '!~']),
  value: v.string(),
});

export const sortColumnSchema = v.picklist(['symbol', 'self', 'total']);
export const sortDirectionSchema = v.picklist(['asc', 'desc']);
export const searchModeSchema = v.picklist(['literal', 'regex']);
export const layoutSchema = v.picklist(['table', 'both', 'graph']);
export const collapseModeSchema = v.picklist(['all', 'none']);
export const colorsSchema = v.picklist(['package', 'value']);
export const alignSchema = v.picklist(['left', 'right']);
export const detailSchema = v.picklist(['usual', 'more']);
export const snapshotSchema = v.picklist(['latest', 'peak', 'average']);
export const timelineSchema = v.picklist(['shown', 'hidden']);
export const viewSchema = v.picklist(['own', 'classic']);

const pathSchema = v.array(v.string());
const focusSchema = v.optional(v.pipe(pathSchema, v.nonEmpty()));
const sideSchema = v.optional(v.object({ focus: focusSchema, toggled: v.array(pathSchema) }));

const graphSchema = v.object({
  highlight: v.optional(v.string()),
  search: v.optional(v.object({ text: v.string(), regex: v.boolean() })),
  sandwich: v.optional(v.string()),
  callers: sideSchema,
  callees: sideSchema,
  focus: focusSchema,
  sort: v.optional(v.object({ column: sortColumnSchema, direction: sortDirectionSchema }), {
    column: 'self',
    direction: 'desc',
  }),
  layout: v.optional(layoutSchema, 'both'),
  collapse: v.optional(v.object({ mode: collapseModeSchema, toggled: v.array(pathSchema) }), {
    mode: 'all',
    toggled: [],
  }),
  colors: v.optional(colorsSchema, 'package'),
  align: v.optional(alignSchema, 'left'),
}) satisfies v.GenericSchema<unknown, GraphViewState>;

const viewStateSchema = v.object({
  service: v.optional(v.string()),
  namespace: v.optional(v.string()),
  namespaceLabel: v.optional(v.string()),
  dataSource: v.optional(v.string()),
  type: v.optional(v.string()),
  filters: v.optional(v.array(matcherSchema), []),
  range: v.optional(v.object({ from: v.string(), to: v.string() }), { from: 'now-1h', to: 'now' }),
  window: v.optional(v.object({ from: v.number(), to: v.number() })),
  snapshot: v.optional(snapshotSchema, 'latest'),
  detail: v.optional(detailSchema, 'usual'),
  timeline: v.optional(timelineSchema, 'shown'),
  split: v.optional(v.string()),
  labels: v.optional(v.string()),
  view: v.optional(viewSchema, 'own'),
  graph: v.optional(graphSchema, {}),
}) satisfies v.GenericSchema<unknown, ViewState>;

/** The state of a link that says nothing. */
export function defaultViewState({ range, view, timeline, ...graph }: Preferences = {}): ViewState {
  return v.parse(viewStateSchema, withoutUndefined({ range, view, timeline, graph: withoutUndefined(graph) }));
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  // Entries of an object type lose their keys' types; only values that are undefined are left out.
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Partial<T>;
}
