import { Icon, Tooltip, type ComboboxOption } from '@grafana/ui';
import React, { Suspense, useEffect, useId, useMemo, useState } from 'react';
import { afterFrame } from '../../flamegraph/view/afterFrame';
import { later } from '../../flamegraph/view/later';
import { t } from '../../i18n';
import { catalogue, describeType } from '../../query/catalogue';
import { type NotCollected } from '../../query/notCollected';
import { Choice } from '../common/Choice';
import { FailureIcon } from '../common/failures';
import { groupTexts } from '../common/groupTexts';
import { HiddenLabel } from '../common/HiddenLabel';

type Texts = typeof import('./typeTexts');

/** What types measure is read after the first picture. */
const typeTexts = later(() => afterFrame().then(() => import(/* webpackChunkName: "numbers" */ './typeTexts')));

interface ProfileTypePickerProps {
  /** ids that the service has; undefined while they are not known */
  available: string[] | undefined;
  /** types that the service could send but does not; undefined while they are not known */
  notCollected: NotCollected[] | undefined;
  value: string | undefined;
  /** why the list of types cannot be had */
  error: unknown;
  onChange(typeId: string): void;
}

/**
 * The service's own profile types by group; those that cannot be asked for, and what it could send but does not, stand
 * below, with the reason and with how to switch it on.
 */
export function ProfileTypePicker({ available, notCollected, value, error, onChange }: ProfileTypePickerProps) {
  const id = useId();
  const [texts, setTexts] = useState(typeTexts.loaded);
  // Types are chosen by their names as well.
  useEffect(() => void typeTexts.load().then(setTexts, () => {}), []);
  const options = useMemo(
    () => toOptions(available ?? [], notCollected ?? [], texts),
    [available, notCollected, texts]
  );
  const chosen = value === undefined ? undefined : describeType(value);
  const sentence = chosen && texts?.sentenceOf(chosen);
  return (
    <>
      <HiddenLabel id={id}>{t('types.label', 'Profile type')}</HiddenLabel>
      <Choice
        aria-labelledby={id}
        options={options}
        value={
          chosen ? (options.find((o) => o.value === chosen.id) ?? { value: chosen.id, label: chosen.label }) : null
        }
        placeholder={t('types.placeholder', 'Profile type')}
        onChange={(option) => describeType(option.value) && onChange(option.value)}
        width={30}
        data-testid="profile-type"
      />
      {Boolean(error) && (
        <Suspense fallback={null}>
          <FailureIcon
            error={error}
            describe={(words) => t('types.failed', 'The other profile types cannot be listed: {{words}}', { words })}
          />
        </Suspense>
      )}
      {sentence && (
        <Tooltip content={sentence}>
          <Icon name="info-circle" tabIndex={0} aria-label={sentence} />
        </Tooltip>
      )}
    </>
  );
}

function toOptions(
  available: string[],
  notCollected: NotCollected[],
  texts: Texts | undefined
): Array<ComboboxOption<string>> {
  const collected = catalogue(available).flatMap((group) =>
    group.types.map((type) => ({
      value: type.id,
      label: type.label,
      description: texts?.sentenceOf(type),
      group: groupTexts[group.id](),
    }))
  );
  return [...collected, ...(texts?.notToChoose(available, notCollected) ?? [])];
}
