import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type OnlyNote } from '../../pyroscope/onlyProfiles';
import { compareWith } from '../../viewstate/versus';
import { type Tab } from './useTab';

interface OnlyLabelProps {
  tab: Tab;
  note: OnlyNote;
  /** of what the picture is compared with */
  second?: boolean;
}

/** Whether the picture is of the span, trace or profile that the link names, or why it is of the service; and the way out. */
export function OnlyLabel({ tab, note, second = false }: OnlyLabelProps) {
  const styles = useStyles2(getStyles);
  const { outcome } = note;
  const found = outcome.kind === 'found';
  const showAll = () =>
    tab.address.go((state) => {
      if (second) {
        const { only: _, ...other } = state.versus?.other ?? {};
        return compareWith(state, { other, shift: state.versus?.shift });
      }
      const { only: _, ...subject } = state.subject;
      return { ...state, subject };
    });
  return (
    <div role="status" className={found ? styles.label : styles.instead} data-testid="only-label">
      {found ? onlyOf(note) : [insteadOf(note), t('only.around', 'This is the service around that time.')].join(' ')}
      <Button size="sm" variant="secondary" fill="text" onClick={showAll}>
        {found ? t('only.all', 'Show all profiles') : t('only.dismiss', 'Do not look for it')}
      </Button>
    </div>
  );
}

function onlyOf({ only: { kind, id } }: OnlyNote): string {
  switch (kind) {
    case 'span':
      return t('only.span', 'Only span {{id}}', { id });
    case 'trace':
      return t('only.trace', 'Only trace {{id}}', { id });
    case 'profile':
      return t('only.profile', 'Only profile {{id}}', { id });
    case 'brush':
      return t('only.brush', 'Only the selected single profiles');
  }
}

function insteadOf({ only: { kind, id }, outcome }: OnlyNote): string {
  if (outcome.kind === 'cannot') {
    const version = outcome.version || t('only.unknown-version', 'of unknown version');
    return kind === 'profile' || kind === 'brush'
      ? t('only.cannot-profile', 'This Pyroscope ({{version}}) cannot look for single profiles.', { version })
      : kind === 'trace'
        ? t('only.cannot-trace', 'This Pyroscope ({{version}}) cannot look for traces; that needs 2.2 or later.', {
            version,
          })
        : t('only.cannot-span', 'This Pyroscope cannot look for spans.');
  }
  switch (kind) {
    case 'span':
      return t('only.no-span', 'No profile has span {{id}}.', { id });
    case 'trace':
      return t('only.no-trace', 'No profile has trace {{id}}.', { id });
    case 'profile':
      return t('only.no-profile', 'This service has no profile {{id}} of this type at that time.', { id });
    case 'brush':
      return t('only.no-brush', 'No single profile lies in the selection.');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  label: css({ overflowWrap: 'anywhere' }),
  instead: css({ overflowWrap: 'anywhere', color: theme.colors.warning.text }),
});
