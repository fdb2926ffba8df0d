import { useTheme2 } from '@grafana/ui';
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { boxChangeText } from '../comparison/changeTexts';
import type { FlameGraphProps } from '../types';
import { collectBoxes, createBoxList, type BoxList, type Look } from './boxes';
import type { Numbers } from './labels';
import { FONT_SIZE, paintBoxes, type MarksInBoxes, type RowPlacing, type TextLook } from './paint';
import { DARK_PALETTE, LIGHT_PALETTE } from './colors';
import type { Scene, Viewport } from './scene';
import { contentTop, rowsInView, rowTop, type ScrollModel } from './scroll';
import { createFitter, type Fitter } from './text';
import { notLoadedTexts } from './texts';
import type { Graph } from './useGraph';

interface Input {
  readonly props: FlameGraphProps;
  readonly marks: MarksInBoxes | undefined;
  readonly graph: Graph;
  readonly numbers: Numbers;
  readonly viewport: Viewport | undefined;
  readonly scroll: ScrollModel | undefined;
  readonly scrollerRef: { readonly current: HTMLElement | null };
}

/** The boxes on the canvas. */
export interface Painted {
  readonly list: BoxList;
  /** Calls what lies over them when they were painted anew. @returns ends it */
  follow(listener: () => void): () => void;
}

/** Paints after every change of what is shown, before the browser does: no frame is ever blank or old. */
export function usePainting({ props, marks, graph, numbers, viewport, scroll, scrollerRef }: Input) {
  const baseRef = useRef<HTMLCanvasElement>(null);
  const [list] = useState(() => createBoxList());
  const [followers] = useState(() => new Set<() => void>());
  const painted = useMemo(
    (): Painted => ({
      list,
      follow: (listener) => {
        followers.add(listener);
        return () => followers.delete(listener);
      },
    }),
    [list, followers]
  );
  const look = useLook(props);
  const text = useTextLook(props, graph.scene, numbers, viewport);
  const { scene } = graph;

  const latestMarks = useRef(marks);
  const repaint = () => {
    const ctx = viewport && prepare(baseRef.current, viewport);
    if (ctx && viewport && scroll && scrollerRef.current) {
      const inView = rowsInView(scroll, contentTop(scroll, scrollerRef.current.scrollTop));
      collectBoxes(list, scene, viewport, look, inView);
      const rows = placing(scroll, viewport, scrollerRef.current);
      paintBoxes(ctx, list, scene, look, text, rows);
      const inBoxes = latestMarks.current;
      if (inBoxes) {
        inBoxes.paint?.(ctx, list, scene, look, text, rows);
        inBoxes.painted = { paint: inBoxes.paint };
      }
    }
    followers.forEach((follow) => follow());
  };

  const latest = useRef(repaint);
  useLayoutEffect(() => {
    latest.current = repaint;
    latestMarks.current = marks;
  });
  useLayoutEffect(() => latest.current(), [scene, viewport, scroll, look, text, marks]);
  return { baseRef, painted, look, repaint };
}

/** Sizes the canvas to whole device px and clears it. */
export function prepare(canvas: HTMLCanvasElement | null, { width, height, dpr }: Viewport) {
  const ctx = canvas?.getContext('2d');
  if (!canvas || !ctx) {
    return undefined;
  }
  const [w, h] = [Math.round(width * dpr), Math.round(height * dpr)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${w / dpr}px`;
    canvas.style.height = `${h / dpr}px`;
  } else {
    ctx.clearRect(0, 0, w, h);
  }
  return ctx;
}

/** Where rows are on a canvas that lies under a scroll container. */
export function placing(scroll: ScrollModel, { dpr }: Viewport, scroller: HTMLElement): RowPlacing {
  const offset = contentTop(scroll, scroller.scrollTop);
  return { dpr, top: (row) => Math.round((rowTop(scroll, row) - offset) * dpr) };
}

function useLook({ colors, lit }: FlameGraphProps): Look {
  const { isDark } = useTheme2();
  const palette = isDark ? DARK_PALETTE : LIGHT_PALETTE;
  return useMemo(() => ({ palette, colors, lit }), [palette, colors, lit]);
}

function useTextLook(
  { align }: FlameGraphProps,
  { profile }: Scene,
  numbers: Numbers,
  viewport: Viewport | undefined
): TextLook {
  const { fontFamily } = useTheme2().typography;
  const font = `${FONT_SIZE * (viewport?.dpr ?? 1)}px ${fontFamily}`;
  const fitter = useFitter(font);
  return useMemo(
    () => ({
      font,
      fitter,
      align,
      valueText: (node) =>
        profile.sides === undefined
          ? numbers.value(node, profile.total[node])
          : boxChangeText(profile.sides.changeOf(profile.sides, node)),
      notLoadedText: notLoadedTexts.notLoadedShort(),
    }),
    [font, fitter, align, numbers, profile]
  );
}

/** Another fitter when the graph's font has been loaded: a canvas does not repaint by itself as text in the page does. */
const useFitter = (font: string): Fitter => useSyncExternalStore(onFontsLoaded, () => fitterOf(font));

/** Browsers tell of any font, and of those at hand too whenever the window is resized: most often no width is another. */
function onFontsLoaded(listener: () => void): () => void {
  const loaded = () => {
    fitters.forEach((fitter, font) => fitter.holds() || fitters.delete(font));
    listener();
  };
  const fonts: FontFaceSet | undefined = document.fonts;
  fonts?.addEventListener?.('loadingdone', loaded);
  return () => fonts?.removeEventListener?.('loadingdone', loaded);
}

/** Shared by all graphs: what a character of a font measures is known once. */
const fitters = new Map<string, Fitter>();
/** A canvas is dear, and this one is never shown. */
let measuring: CanvasRenderingContext2D | null | undefined;

function fitterOf(font: string): Fitter {
  const known = fitters.get(font) ?? createFitter((text) => measure(text, font));
  fitters.set(font, known);
  return known;
}

function measure(text: string, font: string): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (measuring) {
    measuring.font = font;
  }
  return measuring?.measureText(text).width ?? 0;
}
