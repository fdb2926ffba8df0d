import { inLanguage } from './i18n';
import { formatValue as inEnglish, type Unit } from './query/units';

/** A value as the reader's language writes it: "25.7 s", in German "25,7 s". See `formatValue` of query/units. */
export function formatValue(value: number, unit: Unit, rounding?: 'down'): string {
  return inLanguage(inEnglish(value, unit, rounding));
}
