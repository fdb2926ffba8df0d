import type { NodeIndex, Profile } from '../../profile/model';
import { summaryText, type SummaryFacts, type SummaryForm } from '../../profile/export/summary';
import { changeText, relativeText } from '../comparison/changeTexts';
import { formatShare } from '../share';
import { inEnglish } from '../../i18n';
import type { FormatValue } from '../types';

interface SummaryOf extends Pick<
  SummaryFacts,
  'origin' | 'selection' | 'changes' | 'comparedWith' | 'coveredSeconds' | 'samples' | 'link' | 'command' | 'verdicts'
> {
  formatValue: FormatValue;
  /** not all of the profile was loaded: its values are lower bounds */
  lowerBound: boolean;
  focus: NodeIndex;
}

/** The profile as text for tickets, chats and programs that read, in English. */
export function summaryOf(
  profile: Profile,
  { formatValue, lowerBound, ...facts }: SummaryOf,
  form: SummaryForm
): string {
  return inEnglish(() =>
    summaryText(
      profile,
      {
        ...facts,
        formatWhole: formatValue,
        formatValue: (value) => (lowerBound ? `≥ ${formatValue(value, 'down')}` : formatValue(value)),
        formatShare: (value, whole) => formatShare(value, whole, lowerBound),
        changeTexts: (change) => [changeText(change, formatValue), relativeText(change)],
      },
      form
    )
  );
}
