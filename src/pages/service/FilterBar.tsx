import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useState } from 'react';
import { t } from '../../i18n';
import { type Matcher } from '../../query/selector';
import { wordsOfFilter } from './filterWords';
import { type FilterSuggestions } from './FilterEditor';
import { Pill } from './Pill';
import { restOf } from './restOf';

// Not needed before one is opened.
const FilterEditor = lazy(() =>
  import(/* webpackChunkName: "filters" */ './FilterEditor').then((m) => ({ default: m.FilterEditor }))
);
const FilterTextEditor = lazy(() =>
  import(/* webpackChunkName: "filters" */ './FilterTextEditor').then((m) => ({ default: m.FilterTextEditor }))
);

interface FilterBarProps {
  filters: readonly Matcher[];
  /** what the page asks for beside the filters */
  own: Matcher[];
  onChange(filters: Matcher[]): void;
  /** offers to compare with what a filter leaves out */
  onCompare?(rest: Matcher[]): void;
  /** suggestions for a filter in the presence of the others */
  suggest(others: readonly Matcher[]): FilterSuggestions;
}

/** Label filters as chips: a click edits one, the cross removes it; or all of them as one text. */
export function FilterBar({ filters, own, onChange, onCompare, suggest }: FilterBarProps) {
  const styles = useStyles2(getStyles);
  const [editing, setEditing] = useState<number | 'new' | 'text'>();
  const close = () => setEditing(undefined);
  const apply = (changed: Matcher[]) => {
    onChange(changed);
    close();
  };
  const without = (index: number) => filters.filter((_, i) => i !== index);
  if (editing === 'text') {
    return (
      <Suspense fallback={null}>
        <FilterTextEditor filters={filters} own={own} onApply={apply} onCancel={close} />
      </Suspense>
    );
  }
  return (
    <div className={styles.bar} role="group" aria-label={t('filters.group', 'Label filters')}>
      {filters.map((filter, index) =>
        editing === index ? (
          <Suspense key={index} fallback={null}>
            <FilterEditor
              filter={filter}
              suggestions={suggest(without(index))}
              onCancel={close}
              onApply={(changed) => apply(filters.map((other, i) => (i === index ? changed : other)))}
            />
          </Suspense>
        ) : (
          <Pill
            key={index}
            text={wordsOfFilter(filter)}
            title={t('filters.edit', 'Edit this filter')}
            onClick={() => setEditing(index)}
            removeLabel={t('filters.remove', 'Remove filter {{words}}', { words: wordsOfFilter(filter) })}
            onRemove={() => apply(without(index))}
            action={
              onCompare && {
                label: t('filters.compare', 'Compare {{words}} with the rest', { words: wordsOfFilter(filter) }),
                onClick: () => onCompare(restOf(filters, index)),
              }
            }
          />
        )
      )}
      {editing === 'new' ? (
        <Suspense fallback={null}>
          <FilterEditor
            suggestions={suggest(filters)}
            onCancel={close}
            onApply={(filter) => apply([...filters, filter])}
          />
        </Suspense>
      ) : (
        <>
          <Button size="sm" variant="secondary" icon="plus" onClick={() => setEditing('new')}>
            {t('filters.new', 'Filter')}
          </Button>
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon="brackets-curly"
            tooltip={t('filters.as-text', 'Edit the filters as text')}
            aria-label={t('filters.as-text', 'Edit the filters as text')}
            onClick={() => setEditing('text')}
          />
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), flexWrap: 'wrap' }),
});
