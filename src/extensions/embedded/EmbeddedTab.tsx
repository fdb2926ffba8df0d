import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { useEffect, useRef, useState } from 'react';
import { Boundary } from '../../pages/common/Boundary';
import { Notes } from '../../pages/common/Notes';
import { newQueryClient } from '../../pages/common/queryClient';
import { resolveRange } from '../../pages/common/range';
import { useTimeSettings } from '../../pages/common/times';
import { useAddressAt, type Address } from '../../pages/common/useAddress';
import { ProfilesTab } from '../../pages/service/ProfilesTab';
import { TabControls } from '../../pages/service/TabControls';
import { useTabAt } from '../../pages/service/useTabAt';
import { callable, queryOf, type EmbeddedTabProps } from './props';
import { useEmbeddedQuery } from './useEmbeddedQuery';

/** The Profiles tab on a page of another plugin. What is asked and remembered for it is its own: several keep apart. */
export function EmbeddedTab({ initialTimeRange, initialFilters, initialDS, ...props }: EmbeddedTabProps) {
  const [client] = useState(newQueryClient);
  // As the component has it whose props these are: a host may make them anew each time that it renders.
  const [initial] = useState({ initialTimeRange, initialFilters, initialDS });
  const wanted = queryOf({ ...props, ...initial });
  return (
    <Boundary dependencies={[wanted]}>
      <QueryClientProvider client={client}>
        <Tab {...props} wanted={wanted} />
      </QueryClientProvider>
    </Boundary>
  );
}

function Tab({ wanted, controls = true, addressPrefix, ...host }: EmbeddedTabProps & { wanted: string }) {
  const styles = useStyles2(getStyles);
  const place = useEmbeddedQuery(wanted, typeof addressPrefix === 'string' ? addressPrefix : undefined);
  const address = useAddressAt(place);
  const refresh = useState('');
  useRangeToHost(address, wanted, host);
  useViewToHost(place.search, wanted, host.onViewChange);
  return (
    <ProfilesTab
      {...useTabAt(address)}
      refreshInterval={refresh[0]}
      frame={(tab, body) => (
        <div className={styles.tab}>
          {controls && <div className={styles.controls}>{tab && <TabControls {...{ tab, refresh }} />}</div>}
          <Notes notes={address.notes} onDismiss={address.dismissNotes} />
          <div className={styles.body}>{body}</div>
        </div>
      )}
    />
  );
}

/** Tells the host of another range than it knows of: the one that it asked for last, or was told of since. */
function useRangeToHost(
  { state }: Address,
  wanted: string,
  { onRangeChange, onTimeRangeChange }: Pick<EmbeddedTabProps, 'onRangeChange' | 'onTimeRangeChange'>
) {
  const times = useTimeSettings();
  const { from, to } = state.subject.range;
  const params = new URLSearchParams(wanted);
  const asked = `${params.get('from')} ${params.get('to')}`;
  const latest = useRef({ onRangeChange, onTimeRangeChange, times });
  const known = useRef<string>();
  useEffect(() => {
    latest.current = { onRangeChange, onTimeRangeChange, times };
  });
  const first = useRef(true);
  useEffect(() => {
    known.current = asked;
  }, [asked]);
  useEffect(() => {
    const shown = `${from} ${to}`;
    if (!first.current && known.current !== shown) {
      known.current = shown;
      callable(latest.current.onRangeChange)?.({ from, to });
      const resolved = resolveRange({ from, to }, latest.current.times);
      if (resolved) {
        callable(latest.current.onTimeRangeChange)?.({ ...resolved, raw: { from, to } });
      }
    }
    first.current = false;
  }, [from, to]);
}

function useViewToHost(query: string, wanted: string, onViewChange: EmbeddedTabProps['onViewChange']) {
  const latest = useRef(onViewChange);
  const told = useRef(wanted);
  useEffect(() => {
    latest.current = onViewChange;
  });
  useEffect(() => {
    const now = new URLSearchParams(query).toString();
    if (told.current !== now) {
      told.current = now;
      callable(latest.current)?.(now);
    }
  }, [query]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({ flex: 1, display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0, minHeight: 600 }),
  controls: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: theme.spacing(1) }),
  // Its first line is moved up, into the distance that Grafana's page header keeps.
  body: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0, paddingTop: theme.spacing(1.75) }),
});
