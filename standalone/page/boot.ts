// Imported, not fetched: the page's load event waits for it, so that whoever waits for that finds grafanaBootData, as in
// Grafana (plugin-e2e reads it right after the load).
import settings from 'virtual:settings' with { type: 'json' };
import { makeBootData } from './bootData';
import { pickLanguage } from './language';
import type { ThemeName } from './theme';

Object.assign(window, {
  grafanaBootData: makeBootData(
    settings,
    document.documentElement.dataset.theme as ThemeName,
    pickLanguage(navigator.languages)
  ),
  // Where @grafana/ui looks for icons and fonts.
  __grafana_public_path__: '/public/',
  // zod, within @grafana/data, tries whether it may compile code; the page's content security policy says no.
  __zod_globalConfig: { jitless: true },
});

// Only now: @grafana/runtime reads the boot data when it is imported.
void import('./main').then(({ start }) => start());
