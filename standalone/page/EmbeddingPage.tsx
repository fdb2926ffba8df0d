import { css } from '@emotion/css';
import { PluginContextProvider, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useContext, useState, type ComponentType } from 'react';
import { pluginId } from 'virtual:plugin';
import { useLocation } from 'virtual:router';
import { AppContext } from './AppContext';

interface Range {
  from: string;
  to: string;
}

/**
 * A page of another app that embeds the plugin's component, as docs/embed.md describes it: one tab for each `service` of
 * the address, or with `like=drilldown` by the props of Profiles Drilldown's component. The app keeps the range.
 */
export function EmbeddingPage() {
  const styles = useStyles2(getStyles);
  const app = useContext(AppContext);
  const [query] = useState(new URLSearchParams(useLocation().search));
  const exposed = app?.exposedComponentConfigs.find(({ id }) => id === `${pluginId}/profiles-tab/v1`);
  if (!app || !exposed) {
    return null;
  }
  const begin: Range = { from: query.get('from') ?? 'now-1h', to: query.get('to') ?? 'now' };
  const Host = query.get('like') === 'drilldown' ? LikeDrilldown : Embedding;
  return (
    <PluginContextProvider meta={app.meta}>
      <div className={styles.page}>
        {query.getAll('service').map((service, at) => (
          <section key={at} aria-label={`Embedded ${at + 1}`} className={styles.section}>
            <Host Tab={exposed.component as ComponentType<object>} {...{ service, at, begin }} />
          </section>
        ))}
      </div>
    </PluginContextProvider>
  );
}

interface HostProps {
  Tab: ComponentType<object>;
  service: string;
  at: number;
  begin: Range;
}

function Embedding({ Tab, service, at, begin }: HostProps) {
  const [range, setRange] = useState(begin);
  const [view, setView] = useState('');
  return (
    <>
      <p>
        The app keeps the range {`${range.from} to ${range.to}`}{' '}
        <Button size="sm" variant="secondary" onClick={() => setRange({ from: 'now-3h', to: 'now' })}>
          Last 3 hours
        </Button>
      </p>
      <Tab
        {...{ subject: { service, allNamespaces: true }, range, onRangeChange: setRange, onViewChange: setView }}
        {...{ view: 'timeline=hidden', addressPrefix: `tab${at + 1}.` }}
      />
      <output data-testid="told-view">{view}</output>
    </>
  );
}

function LikeDrilldown({ Tab, service, begin }: HostProps) {
  const [told, setTold] = useState<TimeRange>();
  return (
    <>
      <p>The app was told of {told ? `${String(told.raw.from)} to ${String(told.raw.to)}` : 'no range'}</p>
      <Tab
        {...{ initialTimeRange: { raw: begin }, onTimeRangeChange: setTold }}
        {...{ initialFilters: [{ key: 'service_name', operator: '=', value: service }], initialDS: 'pyroscope' }}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), padding: theme.spacing(2) }),
  section: css({ display: 'flex', flexDirection: 'column' }),
});
