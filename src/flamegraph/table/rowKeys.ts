import type { RowControl } from './rowTypes';

/** A row's buttons as Left and Right walk them. */
const CONTROLS: readonly RowControl[] = ['highlight', 'sandwich', 'name', 'menu'];

export interface RowPosition {
  readonly index: number;
  readonly control: RowControl;
}

/** Where an element of the table stands: its row and, if it is (in) a button, which one. */
export function rowPosition(target: EventTarget): { index: number; control?: RowControl } | undefined {
  if (!(target instanceof Element)) {
    return undefined;
  }
  const row = target.closest<HTMLElement>('[data-index]');
  if (row === null) {
    return undefined;
  }
  const name = target.closest<HTMLElement>('[data-control]')?.dataset.control;
  return { index: Number(row.dataset.index), control: CONTROLS.find((control) => control === name) };
}

/**
 * Where a key leads from a button of a row; undefined for other keys.
 * @param rows how many there are
 * @param page how many fit the screen
 */
export function moveByKey(key: string, from: RowPosition, rows: number, page: number): RowPosition | undefined {
  const step = CONTROLS.indexOf(from.control);
  const at = (index: number) => ({ index: Math.max(0, Math.min(index, rows - 1)), control: from.control });
  const beside = (place: number) => ({ index: from.index, control: CONTROLS[place] ?? from.control });
  switch (key) {
    case 'ArrowDown':
      return at(from.index + 1);
    case 'ArrowUp':
      return at(from.index - 1);
    case 'PageDown':
      return at(from.index + page);
    case 'PageUp':
      return at(from.index - page);
    case 'Home':
      return at(0);
    case 'End':
      return at(rows - 1);
    case 'ArrowRight':
      return beside(step + 1);
    case 'ArrowLeft':
      return beside(step - 1);
    default:
      return undefined;
  }
}
