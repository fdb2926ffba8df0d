import { t } from '../../../i18n';
import { type Verdict } from '../../../profile/change/changes';
import { type RowVerdict, type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { formatValue } from '../../../values';
import { signedValue } from '../onDemand/FoundTable';
import { type VerdictRow, type Verdicts } from './verdicts';
import { noVerdict } from './judgedRows';

type FormatTime = (time: number) => string;

const words: Readonly<Record<Verdict, () => string>> = {
  clear: () => t('verdict.clear', 'clear'),
  likely: () => t('verdict.likely', 'likely'),
  unknown: () => t('verdict.unknown', 'cannot tell'),
  unchanged: () => t('verdict.unchanged-word', 'unchanged'),
};

/** "clear, since 14:03:00", "cannot tell, needs about 12 more minutes", "unchanged within ±0.02 cores". */
export function verdictText(row: VerdictRow, unit: string, formatTime: FormatTime): string {
  const { verdict, within, onset, moved } = row;
  const parts = [
    verdict === 'unchanged'
      ? t('verdict.unchanged', 'unchanged within ±{{within}}', { within: formatValue(within ?? 0, unit) })
      : words[verdict](),
    moved && t('verdict.moved', 'moved between what it calls'),
    onset && sinceText(onset.at, formatTime),
    whyNot(row),
  ];
  return parts.filter(Boolean).join(', ');
}

/** Between which times a change began. */
export function onsetText({ onset }: VerdictRow, formatTime: FormatTime): string | undefined {
  return (
    onset &&
    t('verdict.onset', 'It began between {{from}} and {{to}}', {
      from: formatTime(onset.from),
      to: formatTime(onset.to),
    })
  );
}

/** "+0.25 cores to +0.75 cores" */
export function intervalText([low, high]: VerdictRow['interval'], unit: string): string {
  return t('verdict.from-to', '{{low}} to {{high}}', { low: signedValue(low, unit), high: signedValue(high, unit) });
}

/** The verdicts as a column of the symbol table, their words written when they are read: an export reads them in English. */
export function rowVerdicts({ functions, whole, unit }: Verdicts, formatTime: FormatTime): RowVerdicts {
  const most = Math.max(whole.before, whole.after);
  return {
    unit,
    byName: new Map(functions.map((row) => [row.name, rowVerdict(row, unit, most, formatTime)])),
    none: noVerdict(
      () => t('verdict.too-small', 'too small'),
      () =>
        t(
          'verdict.too-small-help',
          'Fewer than 20 samples, or less than a quarter of a percent of the total on both sides: nothing can be said'
        )
    ),
  };
}

const RANKS: Readonly<Record<Verdict, number>> = { clear: 4, likely: 3, unknown: 2, unchanged: 1 };

function rowVerdict(row: VerdictRow, unit: string, most: number, formatTime: FormatTime): RowVerdict {
  const { verdict, within, onset, mix, load, interval } = row;
  const size = most > 0 ? Math.abs(mix) / most : 0;
  return {
    get word() {
      return words[verdict]();
    },
    get detail() {
      return verdict === 'unchanged'
        ? `±${formatValue(within ?? 0, unit)}`
        : onset
          ? sinceText(onset.at, formatTime)
          : (whyNot(row) ?? '');
    },
    get title() {
      const parts = t('verdict.parts', 'by itself {{mix}} ({{interval}}), load {{load}}', {
        mix: signedValue(mix, unit),
        interval: intervalText(interval, unit),
        load: signedValue(load, unit),
      });
      return [verdictText(row, unit, formatTime), parts, onsetText(row, formatTime)].filter(Boolean).join('; ');
    },
    order: RANKS[verdict] + size / (1 + size),
    mix,
    interval,
  };
}

const sinceText = (at: number, formatTime: FormatTime) =>
  t('verdict.since', 'since {{time}}', { time: formatTime(at) });

/** What is lacking to know more. */
function whyNot({ needs, open }: VerdictRow): string | undefined {
  if (open) {
    return t('verdict.open', 'not all was loaded');
  }
  const minutes = needs === undefined ? 0 : Math.ceil(needs / 60);
  return minutes > 0
    ? t('verdict.needs', '', {
        count: minutes,
        defaultValue_one: 'needs about {{count}} more minute at this load',
        defaultValue_other: 'needs about {{count}} more minutes at this load',
      })
    : undefined;
}
