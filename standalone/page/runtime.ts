import {
  AppEvents,
  EventBusSrv,
  locationUtil,
  setTimeZoneResolver,
  type CurrentUser,
  type EventBus,
  type GrafanaConfig,
  type TypedVariableModel,
} from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setHelpNavItemHook,
  setLocationSrv,
  setMegaMenuOpenHook,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
} from '@grafana/runtime';
import { setPluginPage } from 'virtual:plugin-page';
import { FetchBackendSrv, type Notice } from './backendSrv';
import { TOP_BAR_HEIGHT } from './chromeState';
import { StandaloneDataSourceSrv } from './dataSources';
import { PluginPage } from './PluginPage';
import { speak } from './translations';

const alertEvents = {
  success: AppEvents.alertSuccess,
  warning: AppEvents.alertWarning,
  error: AppEvents.alertError,
};

/**
 * Gives @grafana/runtime the services that Grafana gives it when it starts.
 *
 * @returns the event bus, on which toasts arrive
 */
export async function installRuntime(): Promise<EventBus> {
  const appEvents = new EventBusSrv();
  const notify = ({ severity, title, text }: Notice) => appEvents.emit(alertEvents[severity], [title, text]);
  setAppEvents(appEvents);
  setBackendSrv(new FetchBackendSrv({ orgId: config.bootData.user.orgId, notify }));
  setDataSourceSrv(new StandaloneDataSourceSrv(config.datasources, config.defaultDatasource));
  installLocation();
  installExtensions();
  setEchoSrv({ flush: () => {}, addBackend: () => {}, addEvent: () => {} });
  setCurrentUser(config.bootData.user as unknown as CurrentUser);
  setTimeZoneResolver(() => config.bootData.user.timezone);
  setTemplateSrv({
    getVariables: (): TypedVariableModel[] => [],
    replace: (target = '') => target,
    containsTemplate: () => false,
    updateTimeRange: () => {},
  });
  setPluginPage(PluginPage);
  setChromeHeaderHeightHook(() => TOP_BAR_HEIGHT);
  setMegaMenuOpenHook(() => [false, () => {}]);
  setReturnToPreviousHook(() => () => {});
  setHelpNavItemHook(() => undefined);
  await initPluginTranslations('grafana');
  await speak(config.bootData.user.language);
  return appEvents;
}

function installLocation() {
  setLocationSrv(locationService);
  locationUtil.initialize({
    // The packages' two types for the same object differ in three deprecated names.
    config: config as unknown as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
  });
}

/** No other plugin is here to add anything. */
function installExtensions() {
  const links = { links: [], isLoading: false };
  const components = { components: [], isLoading: false };
  const component = { component: null, isLoading: false };
  const functions = { functions: [], isLoading: false };
  setPluginLinksHook(() => links);
  setPluginComponentsHook(() => components);
  setPluginComponentHook(() => component);
  setPluginFunctionsHook(() => functions);
}
