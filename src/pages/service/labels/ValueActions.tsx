import { IconButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { withSubject } from '../../../viewstate/changes';
import { visibleValue } from '../../common/visibleValue';
import { filterTo } from '../labelFilters';
import { compareValue } from './compareValue';
import { type Tab } from '../useTab';

/** How a value stands in a sentence about its label. */
export const valueText = (label: string, value: string) =>
  value === '' ? t('labels.none', '(without {{label}})', { label }) : visibleValue(value);

/** Filters by a value, or compares it with the rest. */
export function ValueActions({ label, value, tab }: { label: string; value: string; tab: Tab }) {
  const { go } = tab.address;
  const shown = valueText(label, value);
  return (
    <>
      <IconButton
        name="plus-circle"
        aria-label={t('labels.only', 'Only {{label}} = {{value}}', { label, value: shown })}
        onClick={() => go((state) => withSubject(state, { filters: filterTo(state.subject.filters, label, value) }))}
      />
      <IconButton
        name="exchange-alt"
        aria-label={t('labels.compare', 'Compare {{label}} = {{value}} with the rest', { label, value: shown })}
        onClick={() => go((state) => compareValue(state, label, value))}
      />
    </>
  );
}
