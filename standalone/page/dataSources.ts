import {
  CoreApp,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceRef,
} from '@grafana/data';
import { DataSourceWithBackend, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import { of, type Observable } from 'rxjs';

interface PyroscopeQuery extends DataQuery {
  queryType?: string;
  profileTypeId?: string;
  labelSelector?: string;
}

/**
 * Grafana's own Pyroscope data source as far as a plugin meets it: queries without a profile type are not sent, and
 * outside Explore "both" means the flame graph only.
 */
export class PyroscopeDataSource extends DataSourceWithBackend<PyroscopeQuery> {
  override query(request: DataQueryRequest<PyroscopeQuery>): Observable<DataQueryResponse> {
    const targets = request.targets
      .filter(({ profileTypeId }) => profileTypeId)
      .map((target) => complete(target, request.app));
    return targets.length === 0 ? of({ data: [] }) : super.query({ ...request, targets });
  }
}

function complete(target: PyroscopeQuery, app: string | undefined): PyroscopeQuery {
  const { queryType = 'both', labelSelector } = target;
  return {
    groupBy: [],
    spanSelector: [],
    ...target,
    labelSelector: labelSelector || '{}',
    queryType: queryType === 'both' && app !== CoreApp.Explore ? 'profile' : queryType,
  } as PyroscopeQuery;
}

const PYROSCOPE = 'grafana-pyroscope-datasource';

/** What `getList()` of a real Grafana adds to every list, even to one of a single type. */
const builtIn = {
  id: -1,
  uid: 'grafana',
  type: 'grafana',
  name: '-- Grafana --',
  access: 'direct',
  readOnly: true,
  jsonData: {},
  meta: {
    id: 'grafana',
    type: 'datasource',
    name: '-- Grafana --',
    builtIn: true,
    metrics: true,
    annotations: true,
    module: 'core:plugin/grafana',
    baseUrl: 'public/app/plugins/datasource/grafana',
    info: {
      author: { name: 'Grafana Labs' },
      description: '',
      links: [],
      logos: {
        small: 'public/build/img/icons/unicons/grafana.svg',
        large: 'public/build/img/icons/unicons/grafana.svg',
      },
      screenshots: [],
      updated: '',
      version: '',
    },
  },
} as unknown as DataSourceInstanceSettings;

/** Grafana's `getDataSourceSrv()` over the data sources of the boot data. */
export class StandaloneDataSourceSrv implements DataSourceSrv {
  private readonly settings: DataSourceInstanceSettings[];
  private readonly instances = new Map<string, DataSourceApi>();

  /**
   * @param datasources `config.datasources`: name -> settings
   * @param defaultName `config.defaultDatasource`
   */
  constructor(
    datasources: Record<string, DataSourceInstanceSettings>,
    private readonly defaultName: string | undefined
  ) {
    this.settings = Object.values(datasources).filter(({ uid }) => uid !== builtIn.uid);
  }

  getInstanceSettings(ref?: DataSourceRef | string | null): DataSourceInstanceSettings | undefined {
    const name = typeof ref === 'object' ? ref?.uid : ref;
    const wanted = !name || name === 'default' ? this.defaultName : name;
    return [...this.settings, builtIn].find((one) => one.uid === wanted || one.name === wanted);
  }

  async get(ref?: DataSourceRef | string | null): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref);
    if (settings?.type !== PYROSCOPE) {
      const name = typeof ref === 'object' ? ref?.uid : ref;
      throw new Error(settings ? `${settings.name} can't be used without Grafana` : `Datasource ${name} was not found`);
    }
    const instance = this.instances.get(settings.uid) ?? newPyroscope(settings);
    this.instances.set(settings.uid, instance);
    return instance;
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const list = this.settings
      .filter((settings) => matches(settings, filters))
      .sort((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));
    const addsBuiltIn =
      !filters.pluginId && !filters.alerting && !filters.tracing && filters.filter?.(builtIn) !== false;
    return addsBuiltIn ? [...list, builtIn] : list;
  }

  async reload(): Promise<void> {
    // The one data source does not change while the server runs.
  }

  registerRuntimeDataSource(): void {
    throw new Error('Run-time data sources are not available without Grafana.');
  }
}

/** The settings' `meta` stands in for the plugin's own module, which sets it in Grafana. */
function newPyroscope(settings: DataSourceInstanceSettings): DataSourceApi {
  const instance = new PyroscopeDataSource(settings);
  instance.meta = settings.meta;
  return instance;
}

const capabilities = ['metrics', 'tracing', 'logs', 'annotations', 'alerting'] as const;

function matches(settings: DataSourceInstanceSettings, filters: GetDataSourceListFilters): boolean {
  const { meta, type } = settings;
  const types = filters.type === undefined ? undefined : [filters.type].flat();
  return (
    capabilities.every((capability) => !filters[capability] || meta[capability]) &&
    (!filters.pluginId || meta.id === filters.pluginId) &&
    (filters.filter?.(settings) ?? true) &&
    (types === undefined || types.includes(type)) &&
    (filters.all === true || capabilities.some((capability) => meta[capability]))
  );
}
