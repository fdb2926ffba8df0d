import { giveElementsASize } from './elementSize';

/** What a canvas was asked to draw since it was last cleared. */
export interface Drawing {
  /** Fills, in order. */
  readonly rects: Array<{ x: number; y: number; width: number; height: number; fill: string }>;
  readonly texts: Array<{ text: string; x: number; y: number; color: string }>;
  readonly outlines: Array<{ x: number; y: number; width: number; height: number; color: string }>;
  /** Ends of lines, of hatches and marks alike. */
  readonly lines: Array<{ x: number; y: number; color: string }>;
  /** How often it was cleared and painted anew. */
  paints: number;
}

const drawings = new WeakMap<HTMLCanvasElement, Drawing>();

export function drawingOf(canvas: Element): Drawing {
  const drawing = canvas instanceof HTMLCanvasElement && drawings.get(canvas);
  if (!drawing) {
    throw new Error('Nothing was drawn here.');
  }
  return drawing;
}

/** Every letter is as wide. */
const LETTER = 6;

/** Gives jsdom what it lacks: canvases (that remember), layout (all elements of one size), pointer events. */
export function stubCanvas(size: { width: number; height: number }): void {
  const contexts = new WeakMap<HTMLCanvasElement, unknown>();
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement) {
    let context = contexts.get(this);
    if (!context) {
      contexts.set(this, (context = createContext(this)));
    }
    return context;
  } as typeof HTMLCanvasElement.prototype.getContext;
  giveElementsASize(size.width, size.height);
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.PointerEvent ??= PointerEventStub as unknown as typeof PointerEvent;
}

class PointerEventStub extends MouseEvent {
  readonly pointerType: string;

  constructor(type: string, init: PointerEventInit = {}) {
    super(type, init);
    this.pointerType = init.pointerType ?? 'mouse';
  }
}

function createContext(canvas: HTMLCanvasElement) {
  const drawing: Drawing = { rects: [], texts: [], outlines: [], lines: [], paints: 0 };
  drawings.set(canvas, drawing);
  const clear = () => {
    drawing.rects.length = drawing.texts.length = drawing.outlines.length = drawing.lines.length = 0;
    drawing.paints++;
  };
  watchSize(canvas, clear);
  return {
    fillStyle: '',
    strokeStyle: '',
    font: '',
    textAlign: 'left',
    lineWidth: 1,
    clearRect: clear,
    fillRect(x: number, y: number, width: number, height: number) {
      drawing.rects.push({ x, y, width, height, fill: this.fillStyle });
    },
    strokeRect(x: number, y: number, width: number, height: number) {
      drawing.outlines.push({ x, y, width, height, color: this.strokeStyle });
    },
    fillText(text: string, x: number, y: number) {
      drawing.texts.push({ text, x, y, color: this.fillStyle });
    },
    measureText: (text: string) => ({ width: LETTER * text.length }),
    beginPath() {},
    moveTo() {},
    lineTo(x: number, y: number) {
      drawing.lines.push({ x, y, color: this.strokeStyle });
    },
    stroke() {},
    fill() {},
  };
}

/** Setting a canvas' width clears it. */
function watchSize(canvas: HTMLCanvasElement, clear: () => void): void {
  let width = canvas.width;
  Object.defineProperty(canvas, 'width', {
    configurable: true,
    get: () => width,
    set: (value: number) => {
      width = value;
      clear();
    },
  });
}
