/** A frame as it is drawn, CSS px. */
export interface SvgBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly text: string;
  readonly textColor: string;
  /** What pointing at it says. */
  readonly title: string;
}

export interface SvgPicture {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly textColor: string;
  readonly font: string;
  readonly fontSize: number;
  /** Lines above the boxes: what the picture is of. */
  readonly heading: readonly string[];
  readonly lineHeight: number;
  readonly boxes: readonly SvgBox[];
}

/** How far a text stands from its box's left edge. */
const PADDING = 4;

/** A picture without scripts, styles or anything that is loaded from elsewhere. */
export function writeSvg(picture: SvgPicture): string {
  const { width, height, background, textColor, font, fontSize, heading, lineHeight, boxes } = picture;
  const lines = heading.map((line, i) => textAt(line, PADDING, (i + 0.7) * lineHeight, textColor));
  const drawn = boxes.map((box) => {
    const { x, y, fill, text, title } = box;
    const rect = `<rect x="${round(x)}" y="${round(y)}" width="${round(box.width)}" height="${round(box.height)}" fill="${escaped(fill)}"/>`;
    const baseline = y + box.height / 2 + 0.35 * fontSize;
    const shown = text === '' ? '' : textAt(text, x + PADDING, baseline, box.textColor);
    return `<g><title>${escaped(title)}</title>${rect}${shown}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" font-size="${fontSize}">`,
    `<title>${escaped(heading.join(', '))}</title>`,
    `<rect width="100%" height="100%" fill="${escaped(background)}"/>`,
    ...lines,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function textAt(text: string, x: number, y: number, color: string): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${escaped(color)}" xml:space="preserve">${escaped(text)}</text>`;
}

const round = (px: number) => Math.round(px * 100) / 100;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** XML has no place for control characters and lone surrogates, not even as entities. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"']/g, (char) => ENTITIES[char]);
}
