import type { PluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { load } from 'virtual:shared-modules';
import { ENGLISH } from './language';

/** The part of i18next that is used here. */
interface I18n {
  readonly resolvedLanguage?: string;
  addResourceBundle(language: string, namespace: string, texts: Record<string, string>): void;
  changeLanguage(language: string): Promise<unknown>;
}

/** The copy that the plugin gets too. */
const i18n = () => load.i18next().then((module) => (module as { default: I18n }).default);

/** i18next takes a language for loaded when it has a text of it; those of Grafana itself are not in its packages. */
const SOME_TEXT = { 'standalone.language': 'Deutsch' };

/** Speaks `language` from now on; @grafana/i18n has set up i18next before. */
export async function speak(language: string): Promise<void> {
  if (language !== ENGLISH) {
    const i18next = await i18n();
    i18next.addResourceBundle(language, 'grafana', SOME_TEXT);
    await i18next.changeLanguage(language);
  }
}

/**
 * Loads a plugin's texts in the page's language before its code, as Grafana does (public/app/features/plugins/importer):
 * what cannot be loaded stays English.
 */
export async function addTranslations({ id, translations }: PluginMeta): Promise<void> {
  const i18next = await i18n();
  const { resolvedLanguage } = i18next;
  const path = resolvedLanguage && translations?.[resolvedLanguage];
  if (!path || resolvedLanguage === ENGLISH) {
    return;
  }
  try {
    const texts = await getBackendSrv().get(`/${path}`, undefined, undefined, { showErrorAlert: false });
    i18next.addResourceBundle(resolvedLanguage, id, texts);
  } catch (error) {
    console.warn('Could not load translation for plugin', { id, resolvedLanguage, path, error });
  }
}
