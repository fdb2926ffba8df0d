import type { PluginExtensionAddedLinkConfig } from '@grafana/data';
import i18next from 'i18next';
import { PLUGIN_ID, paths } from '../plugin';
import { linkFromAlert } from './fromAlert';
import { linkFromQuery } from './fromQuery';
import { linkFromResource, linkFromTrace } from './fromTelemetry';

const ICON = 'fire';

/**
 * The text in the language of the page, whose texts Grafana loads before this code. `t` of `src/i18n.ts` would bring all of
 * @grafana/i18n to pages that are not ours.
 */
const t = (id: string, defaultValue: string): string => i18next.t(id, { ns: PLUGIN_ID, defaultValue });

/**
 * The links that stand on other pages of Grafana. Targets, titles and descriptions stand in plugin.json too, word for
 * word: Grafana loads this file where they say so, and in development drops links that are registered with others. It
 * looks for a link there by its title, so that each has one of its own. What people read is what `configure` says, which
 * may be in their language.
 */
export const links: PluginExtensionAddedLinkConfig[] = [
  {
    targets: 'grafana/alerting/instance/action',
    title: 'Profiles of this service',
    description: 'Where the service spent time and memory around the start of this alert',
    ...leadingTo(linkFromAlert, () => ({
      title: t('links.service', 'Profiles of this service'),
      description: t('links.alert', 'Where the service spent time and memory around the start of this alert'),
    })),
  },
  {
    // The last one has Grafana's Assistant open the tab for a query that it speaks of.
    targets: [
      'grafana/explore/toolbar/action',
      'grafana/dashboard/panel/menu',
      'grafana-assistant-app/navigateToDrilldown/v1',
    ],
    title: 'Open in Service Profiles',
    description: 'The same profiles as a symbol table and flame graph of the service',
    ...leadingTo(linkFromQuery, () => ({
      title: t('links.open', 'Open in Service Profiles'),
      description: t('links.query', 'The same profiles as a symbol table and flame graph of the service'),
    })),
  },
  {
    targets: 'grafana/traceview/resource-attributes',
    title: "Profiles of this span's service",
    description: 'Where the service of this span spent time and memory then',
    ...beside('service.name'),
    ...leadingTo(linkFromResource, () => ({
      title: t('links.span-service', "Profiles of this span's service"),
      description: t('links.span', 'Where the service of this span spent time and memory then'),
    })),
  },
  {
    targets: 'grafana/logsview/resource-attributes',
    title: "Profiles of this log line's service",
    description: 'Where the service of this log line spends time and memory',
    ...beside('service_name'),
    ...leadingTo(linkFromResource, () => ({
      title: t('links.log-service', "Profiles of this log line's service"),
      description: t('links.log', 'Where the service of this log line spends time and memory'),
    })),
  },
  {
    targets: 'grafana/traceview/header/actions',
    title: 'Profiles of this trace',
    description: 'Where the service that began this trace spent time and memory then',
    ...leadingTo(linkFromTrace, () => ({
      title: t('links.trace', 'Profiles of this trace'),
      description: t('links.trace-help', 'Where the service that began this trace spent time and memory then'),
    })),
  },
  {
    targets: 'grafana/commandpalette/action',
    title: 'Profiles of a service',
    description: 'All services that send profiles',
    ...leadingTo(
      () => paths.services,
      () => ({
        title: t('links.services', 'Profiles of a service'),
        description: t('links.services-help', 'All services that send profiles'),
      })
    ),
  },
  {
    // From Grafana 12.4 on. The page draws a card of its own for each link.
    targets: 'grafana/dynamic/nav-landing-page/nav-id-observability/cards/v1',
    title: 'Service Profiles',
    description: 'See where the time and memory of each service go',
    ...leadingTo(
      () => paths.services,
      () => ({
        title: t('card.title', 'Service Profiles'),
        description: t('card.description', 'See where the time and memory of each service go'),
      })
    ),
  },
];

/**
 * A link that is there only where the context says what it leads to. Whatever is wrong with a context, which comes from
 * other plugins, costs this link alone.
 */
function leadingTo(
  link: (context: unknown) => string | undefined,
  texts: () => { title: string; description: string }
): Pick<PluginExtensionAddedLinkConfig, 'icon' | 'path' | 'configure'> {
  return {
    icon: ICON,
    // Grafana drops a link whose path does not begin with the app's and a slash, whatever `configure` says later.
    path: paths.services,
    configure: (context) => {
      try {
        const path = link(context);
        return path === undefined ? undefined : { path, ...texts() };
      } catch {
        return undefined;
      }
    },
  };
}

/** An attribute's link stands beside the attribute that it names; from Grafana 13.1 on it names it as a group. */
function beside(name: string): Partial<PluginExtensionAddedLinkConfig> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- 12.3 knows no other way
  return { category: name, group: { name } };
}
