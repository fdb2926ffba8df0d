import React from 'react';
import { Boundary } from '../common/Boundary';
import { PageControls } from '../common/PageControls';
import { type Tab } from './useTab';

interface TabControlsProps {
  tab: Tab;
  refresh: React.ComponentProps<typeof PageControls>['refresh'];
}

/** Data source, range and refresh of a tab, on its page or where it is embedded. */
export function TabControls({ tab: { address, chosen, clock, profile, shown }, refresh }: TabControlsProps) {
  const { graph } = profile;
  // What the server said of the range last: the flame graph asks for all of it, or for a window in it.
  const last = { range: shown, error: 'error' in graph ? graph.error : null, answered: graph.kind === 'shown' };
  return (
    <Boundary dependencies={[address.state]}>
      <PageControls {...{ address, chosen, clock, refresh, last }} loading={profile.fetching} />
    </Boundary>
  );
}
