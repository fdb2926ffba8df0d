import { t as translate } from '@grafana/i18n';
import { visible } from './profile/naming/visible';

/** Not in any text or value: it marks where a value goes. */
const MARK = '\u0000';
/** Counts are part of what is known, and there is no end of numbers. */
const MOST = 1000;
const known = new Map<string, readonly string[]>();
let english = false;

/**
 * The text for `id`, with `{{name}}` replaced by `values.name`; `values.count` chooses the plural form.
 *
 * Unlike @grafana/i18n's own `t`, values stay as they are, with what is not seen in them made visible: React escapes
 * what it renders, and i18next's HTML escaping on top turns `<init>` into `&lt;init&gt;`. Each text is translated once: a
 * language lasts as long as the page, and translating the labels of a screenful of frames and symbols anew with each
 * step would cost more than drawing them.
 */
export function t(id: string, message: string, values: Record<string, unknown> = {}): string {
  if (english) {
    return inserted(messageOf(message, values).split(/{{(\w+)}}/), values);
  }
  const key = 'count' in values ? `${id} ${String(values.count)}` : id;
  let parts = known.get(key);
  if (parts === undefined) {
    if (known.size >= MOST) {
      known.clear();
    }
    parts = translated(id, message, values).split(MARK);
    known.set(key, parts);
  }
  return inserted(parts, values);
}

/** @param parts every second one is a value's name */
function inserted(parts: readonly string[], values: Record<string, unknown>): string {
  return parts.length === 1
    ? parts[0]
    : parts.map((part, i) => (i % 2 === 1 ? visible(String(values[part] ?? '')) : part)).join('');
}

/** The English text, in the plural form that `values.count` asks for. */
function messageOf(message: string, values: Record<string, unknown>): string {
  const { count, defaultValue_one, defaultValue_other } = values;
  return count === undefined ? message : String((count === 1 ? defaultValue_one : defaultValue_other) ?? message);
}

function translated(id: string, message: string, values: Record<string, unknown>): string {
  const isOption = (name: string) => name === 'count' || name.startsWith('defaultValue');
  const places = Object.keys(values).map((name) => [name, isOption(name) ? values[name] : MARK + name + MARK]);
  return translate(id, message, { ...Object.fromEntries(places), interpolation: { escapeValue: false } });
}

/**
 * A number that was written with a point and commas, as the reader's language writes it: "1,536.5 B" is "1.536,5 B" in
 * German. The signs are texts of the language, so numbers stay beside their words where a translation cannot be fetched.
 * Only the first number is one: what follows is a unit, which a profile may name as it likes.
 */
export function inLanguage(number: string): string {
  const point = t('number.point', '.');
  return english || point === '.'
    ? number
    : number.replace(/\d[\d.,]*/, (digits) =>
        digits.replace(/[.,]/g, (sign) => (sign === '.' ? point : t('number.thousands', ',')))
      );
}

/** "4,758": a number of things. */
export function countText(count: number): string {
  return inLanguage(count.toLocaleString('en-US'));
}

/**
 * What `write` writes at once is English, its numbers too: texts that leave the page, for other people and for programs
 * that read, in which no language is to be mixed with another.
 */
export function inEnglish<Text>(write: () => Text): Text {
  const before = english;
  english = true;
  try {
    return write();
  } finally {
    english = before;
  }
}
