import { type MouseEvent, type PointerEvent, type TouchEvent, useLayoutEffect, useRef } from 'react';
import type { Hit } from '../../profile/hit';
import type { SymbolIndex } from '../../profile/model';
import { type HoverStore, isSameHit } from './hover';
import { hitAt, type Surface, valueUnder } from './pointing';
import type { Scene } from './scene';

/** A finger that rests this long opens the menu, unless it moves farther than this. */
const LONG_PRESS_MS = 500;
const MOVED_PX = 10;

interface Input {
  readonly surface: () => Surface | undefined;
  readonly hover: HoverStore;
  readonly scene: Scene;
  onHover(symbol: SymbolIndex | undefined): void;
  onOpen(hit: Hit, at: number): void;
  openMenu(hit: Hit | undefined, point: { x: number; y: number }): void;
}

interface Press {
  readonly x: number;
  readonly y: number;
  readonly timer: number;
  long: boolean;
}

/** Handlers for mouse, pen and finger on the scroll container. */
export function usePointer(input: Input) {
  const touch = useLongPress(input);
  const { clear, point } = createHover(input);
  useNothingHoveredWithout(input);
  const handlers = {
    onPointerMove: (event: PointerEvent) => {
      touch.moved(event);
      if (event.pointerType !== 'touch') {
        point(event);
      }
    },
    onPointerLeave: clear,
    onPointerDown: touch.down,
    onPointerUp: touch.up,
    onPointerCancel: touch.up,
    onTouchEnd: touch.end,
    onClick: (event: MouseEvent) => {
      const surface = input.surface();
      const hit = surface && hitAt(surface, event.clientX, event.clientY);
      if (surface && hit) {
        input.onOpen(hit, valueUnder(surface, event.clientX));
        clear();
      }
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      openMenuAt(input, event.clientX, event.clientY);
      clear();
    },
  };
  return { handlers, clear };
}

/** What was hovered is marked elsewhere too (in the table): not after the picture that it was in, nor without a graph. */
function useNothingHoveredWithout({ scene, hover, onHover }: Input): void {
  const latest = useRef(onHover);
  useLayoutEffect(() => {
    latest.current = onHover;
  });
  useLayoutEffect(
    () => () => {
      if (hover.get()) {
        hover.set(undefined);
        latest.current(undefined);
      }
    },
    [scene, hover]
  );
}

function createHover({ surface, hover, onHover }: Input) {
  const clear = () => {
    if (hover.get()) {
      hover.set(undefined);
      onHover(undefined);
    }
  };
  const point = ({ clientX: x, clientY: y }: PointerEvent) => {
    const now = surface();
    const hit = now && hitAt(now, x, y);
    if (!now || !hit) {
      clear();
      return;
    }
    const before = hover.get();
    hover.set({ hit, scene: now.scene, x, y });
    if (!isSameHit(before?.hit, hit) || before?.scene !== now.scene || before.byKeyboard) {
      onHover(hit.kind === 'node' ? now.scene.profile.symbol[hit.node] : undefined);
    }
  };
  return { clear, point };
}

function openMenuAt({ surface, openMenu }: Input, x: number, y: number): void {
  const now = surface();
  openMenu(now && hitAt(now, x, y), { x, y });
}

/** iOS has no contextmenu event; elsewhere it comes at about the same time, and opening twice is opening once. */
function useLongPress(input: Input) {
  const press = useRef<Press | undefined>(undefined);
  const up = () => window.clearTimeout(press.current?.timer);
  return {
    down: (event: PointerEvent) => {
      up();
      if (event.pointerType !== 'touch') {
        press.current = undefined;
        return;
      }
      const { clientX: x, clientY: y } = event;
      const timer = window.setTimeout(() => {
        if (press.current) {
          press.current.long = true;
        }
        openMenuAt(input, x, y);
      }, LONG_PRESS_MS);
      press.current = { x, y, timer, long: false };
    },
    moved: ({ clientX, clientY }: PointerEvent) => {
      const from = press.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > MOVED_PX) {
        up();
      }
    },
    up,
    /** The click that follows the lifted finger would close the menu again. */
    end: (event: TouchEvent) => {
      if (press.current?.long) {
        event.preventDefault();
      }
    },
  };
}
