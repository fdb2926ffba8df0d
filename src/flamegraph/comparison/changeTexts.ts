import { t } from '../../i18n';
import type { Change } from '../../profile/comparison/changes';

export const changeTexts = {
  before: () => t('flamegraph.change.before', 'Before'),
  after: () => t('flamegraph.change.after', 'After'),
  change: () => t('flamegraph.change.change', 'Change'),
  selfBefore: () => t('flamegraph.change.self-before', 'Self before'),
  selfAfter: () => t('flamegraph.change.self-after', 'Self after'),
  selfChange: () => t('flamegraph.change.self-change', 'Self change'),
  selfChangeHelp: () =>
    t('flamegraph.change.self-change-help', 'How much what the function itself used changed; sorted by the size'),
  totalChange: () => t('flamegraph.change.total-change', 'Total change'),
  totalChangeHelp: () =>
    t('flamegraph.change.total-change-help', 'The same with all that the function called; recursion is counted once'),
  whole: () => t('flamegraph.change.whole', 'Total of everything'),
  kinds: {
    new: () => t('flamegraph.change.new', 'new'),
    gone: () => t('flamegraph.change.gone', 'gone'),
    'unseen-before': () => t('flamegraph.change.unseen-before', 'not seen before'),
    'unseen-after': () => t('flamegraph.change.unseen-after', 'not seen after'),
    unclear: () => t('flamegraph.change.unclear', 'unclear: not all was loaded'),
    same: () => t('flamegraph.change.same', 'unchanged'),
  },
};

/** "+0.9 cores", "-12 s", "unchanged". */
export function changeText({ before, after }: Change, formatValue: (value: number) => string): string {
  const difference = after - before;
  if (difference === 0) {
    return changeTexts.kinds.same();
  }
  return `${difference > 0 ? '+' : '-'}${formatValue(Math.abs(difference))}`;
}

/** "+21 %", "x 3.2" from a tripling on, "new", "not seen after"; empty where nothing changed. */
export function relativeText({ before, after, kind }: Change): string {
  if (kind === 'same') {
    return '';
  }
  return kind === 'changed' ? ratioText(before, after) : changeTexts.kinds[kind]();
}

function ratioText(before: number, after: number): string {
  const ratio = after / before;
  if (ratio >= 3) {
    return `x ${ratio >= 100 ? Math.round(ratio) : Number(ratio.toPrecision(2))}`;
  }
  const percent = 100 * (ratio - 1);
  const digits = Math.abs(percent) < 1 ? 1 : 0;
  return `${percent > 0 ? '+' : ''}${Number(percent.toFixed(digits))} %`;
}

/** What stands in a box after the name: short, since boxes are. */
export function boxChangeText(change: Change): string {
  return change.kind === 'unclear' ? '?' : relativeText(change);
}

/** "+0.9 cores, +21 %". */
export function changeWords(change: Change, formatValue: (value: number) => string): string {
  const relative = relativeText(change);
  return relative === '' ? changeText(change, formatValue) : `${changeText(change, formatValue)}, ${relative}`;
}
