import { type DataSourceInstanceSettings, type TimeRange } from '@grafana/data';
import { DataSourcePicker } from '@grafana/runtime';
import React from 'react';
import { visible } from '../../profile/naming/visible';
import { PYROSCOPE_TYPE } from '../../pyroscope/dataSources';
import { applyDataSourceChange, applyRangeChange } from '../../viewstate/changes';
import { TimeControls } from './TimeControls';
import { type Steps } from './useAddress';
import { type Clock } from './useClock';
import { type ChosenDataSource } from './useDataSource';
import { useQuickRanges, type LastAnswer } from './quickRanges';
import { resolveRange } from './range';
import { chooseTimeSettings, useTimeSettings, type TimeSettings } from './times';

interface PageControlsProps {
  address: Steps;
  chosen: ChosenDataSource;
  clock: Clock;
  loading: boolean;
  last: LastAnswer;
  /** the interval of automatic refreshes, and how to change it */
  refresh: readonly [interval: string, change: (interval: string) => void];
}

/** What every page has at its top right: data source, time range, refresh. */
export function PageControls({ address, chosen, clock, loading, last, refresh }: PageControlsProps) {
  const times = useTimeSettings();
  const [refreshInterval, setRefreshInterval] = refresh;
  const { choice } = chosen;
  const quickRanges = useQuickRanges(choice.kind === 'chosen' ? choice.dataSource.uid : undefined, last, times);
  const chooseDataSource = ({ uid }: DataSourceInstanceSettings) => {
    chosen.remember(uid);
    address.go((state) => applyDataSourceChange(state, uid));
  };
  return (
    <>
      {choice.kind !== 'none' && (
        <DataSourcePicker
          type={PYROSCOPE_TYPE}
          filter={({ type }) => type === PYROSCOPE_TYPE}
          current={choice.kind === 'chosen' ? choice.dataSource.uid : choice.uid && visible(choice.uid)}
          onChange={chooseDataSource}
          noDefault
          width={18}
        />
      )}
      <TimeControls
        raw={address.state.subject.range}
        range={clock.range ?? lastHour(times)}
        quickRanges={quickRanges}
        onChange={(range) => address.go((state) => applyRangeChange(state, range))}
        onRefresh={clock.refresh}
        refreshInterval={refreshInterval}
        onRefreshInterval={setRefreshInterval}
        loading={loading}
        times={times}
        onTimes={chooseTimeSettings}
      />
    </>
  );
}

/** The picker needs some range to stand on even where the link's cannot be read. */
function lastHour(times: TimeSettings): TimeRange {
  return resolveRange({ from: 'now-1h', to: 'now' }, times)!;
}
