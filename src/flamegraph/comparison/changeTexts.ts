import { inLanguage, t } from '../../i18n';
import { formatShare } from '../share';
import type { Change } from '../../profile/model';

export const changeTexts = {
  kinds: {
    new: () => t('flamegraph.change.new', 'new'),
    gone: () => t('flamegraph.change.gone', 'gone'),
    'unseen-before': () => t('flamegraph.change.unseen-before', 'not seen before'),
    'unseen-after': () => t('flamegraph.change.unseen-after', 'not seen after'),
    unclear: () => t('flamegraph.change.unclear', 'unclear: not all was loaded'),
    same: () => t('flamegraph.change.same', 'unchanged'),
  },
  joined: (name: string) => t('flamegraph.change.joined', '{{name}} before: only a number or hash differs', { name }),
  under: (words: string, share: string) => t('flamegraph.change.under', '{{words}}, under {{share}}', { words, share }),
};

/** "+0.9 cores", "−12 s", "unchanged". */
export function changeText({ before, after }: Change, formatValue: (value: number) => string): string {
  const difference = after - before;
  if (difference === 0) {
    return changeTexts.kinds.same();
  }
  const amount = formatValue(Math.abs(difference));
  // "< 0.01 %" has no room for a sign, nor need of one.
  return amount.startsWith('<') ? amount : `${difference > 0 ? '+' : '−'}${amount}`;
}

/** "+21 %", "x 3.2" from a tripling on, "new", "not seen after, under 0.3 %" (of the total); empty where nothing changed. */
export function relativeText({ before, after, kind, atMost }: Change): string {
  if (kind === 'same') {
    return '';
  }
  if (kind === 'changed') {
    return ratioText(before, after);
  }
  const words = changeTexts.kinds[kind]();
  return atMost === undefined ? words : changeTexts.under(words, formatShare(atMost, 1));
}

function ratioText(before: number, after: number): string {
  const ratio = after / before;
  if (ratio >= 3) {
    return inLanguage(`x ${ratio >= 100 ? Math.round(ratio) : Number(ratio.toPrecision(2))}`);
  }
  const percent = 100 * (ratio - 1);
  const digits = Math.abs(percent) < 1 ? 1 : 0;
  if (Math.abs(percent) < 0.05) {
    return inLanguage('< 0.1 %');
  }
  return inLanguage(`${percent > 0 ? '+' : '−'}${Number(Math.abs(percent).toFixed(digits))} %`);
}

/** What stands in a box after the name: short, since boxes are. */
export function boxChangeText(change: Change): string {
  const { kind } = change;
  if (kind === 'unclear') {
    return '?';
  }
  return kind === 'unseen-before' || kind === 'unseen-after' ? changeTexts.kinds[kind]() : relativeText(change);
}

/** "+0.9 cores, +21 %"; of a joined function its name before as well. */
export function changeWords(change: Change, formatValue: (value: number) => string): string {
  const { joined } = change;
  return [changeText(change, formatValue), relativeText(change), joined && changeTexts.joined(joined)]
    .filter(Boolean)
    .join(', ');
}
