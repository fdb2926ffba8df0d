import { AppPlugin, type AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { BundleError, installAmd } from './amd';
import { explainMissing, sharedModules } from './sharedModules';
import { addTranslations } from './translations';

/**
 * Loads an app plugin as Grafana does: its settings, then its module.js.
 *
 * @throws BundleError, or FetchError when the settings can't be had
 */
export async function loadApp(id: string): Promise<AppPlugin> {
  const load = installAmd({ modules: sharedModules(), explainMissing, target: window as object, document });
  const settingsUrl = `/api/plugins/${id}/settings`;
  const meta: AppPluginMeta = await getBackendSrv().get(settingsUrl, undefined, undefined, { showErrorAlert: false });
  await addTranslations(meta);
  // `_cache` as in Grafana: a new version of the plugin has a new address.
  const exports = await load(`/${meta.module}?_cache=${encodeURIComponent(meta.info.version)}`);
  const { plugin } = exports as { plugin?: unknown };
  if (!isAppPlugin(plugin)) {
    throw new BundleError(
      `${meta.module} does not export an AppPlugin named "plugin", so Grafana could not use it either.`
    );
  }
  plugin.init(meta);
  plugin.meta = meta;
  return plugin;
}

/** By its methods: the plugin may extend another copy's class. */
function isAppPlugin(value: unknown): value is AppPlugin {
  return value instanceof AppPlugin || typeof (value as AppPlugin | undefined)?.setRootPage === 'function';
}
