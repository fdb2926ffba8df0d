import type { DataFrame } from '@grafana/data';
import React, { useCallback, useMemo, useState } from 'react';
import { ProfileView } from '../../src/flamegraph/ProfileView';
import type { ProfileViewState, StateChange } from '../../src/flamegraph/types';
import { readFlameGraphFrame } from '../../src/profile/frame';
import { formatValue } from '../../src/query/units';

const INITIAL: ProfileViewState = {
  sort: { column: 'self', direction: 'desc' },
  layout: 'both',
  collapse: { mode: 'all', toggled: [] },
  colors: 'package',
  align: 'left',
  orientation: 'icicle',
};

/** Our view as a page holds it: the frame read, the state above it. */
export function Ours({ frame }: { frame: DataFrame }) {
  const { profile, unit } = useMemo(() => readFlameGraphFrame(frame.fields), [frame]);
  const [state, setState] = useState(INITIAL);
  const onStateChange = useCallback((change: StateChange) => setState((latest) => ({ ...latest, ...change })), []);
  const format = useCallback((value: number) => formatValue(value, unit), [unit]);
  return <ProfileView profile={profile} state={state} onStateChange={onStateChange} formatValue={format} />;
}
