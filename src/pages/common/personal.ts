import * as v from 'valibot';
import {
  alignSchema,
  colorsSchema,
  layoutSchema,
  orientationSchema,
  timelineSchema,
  type ViewState,
} from '../../viewstate/state';

const optional = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);

const personalSchema = v.object({
  layout: optional(layoutSchema),
  colors: optional(colorsSchema),
  align: optional(alignSchema),
  orientation: optional(orientationSchema),
  timeline: optional(timelineSchema),
  findings: optional(v.picklist(['on', 'off'])),
  /** uid of the last one chosen by hand */
  dataSource: optional(v.string()),
  /** the last relative range; one of fixed times is of no use another day */
  range: optional(v.object({ from: v.pipe(v.string(), v.startsWith('now')), to: v.string() })),
  /** milliseconds since the epoch: of two memories the newer counts */
  savedAt: v.fallback(v.number(), 0),
});

/** What a person chose before, to start with where a link says nothing. */
export type Personal = v.InferOutput<typeof personalSchema>;

/** Reads what was kept, by whatever version; a bad value is left out, alone. Never fails. */
export function readPersonal(text: string | null | undefined): Personal {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    kept = undefined;
  }
  return v.parse(personalSchema, typeof kept === 'object' && kept !== null ? kept : {});
}

/** What of a step on a page is to be remembered; undefined: nothing. */
export function toRemember(before: ViewState, after: ViewState): Partial<Personal> | undefined {
  const { layout, colors, align, orientation } = after.graph;
  const { timeline } = after;
  const { range } = after.subject;
  const sameRange = range.from === before.subject.range.from && range.to === before.subject.range.to;
  const changed: Partial<Personal> = {
    ...(layout === before.graph.layout ? {} : { layout }),
    ...(colors === before.graph.colors ? {} : { colors }),
    ...(align === before.graph.align ? {} : { align }),
    ...(orientation === before.graph.orientation ? {} : { orientation }),
    ...(timeline === before.timeline ? {} : { timeline }),
    ...(sameRange || !range.from.startsWith('now') || !range.to.startsWith('now') ? {} : { range }),
  };
  return Object.keys(changed).length > 0 ? changed : undefined;
}
