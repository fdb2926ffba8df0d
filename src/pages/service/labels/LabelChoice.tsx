import React, { useId } from 'react';
import { t } from '../../../i18n';
import { Choice } from '../../common/Choice';
import { lineOf } from '../../common/FailedAnswer';
import { HiddenLabel } from '../../common/HiddenLabel';
import { visibleValue } from '../../common/visibleValue';
import { type Tab } from '../useTab';
import { useLabelNames } from './useLabels';

interface LabelChoiceProps {
  tab: Tab;
  value: string | undefined;
  onChange(label: string): void;
  autoFocus?: boolean;
}

/** Chooses one of the service's labels; one that is not listed can be typed. */
export function LabelChoice({ tab, value, onChange, autoFocus }: LabelChoiceProps) {
  const id = useId();
  const { data: names, error } = useLabelNames(tab);
  return (
    <>
      <HiddenLabel id={id}>{t('labels.label', 'Label to look at')}</HiddenLabel>
      <Choice
        aria-labelledby={id}
        placeholder={t('labels.choose', 'Choose a label')}
        options={(names ?? []).map((name) => ({ value: name, label: visibleValue(name) }))}
        value={value ?? null}
        onChange={(option) => onChange(option.value)}
        createCustomValue
        autoFocus={autoFocus}
        loading={names === undefined && !error}
        width="auto"
        minWidth={20}
      />
    </>
  );
}

/** Why the choice has no names, where they cannot be had. */
export function LabelsFailed({ tab }: { tab: Tab }) {
  const { error } = useLabelNames(tab);
  return error ? (
    <div role="alert">
      {t('labels.names-failed', 'The labels cannot be listed: {{words}}', { words: lineOf(error) })}
    </div>
  ) : null;
}
