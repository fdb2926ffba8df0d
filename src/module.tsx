import { AppPlugin, type AppPluginMeta, type AppRootProps, type PluginConfigPageProps } from '@grafana/data';
import { ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, lazy, type ComponentType } from 'react';
import type { EmbeddedTabProps } from './extensions/embedded/props';
import { links } from './extensions/links';
import { PLUGIN_ID } from './plugin';

/** Translations and code load side by side, and only when something of ours is opened. */
function withTexts<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const texts = import(/* webpackExports: "initPluginTranslations" */ '@grafana/i18n').then(
      ({ initPluginTranslations }) => initPluginTranslations(PLUGIN_ID)
    );
    const [component] = await Promise.all([load(), texts]);
    return { default: component };
  });
}

const LazyApp = withTexts(() => import('./pages/App').then(({ App }) => App));
const LazySettings = withTexts(() => import('./pages/settings/SettingsPage').then(({ SettingsPage }) => SettingsPage));
const LazyTab = withTexts(() => import('./extensions/embedded/EmbeddedTab').then(({ EmbeddedTab }) => EmbeddedTab));

const RootPage = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazyApp {...props} />
  </Suspense>
);

const SettingsBody = (props: PluginConfigPageProps<AppPluginMeta>) => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <LazySettings {...props} />
  </Suspense>
);

/** What fails on a page of another plugin, our code not being there any more included, is ours to bear. */
const EmbeddedTab = (props: EmbeddedTabProps) => (
  <ErrorBoundaryAlert title="Service Profiles">
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyTab {...props} />
    </Suspense>
  </ErrorBoundaryAlert>
);

export const plugin = new AppPlugin<{}>()
  .setRootPage(RootPage)
  .addConfigPage({
    title: 'Configuration',
    icon: 'cog',
    body: SettingsBody,
    id: 'configuration',
  })
  .exposeComponent({
    id: `${PLUGIN_ID}/profiles-tab/v1`,
    title: 'Profiles tab',
    description: 'The profiles of a service: timeline, symbol table and flame graph',
    component: EmbeddedTab,
  });
links.forEach((link) => plugin.addLink(link));
