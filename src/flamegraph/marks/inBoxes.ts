import type { Finder } from '../../profile/search';
import { DIMMED, paintsOf } from '../canvas/colors';
import { groupMark, labelOf } from '../canvas/labels';
import { baselineOf, boxText, isShownByEnd, textLeft, textRight, type PaintMarks } from '../canvas/paint';
import { STRIP } from '../canvas/boxes';

/** Underlines what is found in the names of lit boxes, as far as a box shows it. */
export function marksInBoxes(find: Finder): PaintMarks {
  return (ctx, list, scene, look, text, rows) => {
    const { fitter, align } = text;
    const paints = paintsOf(look.palette);
    const line = Math.max(1, Math.round(2 * rows.dpr));
    for (let i = 0; i < list.count; i++) {
      const node = list.node[i];
      const style = list.style[i];
      if (style === DIMMED || style === STRIP) {
        continue;
      }
      const label = labelOf(scene.profile, node);
      const found = find(label);
      const left = textLeft(list, i, rows.dpr);
      const right = textRight(list, i, rows.dpr);
      const shown = found ? boxText(scene, node, right - left, text) : '';
      const part = found && shownPart(shown, groupMark(scene, node), label, found);
      if (part) {
        const width = fitter.width(shown.slice(part.from, part.to));
        const x = isShownByEnd(shown, align)
          ? right - fitter.width(shown.slice(part.from))
          : left + fitter.width(shown.slice(0, part.from));
        ctx.fillStyle = paints[style].text;
        ctx.fillRect(x, rows.top(list.row[i]) + Math.round(baselineOf(rows.dpr) + line / 2), width, line);
      }
    }
  };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * What of a found part a box's text shows, as a part of that text: "(2) json.Mar…" shows three letters of "Marshal".
 * @param mark what stands before the name where there is room
 */
export function shownPart(shown: string, mark: string, label: string, { from, to }: Part): Part | undefined {
  const before = shown.startsWith(mark) ? mark.length : 0;
  const name = shown.slice(before);
  const part = name.startsWith(label)
    ? { from, to }
    : name.startsWith('…')
      ? { from: Math.max(1, from - label.length + name.length), to: to - label.length + name.length }
      : { from, to: Math.min(to, name.length - 1) };
  return part.to > part.from ? { from: before + part.from, to: before + part.to } : undefined;
}
