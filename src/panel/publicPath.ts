/**
 * The folder with the app's chunks, which are the panel's too, from the folder that Grafana loaded the panel's module.js
 * from. Grafana serves nested plugins under their own id, from their own folder only
 * (`public/plugins/oss-serviceprofiles-panel/`), a plugin CDN within the app's (`oss-serviceprofiles-app/.../panel/`);
 * the build puts all chunks beside the app's module.js.
 * @param panelFolder ends with a slash
 */
export function chunkFolder(panelFolder: string, panelId: string, appId: string): string {
  const own = `/${panelId}/`;
  if (panelFolder.endsWith(own)) {
    return `${panelFolder.slice(0, -own.length)}/${appId}/`;
  }
  return panelFolder.replace(/\/panel\/$/, '/');
}
