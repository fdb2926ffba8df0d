import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, useStyles2, type ComboboxOption } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import React, { useId, useMemo, useState } from 'react';
import { t } from '../../i18n';
import { type Matcher } from '../../query/selector';
import { HiddenLabel } from '../common/HiddenLabel';

type MatchOp = Matcher['op'];

const OPERATORS: Array<ComboboxOption<MatchOp>> = [
  { value: '=', description: 'equals' },
  { value: '!=', description: 'differs' },
  { value: '=~', description: 'matches the regular expression' },
  { value: '!~', description: 'does not match the regular expression' },
].map((option) => ({ ...option, label: option.value }) as ComboboxOption<MatchOp>);

export interface FilterSuggestions {
  /** what the suggestions depend on */
  key: string;
  names(): Promise<string[]>;
  /** values of a label among the profiles that all other filters match */
  values(name: string): Promise<string[]>;
}

const NONE: string[] = [];

interface FilterEditorProps {
  /** the filter to change; undefined: a new one */
  filter?: Matcher;
  suggestions: FilterSuggestions;
  onApply(filter: Matcher): void;
  onCancel(): void;
}

/** One label filter as name, operator and value. Suggestions help; whatever else is typed is taken too. */
export function FilterEditor({ filter, suggestions, onApply, onCancel }: FilterEditorProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [draft, setDraft] = useState<Partial<Matcher>>(filter ?? { op: '=' });
  const { name, op = '=', value } = draft;
  // Known before a person types, so that Enter takes what the typed text has left over and not what stood there before.
  const names = useSuggestions([suggestions.key, 'names'], suggestions.names);
  const values = useSuggestions([suggestions.key, 'values', name], () => (name ? suggestions.values(name) : []));
  const complete = name && value !== undefined;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (complete) {
      onApply({ name, op, value });
    }
  };
  const escape = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      onCancel();
    }
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={escape} aria-label={t('filters.form', 'Label filter')}>
      <HiddenLabel id={`${id}-name`}>{t('filters.name', 'Label')}</HiddenLabel>
      <Combobox
        aria-labelledby={`${id}-name`}
        placeholder={t('filters.name', 'Label')}
        options={names}
        value={name ?? null}
        onChange={(option) => setDraft({ op, name: option.value })}
        createCustomValue
        autoFocus={!filter}
        width={22}
      />
      <HiddenLabel id={`${id}-operator`}>{t('filters.operator', 'Operator')}</HiddenLabel>
      <Combobox
        aria-labelledby={`${id}-operator`}
        options={OPERATORS}
        value={op}
        onChange={(option) => setDraft({ ...draft, op: option.value })}
        width={9}
      />
      <HiddenLabel id={`${id}-value`}>{t('filters.value', 'Value')}</HiddenLabel>
      <Combobox
        aria-labelledby={`${id}-value`}
        placeholder={t('filters.value', 'Value')}
        options={values}
        value={value ?? null}
        onChange={(option) => setDraft({ ...draft, value: option.value })}
        createCustomValue
        disabled={!name}
        key={name}
        width={28}
      />
      <Button type="submit" size="sm" disabled={!complete}>
        {filter ? t('filters.apply', 'Apply') : t('filters.add', 'Add')}
      </Button>
      <Button type="button" size="sm" variant="secondary" fill="text" onClick={onCancel}>
        {t('filters.cancel', 'Cancel')}
      </Button>
    </form>
  );
}

/** No suggestions are no reason to keep a person from typing: a failing data source offers nothing. */
function useSuggestions(key: unknown[], ask: () => Promise<string[]> | string[]): Array<ComboboxOption<string>> {
  const { data = NONE } = useQuery({ queryKey: ['suggestions', ...key], queryFn: ask });
  return useMemo(() => data.map((value) => ({ value, label: value })), [data]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), flexWrap: 'wrap' }),
});
