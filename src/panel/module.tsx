import { PanelPlugin, type PanelProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, lazy } from 'react';
import { PLUGIN_ID } from '../plugin';
import { addOptions, type PanelOptions } from './options';
import pluginJson from './plugin.json';
import { chunkFolder } from './publicPath';

declare let __webpack_public_path__: string;

__webpack_public_path__ = chunkFolder(__webpack_public_path__, pluginJson.id, PLUGIN_ID);

// At once: Grafana has loaded the texts, and reads the options' before it draws anything.
const translations = initPluginTranslations(pluginJson.id);

const LazyPanel = lazy(async () => {
  const [{ ServiceProfilePanel }] = await Promise.all([import('./ServiceProfilePanel'), translations]);
  return { default: ServiceProfilePanel };
});

const Panel = (props: PanelProps<PanelOptions>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyPanel {...props} />
  </Suspense>
);

export const plugin = new PanelPlugin<PanelOptions>(Panel).setPanelOptions(addOptions);
