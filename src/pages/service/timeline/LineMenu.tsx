import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Menu, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { withSubject } from '../../../viewstate/changes';
import { filterAway, filterTo } from '../labelFilters';
import { type Tab } from '../useTab';

interface LineMenuProps {
  tab: Tab;
  /** as the legend has it */
  name: string;
  /** of the label that the timeline is split by */
  value: string;
}

/** The name of a line; a click offers to filter to its value or away from it. */
export function LineMenu({ tab, name, value }: LineMenuProps) {
  const styles = useStyles2(getStyles);
  const { go, state } = tab.address;
  const label = state.split ?? '';
  const filter = (change: typeof filterTo) =>
    go((now) => withSubject(now, { filters: change(now.subject.filters, label, value) }));
  const menu = (
    <Menu>
      <Menu.Item
        icon="plus-circle"
        label={t('labels.only', 'Only {{label}} = {{value}}', { label, value: name })}
        onClick={() => filter(filterTo)}
      />
      <Menu.Item
        icon="minus-circle"
        label={t('labels.not', 'All but {{label}} = {{value}}', { label, value: name })}
        onClick={() => filter(filterAway)}
      />
    </Menu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-start">
      <button type="button" className={styles.name}>
        {name}
      </button>
    </Dropdown>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    '&:hover': { color: theme.colors.text.primary, textDecoration: 'underline' },
  }),
});
