import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { RANKED, type ListSort, type SortColumn } from './ranking';
import { usualDirection } from './useListParams';

interface SortHeaderProps {
  column: SortColumn;
  label: string;
  sort: ListSort;
  onSort(sort: ListSort): void;
}

/** A column's head that sorts by it, and the other way round when it does so already. */
export function SortHeader({ column, label, sort, onSort }: SortHeaderProps) {
  const styles = useStyles2(getStyles);
  const sorted = sort.column === column ? sort.direction : undefined;
  const next = sorted === undefined ? usualDirection(column) : sorted === 'asc' ? 'desc' : 'asc';
  const button = (
    <button type="button" className={styles.button} onClick={() => onSort({ column, direction: next })}>
      {label}
      {sorted && <Icon name={sorted === 'asc' ? 'arrow-up' : 'arrow-down'} size="sm" />}
    </button>
  );
  return (
    <span role="columnheader" aria-sort={ariaSort(sorted)}>
      {column === 'name' ? button : <Tooltip content={tooltipOf(column)}>{button}</Tooltip>}
    </span>
  );
}

function ariaSort(sorted: ListSort['direction'] | undefined) {
  return sorted === undefined ? 'none' : sorted === 'asc' ? 'ascending' : 'descending';
}

function tooltipOf(column: 'cpu' | 'memory'): string {
  const values = { most: RANKED };
  return column === 'cpu'
    ? t(
        'services.sort-cpu',
        'Average cores. Sorting asks for the values of all services at once and ranks the {{most}} largest; the rest follow by name.',
        values
      )
    : t(
        'services.sort-memory',
        'Average memory in use, or allocated per second where that is not sent. Sorting asks for the values of all services at once and ranks the {{most}} largest by the sum of their snapshots: a service that sends them more often ranks higher.',
        values
      );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    '&:hover': { textDecoration: 'underline' },
  }),
});
