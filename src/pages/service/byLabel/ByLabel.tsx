import { Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useMemo } from 'react';
import { t } from '../../../i18n';
import { profileByLabel } from '../../../profile/byLabel';
import { type Profile } from '../../../profile/model';
import { lineOf } from '../../common/FailedAnswer';
import { visibleValue } from '../../common/visibleValue';
import { valueOf } from '../answer';
import { type Asked, type ShownGraph } from '../questions';
import { useAnswer } from '../useAnswer';
import { wishOf, type Tab } from '../useTab';
import { labelPartsQuestion } from './labelParts';
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
  const { state, go } = tab.address;
  const { snapshot, profile } = answer;
  const moment = snapshot?.kind === 'round' ? { from: snapshot.round.from, to: snapshot.round.to } : undefined;
  const wish = { typeId, snapshot: state.subject.snapshot, ...wishOf(state, tab.settings) };
  const occasion = { chosen: JSON.stringify([state.subject, label]), automatic: tab.clock.automatic };
  const { answer: parts } = useAnswer(labelPartsQuestion(asked, wish, label, moment), occasion);
  const known = valueOf(parts);
  const isThere = known === undefined || known.some(({ value }) => value !== '');
  const grouped = useMemo(
    () =>
      known &&
      isThere &&
      profileByLabel(
        profile,
        known.map((part) => ({ name: nameOf(label, part.value), profile: part.profile })),
        t('by-label.others', 'other values of {{label}}', { label })
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

/** "region = eu", "(without region)" */
const nameOf = (label: string, value: string) =>
  value === '' ? t('labels.none', '(without {{label}})', { label }) : `${label} = ${visibleValue(value)}`;
