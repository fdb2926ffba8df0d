import { t } from '../../i18n';
import { DataSourceError } from '../../pyroscope/errors';

/** The longest range that the server allows, where the range is longer: refused for that, or asked about in parts. */
export function limitOf(error: unknown): { ms: number; words: string } | undefined {
  return error instanceof DataSourceError && error.limitMs !== undefined
    ? { ms: error.limitMs, words: wordsOfLength(error.limitMs) }
    : undefined;
}

/** "24 hours", "7 days", "90 minutes": hours up to two days, so that a limit of a day sounds as one of a day and a half. */
function wordsOfLength(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const hours = minutes / 60;
  if (!Number.isInteger(hours)) {
    return t('length.minutes', '', {
      count: minutes,
      defaultValue_one: '{{count}} minute',
      defaultValue_other: '{{count}} minutes',
    });
  }
  return hours % 24 === 0 && hours > 48
    ? t('length.days', '', {
        count: hours / 24,
        defaultValue_one: '{{count}} day',
        defaultValue_other: '{{count}} days',
      })
    : t('length.hours', '', {
        count: hours,
        defaultValue_one: '{{count}} hour',
        defaultValue_other: '{{count}} hours',
      });
}
