import React from 'react';
import { Findings, type CoreCost } from '../../../flamegraph/findings/Findings';
import { type FormatValue, type StateChange, type Transforms } from '../../../flamegraph/types';
import { usePersonal } from '../../common/usePersonal';
import { useRangeSeries } from '../useRangeSeries';
import { useSampleCount } from '../useSampleCount';
import { type Tab } from '../useTab';
import { measureOf } from './measure';

export interface TabFindingsProps {
  tab: Tab;
  transforms: Transforms;
  /** What the person chose on this page; undefined: what they chose last time holds. */
  shown: boolean | undefined;
  formatValue: FormatValue;
  onChange(change: StateChange): void;
  onOff(): void;
}

/** Findings of the tab's profile, where its type has any and the person did not turn them off. */
export function TabFindings({ tab, transforms, shown, formatValue, onChange, onOff }: TabFindingsProps) {
  const { personal, remember } = usePersonal();
  const { typeId, settled } = tab.profile;
  const measure = typeId === undefined ? undefined : measureOf(typeId);
  const samples = useSampleCount(tab, transforms.source.total[0]);
  const cost = useCoreCost(tab);
  if (measure === undefined || !settled || !(shown ?? personal.findings !== 'off')) {
    return null;
  }
  return (
    <Findings
      {...{ transforms, measure, samples, cost, formatValue, onChange }}
      onOff={() => {
        remember({ findings: 'off' });
        onOff();
      }}
    />
  );
}

/** Where the settings have a price: the cores that the shown time takes on average. */
function useCoreCost(tab: Tab): CoreCost | undefined {
  const [price, currency] = tab.settings.corePrice?.split(' ') ?? [];
  const series = useRangeSeries(tab, price === undefined ? undefined : tab.shown).data;
  return price === undefined || series?.unit !== 'cores' || series.average === undefined
    ? undefined
    : { cores: series.average, price: Number(price), currency };
}
