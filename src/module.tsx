import { AppPlugin, type AppPluginMeta, type AppRootProps, type PluginConfigPageProps } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, lazy } from 'react';
import { links } from './extensions/links';
import { PLUGIN_ID } from './plugin';

// Translations and code load side by side, and only when a page of ours is opened.
const LazyApp = lazy(async () => {
  const [{ App }] = await Promise.all([import('./pages/App'), initPluginTranslations(PLUGIN_ID)]);
  return { default: App };
});
const LazySettings = lazy(async () => {
  const [{ SettingsPage }] = await Promise.all([
    import('./pages/settings/SettingsPage'),
    initPluginTranslations(PLUGIN_ID),
  ]);
  return { default: SettingsPage };
});

const LazyCard = lazy(async () => {
  const [{ ObservabilityCard }] = await Promise.all([
    import('./extensions/ObservabilityCard'),
    initPluginTranslations(PLUGIN_ID),
  ]);
  return { default: ObservabilityCard };
});

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

const Card = () => (
  <Suspense fallback={null}>
    <LazyCard />
  </Suspense>
);

export const plugin = new AppPlugin<{}>().setRootPage(RootPage).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: SettingsBody,
  id: 'configuration',
});
links.forEach((link) => plugin.addLink(link));
plugin.addComponent({
  targets: 'grafana/dynamic/nav-landing-page/nav-id-observability/cards/v1',
  title: 'Service Profiles',
  description: 'See where the time and memory of each service go',
  component: Card,
});
