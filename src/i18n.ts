import { t as translate } from '@grafana/i18n';

/**
 * The text for `id`, with `{{name}}` replaced by `values.name`. Unlike @grafana/i18n's own `t`, values stay as they
 * are: React escapes what it renders, and i18next's HTML escaping on top turns `<init>` into `&lt;init&gt;`.
 */
export function t(id: string, message: string, values?: Record<string, unknown>): string {
  return translate(id, message, { ...values, interpolation: { escapeValue: false } });
}
