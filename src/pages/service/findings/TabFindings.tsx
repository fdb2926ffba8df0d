import React, { type ComponentProps } from 'react';
import { Findings, type CoreCost } from '../../../flamegraph/findings/Findings';
import { type FormatValue, type StateChange, type Transforms } from '../../../flamegraph/types';
import { usePersonal } from '../../common/usePersonal';
import { useRangeSeries } from '../useRangeSeries';
import { useSampleCount } from '../useSampleCount';
import { type Tab } from '../useTab';
import { type Chosen } from './FindingsItem';
import { measureOf } from './measure';

interface FindingsProps extends Chosen {
  transforms: Transforms;
  formatValue: FormatValue;
  onChange(change: StateChange): void;
}

/** Findings of the tab's profile. */
export function TabFindings({ tab, ...shown }: FindingsProps & { tab: Tab }) {
  const { typeId, settled } = tab.profile;
  const samples = useSampleCount(tab, shown.transforms.source.total[0]);
  const cost = useCoreCost(tab);
  return typeId === undefined || !settled ? null : <FindingsOfType {...shown} {...{ typeId, samples, cost }} />;
}

interface FindingsOfTypeProps extends FindingsProps, Pick<ComponentProps<typeof Findings>, 'samples' | 'cost'> {
  typeId: string;
}

/** Where a profile's type has any and the person did not turn them off. */
export function FindingsOfType({ typeId, shown, onShow, ...found }: FindingsOfTypeProps) {
  const { personal, remember } = usePersonal();
  const measure = measureOf(typeId);
  if (measure === undefined || !(shown ?? personal.findings !== 'off')) {
    return null;
  }
  return (
    <Findings
      {...found}
      measure={measure}
      onOff={() => {
        remember({ findings: 'off' });
        onShow(false);
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
