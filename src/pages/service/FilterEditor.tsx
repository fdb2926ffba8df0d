import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2, type ComboboxOption } from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';
import { t } from '../../i18n';
import { type Matcher } from '../../query/selector';
import { Choice } from '../common/Choice';
import { lineOf } from '../common/FailedAnswer';
import { HiddenLabel } from '../common/HiddenLabel';
import { visibleValue } from '../common/visibleValue';
import { matcherOf, takesList, withOperator } from './filterDraft';
import { draftOf, type FilterDraft } from './filterWords';
import { errorOf, valueOf } from './answer';
import { Pill } from './Pill';
import { type Question } from './questions';
import { ANY_TIME, useAnswer } from './useAnswer';

type MatchOp = Matcher['op'];

/** Both are about the profiles that all other filters match; undefined while that cannot be asked. */
export interface FilterSuggestions {
  names: Question<string[]> | undefined;
  /** of a label */
  values(name: string): Question<string[]> | undefined;
}

const NONE: string[] = [];

interface FilterEditorProps {
  /** the filter to change; undefined: a new one */
  filter?: Matcher;
  suggestions: FilterSuggestions;
  onApply(filter: Matcher): void;
  onCancel(): void;
}

/** One label filter as name, operator and values. Suggestions help; whatever else is typed is taken too. */
export function FilterEditor({ filter, suggestions, onApply, onCancel }: FilterEditorProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [draft, setDraft] = useState(() => draftOf(filter));
  const { name, op } = draft;
  // Known before a person types, so that Enter takes what the typed text has left over and not what stood there before.
  const [names, noNames] = useSuggestions(suggestions.names);
  const [values, noValues] = useSuggestions(name ? suggestions.values(name) : undefined);
  const failed = noValues ?? noNames;
  const complete = matcherOf(draft);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (complete) {
      onApply(complete);
    }
  };
  const escape = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') {
      // It is used, here or by the open list: Grafana's own Escape would take the focus away.
      event.stopPropagation();
      if (!event.defaultPrevented) {
        onCancel();
      }
    }
  };
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={escape} aria-label={t('filters.form', 'Label filter')}>
      <HiddenLabel id={`${id}-name`}>{t('filters.name', 'Label')}</HiddenLabel>
      <Choice
        aria-labelledby={`${id}-name`}
        placeholder={t('filters.name', 'Label')}
        options={names}
        value={name ?? null}
        onChange={(option) => setDraft({ op, name: option.value, values: [] })}
        createCustomValue
        autoFocus={!filter}
        width={22}
      />
      <HiddenLabel id={`${id}-operator`}>{t('filters.operator', 'Operator')}</HiddenLabel>
      <Choice
        aria-labelledby={`${id}-operator`}
        options={operators()}
        value={op}
        onChange={(option) => setDraft(withOperator(draft, option.value))}
        width={9}
      />
      <Values draft={draft} options={values} onChange={(next) => setDraft({ ...draft, values: next })} />
      {Boolean(failed) && (
        <Text color="secondary" variant="bodySmall">
          {t('filters.no-suggestions', 'No suggestions: {{words}}', { words: lineOf(failed) })}
        </Text>
      )}
      <Button type="submit" size="sm" disabled={!complete}>
        {filter ? t('filters.apply', 'Apply') : t('filters.add', 'Add')}
      </Button>
      <Button type="button" size="sm" variant="secondary" fill="text" onClick={onCancel}>
        {t('filters.cancel', 'Cancel')}
      </Button>
    </form>
  );
}

interface ValuesProps {
  draft: FilterDraft;
  options: Array<ComboboxOption<string>>;
  onChange(values: string[]): void;
}

/** The value; where the operator takes several, those that were chosen before stand in front of it. */
function Values({ draft: { name, op, values }, options, onChange }: ValuesProps) {
  const id = useId();
  const [another, setAnother] = useState(false);
  const chosen = another ? values : values.slice(0, -1);
  const last = another ? undefined : values.at(-1);
  return (
    <>
      {chosen.map((value) => (
        <Pill
          key={value}
          text={value === '' ? '""' : visibleValue(value)}
          removeLabel={t('filters.remove-value', 'Remove the value {{value}}', { value })}
          onRemove={() => onChange(values.filter((other) => other !== value))}
        />
      ))}
      <HiddenLabel id={id}>{t('filters.value', 'Value')}</HiddenLabel>
      <Choice
        aria-labelledby={id}
        placeholder={another ? t('filters.another', 'Another value') : t('filters.value', 'Value')}
        options={options.filter(({ value }) => !chosen.includes(value))}
        value={last ?? null}
        onChange={(option) => {
          onChange([...new Set([...chosen, option.value])]);
          setAnother(false);
        }}
        createCustomValue
        disabled={!name}
        key={`${name} ${chosen.length}`}
        autoFocus={another}
        width={28}
      />
      {takesList(op) && last !== undefined && (
        <Button type="button" size="sm" variant="secondary" icon="plus" onClick={() => setAnother(true)}>
          {t('filters.or', 'Or')}
        </Button>
      )}
    </>
  );
}

function operators(): Array<ComboboxOption<MatchOp>> {
  const description: Record<MatchOp, string> = {
    '=': t('filters.equals', 'equals one of the values'),
    '!=': t('filters.differs', 'differs from all values'),
    '=~': t('filters.matches', 'matches the regular expression'),
    '!~': t('filters.does-not-match', 'does not match the regular expression'),
  };
  return (['=', '!=', '=~', '!~'] as const).map((op) => ({ value: op, label: op, description: description[op] }));
}

/** No suggestions are no reason to keep a person from typing: a failing data source offers nothing, and its words. */
function useSuggestions(question: Question<string[]> | undefined): [Array<ComboboxOption<string>>, error: unknown] {
  const { answer } = useAnswer(question, ANY_TIME);
  const data = valueOf(answer) ?? NONE;
  return [useMemo(() => data.map((value) => ({ value, label: visibleValue(value) })), [data]), errorOf(answer)];
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), flexWrap: 'wrap' }),
});
