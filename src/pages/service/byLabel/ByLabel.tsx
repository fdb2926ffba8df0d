import { Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useMemo } from 'react';
import { t } from '../../../i18n';
import { profileByLabel } from '../../../profile/byLabel';
import { type Profile } from '../../../profile/model';
import { lineOf } from '../../common/FailedAnswer';
import { valueOf } from '../answer';
import { type Asked, type ShownGraph } from '../questions';
import { type Tab } from '../useTab';
import { labelTexts } from './labelTexts';
import { useLabelParts } from './useLabelParts';
import { withBy } from './withBy';

/** A picture with a label's values as its first level. */
export interface Grouped {
  of: ShownGraph;
  by: string;
  profile: Profile;
}

interface ByLabelProps {
  tab: Tab;
  asked: Asked;
  typeId: string;
  answer: ShownGraph;
  label: string;
  /** when they are there; the same function always */
  onGrouped(grouped: Grouped): void;
}

/** Asks for what the label's values have of the picture, and says that they are its first level; one click ends it. */
export function ByLabel({ tab, asked, typeId, answer, label, onGrouped }: ByLabelProps) {
  const { go } = tab.address;
  const { profile } = answer;
  const parts = useLabelParts(tab, asked, typeId, answer, label);
  const known = valueOf(parts);
  const isThere = known === undefined || known.some(({ value }) => value !== '');
  const grouped = useMemo(
    () =>
      known &&
      isThere &&
      profileByLabel(
        profile,
        known.map((part) => ({ name: labelTexts.value(label, part.value), profile: part.profile })),
        labelTexts.others(label)
      ),
    [known, isThere, profile, label]
  );
  useEffect(() => {
    if (grouped) {
      onGrouped({ of: answer, by: label, profile: grouped });
    }
  }, [grouped, answer, label, onGrouped]);
  return (
    <span data-testid="by-label">
      {parts.kind === 'failed' ? (
        <span role="alert">{lineOf(parts.error)}</span>
      ) : !isThere ? (
        t('labels.nothing', 'No profile here has the label {{label}}.', { label })
      ) : grouped ? null : (
        <LoadingPlaceholder text={t('labels.loading', 'Loading values…')} />
      )}
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon="times"
        aria-label={t('by-label.end', 'No longer by {{label}}', { label })}
        onClick={() => go((before) => withBy(before, undefined))}
      >
        {t('by-label.by', 'by {{label}}', { label })}
      </Button>
    </span>
  );
}
