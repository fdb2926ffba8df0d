import { t } from '../../i18n';
import { ProfileInputError } from '../../profile/model';
import { formatValue } from '../../values';
import { DataSourceError } from '../../pyroscope/errors';
import { OverBudgetError } from '../../pyroscope/wholeProfile';

/** Of a picture that the server cut. */
export const cutTexts = {
  lowerBounds: (share: string) => t('complete.lower-bounds', 'lower bounds, {{share}} not loaded', { share }),
  loadAll: () => t('complete.load-all', 'Load all'),
  loading: (bytes: number) =>
    t('complete.loading', 'Loading all, {{bytes}} so far', { bytes: formatValue(bytes, 'bytes') }),
  cancel: () => t('complete.cancel', 'Cancel'),
};

/** Why the whole profile is not there, in a few words; undefined without a reason. */
export function failureText(failure: unknown): string | undefined {
  if (failure === undefined || (failure instanceof Error && failure.name === 'AbortError')) {
    return undefined;
  }
  if (failure instanceof OverBudgetError) {
    const { ms, bytes } = failure.budget;
    return failure.exceeded === 'ms'
      ? t('complete.too-slow', 'the whole profile takes longer than {{time}}', { time: formatValue(ms, 'ms') })
      : t('complete.too-large', 'the whole profile is larger than {{size}}', { size: formatValue(bytes, 'bytes') });
  }
  if (failure instanceof ProfileInputError && failure.code === 'other-total') {
    return t('complete.other-total', 'the whole profile has another total than the flame graph');
  }
  if (failure instanceof ProfileInputError) {
    return t('complete.unreadable', 'the whole profile cannot be read ({{reason}})', { reason: failure.message });
  }
  if (failure instanceof DataSourceError) {
    return ofDataSource(failure);
  }
  return t('complete.failed', 'the whole profile could not be loaded');
}

function ofDataSource({ kind, words }: DataSourceError): string {
  switch (kind) {
    case 'forbidden':
      return t('complete.refused', 'the whole profile needs the data source proxy');
    case 'no-such-data-source':
    case 'not-pyroscope':
      return t('complete.not-offered', 'the server does not offer the whole profile');
    case 'overloaded':
      return t('complete.overloaded', 'the server is too busy for the whole profile');
    case 'timeout':
      return t('complete.timeout', 'the server gave up on the whole profile');
    default:
      return words
        ? t('complete.words', 'the whole profile could not be loaded ({{words}})', { words })
        : t('complete.failed', 'the whole profile could not be loaded');
  }
}
