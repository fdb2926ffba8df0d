import { type AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { wordsOf } from './createCorrelation';
import { type Settings } from './schema';

/**
 * Saves the settings with the plugin, whose other data, and whether it is enabled and pinned, stay as they are.
 * @returns undefined, or in the server's words why they were not saved
 */
export async function saveSettings(meta: AppPluginMeta, settings: Settings): Promise<string | undefined> {
  const { id, enabled, pinned } = meta;
  const jsonData: Record<string, unknown> = { ...meta.jsonData, ...settings };
  try {
    await lastValueFrom(
      getBackendSrv().fetch({
        url: `/api/plugins/${id}/settings`,
        method: 'POST',
        data: { enabled, pinned, jsonData },
        showErrorAlert: false,
        showSuccessAlert: false,
      })
    );
  } catch (error) {
    return wordsOf(error);
  }
  // Grafana hands this very object to the plugin's pages until the whole page is loaded again.
  meta.jsonData = jsonData;
  return undefined;
}
