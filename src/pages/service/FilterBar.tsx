import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { t } from '../../i18n';
import { type Matcher } from '../../query/selector';
import { FilterEditor, type FilterSuggestions } from './FilterEditor';

interface FilterBarProps {
  filters: Matcher[];
  onChange(filters: Matcher[]): void;
  /** suggestions for a filter in the presence of the others */
  suggest(others: Matcher[]): FilterSuggestions;
}

/** Label filters as chips: a click edits one, the cross removes it. */
export function FilterBar({ filters, onChange, suggest }: FilterBarProps) {
  const styles = useStyles2(getStyles);
  const [editing, setEditing] = useState<number | 'new'>();
  const close = () => setEditing(undefined);
  const without = (index: number) => filters.filter((_, i) => i !== index);
  return (
    <div className={styles.bar} role="group" aria-label={t('filters.group', 'Label filters')}>
      {filters.map((filter, index) =>
        editing === index ? (
          <FilterEditor
            key={index}
            filter={filter}
            suggestions={suggest(without(index))}
            onCancel={close}
            onApply={(changed) => {
              onChange(filters.map((other, i) => (i === index ? changed : other)));
              close();
            }}
          />
        ) : (
          <FilterChip
            key={index}
            filter={filter}
            onEdit={() => setEditing(index)}
            onRemove={() => {
              onChange(without(index));
              close();
            }}
          />
        )
      )}
      {editing === 'new' ? (
        <FilterEditor
          suggestions={suggest(filters)}
          onCancel={close}
          onApply={(filter) => {
            onChange([...filters, filter]);
            close();
          }}
        />
      ) : (
        <Button size="sm" variant="secondary" icon="plus" onClick={() => setEditing('new')}>
          {t('filters.new', 'Filter')}
        </Button>
      )}
    </div>
  );
}

function FilterChip({ filter, onEdit, onRemove }: { filter: Matcher; onEdit(): void; onRemove(): void }) {
  const styles = useStyles2(getStyles);
  const words = `${filter.name} ${filter.op} ${filter.value === '' ? '""' : filter.value}`;
  return (
    <span className={styles.chip}>
      <button type="button" className={styles.chipText} onClick={onEdit} title={t('filters.edit', 'Edit this filter')}>
        {words}
      </button>
      <IconButton
        name="times"
        size="sm"
        aria-label={t('filters.remove', 'Remove filter {{words}}', { words })}
        onClick={onRemove}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), flexWrap: 'wrap' }),
  chip: css({
    display: 'inline-flex',
    alignItems: 'center',
    height: theme.spacing(3),
    paddingLeft: theme.spacing(1),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  chipText: css({
    background: 'none',
    border: 'none',
    maxWidth: 360,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
