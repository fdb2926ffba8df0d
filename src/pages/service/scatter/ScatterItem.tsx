import { Menu } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { type Tab } from '../useTab';
import { useNamesProfiles } from './useSingleProfiles';

/** Offers the scatter where the server names single profiles. */
export function ScatterItem({ tab, onClick }: { tab: Tab; onClick(): void }) {
  return useNamesProfiles(tab) ? <Menu.Item label={t('scatter.label', 'Single profiles')} onClick={onClick} /> : null;
}
