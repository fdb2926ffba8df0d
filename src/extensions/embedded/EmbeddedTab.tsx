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
import { queryOf, type EmbeddedTabProps } from './props';
import { useEmbeddedQuery } from './useEmbeddedQuery';

/** The Profiles tab on a page of another plugin. What is asked and remembered for it is its own: several keep apart. */
export function EmbeddedTab(props: EmbeddedTabProps) {
  const [client] = useState(newQueryClient);
  const wanted = queryOf(props);
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
  const place = useEmbeddedQuery(wanted, addressPrefix);
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

/** Tells the host of another range, unless the host itself asked for it. */
function useRangeToHost(
  { state }: Address,
  wanted: string,
  { onRangeChange, onTimeRangeChange }: Pick<EmbeddedTabProps, 'onRangeChange' | 'onTimeRangeChange'>
) {
  const times = useTimeSettings();
  const { from, to } = state.subject.range;
  const latest = useRef({ wanted, onRangeChange, onTimeRangeChange, times });
  useEffect(() => {
    latest.current = { wanted, onRangeChange, onTimeRangeChange, times };
  });
  const first = useRef(true);
  useEffect(() => {
    const now = latest.current;
    const asked = new URLSearchParams(now.wanted);
    const isHosts = asked.get('from') === from && asked.get('to') === to;
    if (!first.current && !isHosts) {
      now.onRangeChange?.({ from, to });
      const resolved = resolveRange({ from, to }, now.times);
      if (resolved) {
        now.onTimeRangeChange?.({ ...resolved, raw: { from, to } });
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
      latest.current?.(now);
    }
  }, [query]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({ flex: 1, display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0, minHeight: 600 }),
  controls: css({ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: theme.spacing(1) }),
  // Its first line is moved up, into the distance that Grafana's page header keeps.
  body: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0, paddingTop: theme.spacing(1.75) }),
});
