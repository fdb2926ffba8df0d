import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { visible } from '../../profile/naming/visible';
import { matchersOf } from '../../subject/subject';
import { applyTypeChange, withSubject } from '../../viewstate/changes';
import { compareWith } from '../../viewstate/versus';
import { CopyButton } from '../common/CopyButton';
import { FilterBar } from './FilterBar';
import { ProfileTypePicker } from './ProfileTypePicker';
import { Share } from './Share';
import { type Tab } from './useTab';
import { valueOf } from './answer';
import { labelNamesQuestion, labelValuesQuestion, notCollectedQuestion } from './questions';
import { useAfterGraph } from './useRangeSeries';

interface AskRowProps {
  tab: Tab;
  labelsOpen: boolean;
  onLabels(open: boolean): void;
}

/** What is asked for: profile type, label filters and the selector that they make; and how to hand it to others. */
export function AskRow({ tab, labelsOpen, onLabels }: AskRowProps) {
  const styles = useStyles2(getStyles);
  const { address, profile } = tab;
  const { state } = address;
  const types = valueOf(profile.types);
  const notCollected = useAfterGraph(tab, tab.asked && types && notCollectedQuestion(tab.asked, types));
  return (
    <div className={styles.row}>
      <div className={styles.type}>
        <ProfileTypePicker
          available={types}
          notCollected={notCollected.data}
          value={profile.typeId}
          error={profile.types.kind === 'failed' ? profile.types.error : undefined}
          onChange={(type) =>
            address.go((now) => applyTypeChange(withSubject(now, { type: now.subject.type ?? profile.typeId }), type))
          }
        />
      </div>
      <FilterBar
        filters={state.subject.filters}
        own={tab.asked ? matchersOf({ ...tab.asked, filters: [] }) : []}
        onChange={(filters) => address.go((now) => withSubject(now, { filters }))}
        onCompare={(filters) => address.go((now) => compareWith(now, { other: { filters } }))}
        suggest={(others) => ({
          names: tab.asked && labelNamesQuestion(tab.asked, tab.settings.namespaceLabels, others),
          values: (name) => tab.asked && labelValuesQuestion(tab.asked, name, others),
        })}
      />
      <Button
        size="sm"
        variant="secondary"
        icon={labelsOpen ? 'angle-down' : 'angle-right'}
        aria-expanded={labelsOpen}
        onClick={() => onLabels(!labelsOpen)}
      >
        {t('ask.labels', 'Labels')}
      </Button>
      <div className={styles.selector}>
        <code className={styles.code} title={visible(profile.selector)} data-testid="selector">
          {visible(profile.selector)}
        </code>
        <CopyButton getText={() => profile.selector} label={t('ask.copy-selector', 'Copy the label selector')} />
      </div>
      <Share tab={tab} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 1.5) }),
  type: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  // It takes what the line has left, and begins a line of its own only on a phone: the graph below must not go down for it.
  selector: css({ display: 'flex', flex: '1 1 96px', alignItems: 'center', justifyContent: 'flex-end', minWidth: 0 }),
  code: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0, maxWidth: 520 }),
});
