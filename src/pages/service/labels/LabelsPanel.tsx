import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../../i18n';
import { withSubject } from '../../../viewstate/changes';
import { lineOf } from '../../common/FailedAnswer';
import { type Tab } from '../useTab';
import { withBy } from '../byLabel/withBy';
import { compareListed } from './compareValue';
import { LabelChoice, LabelsFailed } from './LabelChoice';
import { useLabelShares } from './useLabels';
import { formatShare, ValueRow } from './ValueRow';

interface LabelsPanelProps {
  tab: Tab;
  onClose(): void;
}

/** How the whole is made up of a label's values, and one click to filter by one of them. */
export function LabelsPanel({ tab, onClose }: LabelsPanelProps) {
  const styles = useStyles2(getStyles);
  const { address } = tab;
  const label = address.state.labels;
  return (
    <section className={styles.panel} aria-label={t('labels.panel', 'Labels')} data-testid="labels-panel">
      <div className={styles.head}>
        <LabelChoice
          tab={tab}
          value={label}
          onChange={(labels) => address.go((state) => ({ ...state, labels }))}
          autoFocus={label === undefined}
        />
        <IconButton name="times" aria-label={t('labels.close', 'Close the labels panel')} onClick={onClose} />
      </div>
      <div className={styles.hint}>
        {t('labels.hint', 'Share of the whole; filters on this label are left out here')}
      </div>
      {label !== undefined && (
        // Beside the choice there is no room for it at a laptop's width.
        <Button
          className={styles.button}
          size="sm"
          variant="secondary"
          fill="outline"
          aria-pressed={address.state.by === label}
          onClick={() => address.go((state) => withBy(state, state.by === label ? undefined : label))}
        >
          {t('by-label.button', 'In the graph')}
        </Button>
      )}
      <LabelsFailed tab={tab} />
      {label !== undefined && <Values tab={tab} label={label} />}
    </section>
  );
}

function Values({ tab, label }: { tab: Tab; label: string }) {
  const styles = useStyles2(getStyles);
  const { data: answer, error } = useLabelShares(tab, label);
  if (error) {
    return <div role="alert">{lineOf(error)}</div>;
  }
  if (answer === undefined) {
    return <LoadingPlaceholder text={t('labels.loading', 'Loading values…')} />;
  }
  if (answer.shares.every(({ value }) => value === '')) {
    return <div>{t('labels.nothing', 'No profile here has the label {{label}}.', { label })}</div>;
  }
  return (
    <div className={styles.values}>
      <table>
        <caption className={styles.caption}>{t('labels.caption', 'Values of {{label}}', { label })}</caption>
        <tbody>
          {answer.shares.map((series) => (
            <ValueRow
              key={series.value}
              label={label}
              series={series}
              answer={answer}
              filters={tab.address.state.subject.filters}
              onFilters={(filters) => tab.address.go((state) => withSubject(state, { filters }))}
              onCompare={(value) => tab.address.go((state) => compareListed(state, label, value))}
            />
          ))}
        </tbody>
      </table>
      {answer.rest > 0.0005 && (
        <div>
          {t('labels.rest', 'The {{listed}} largest values are listed; all others have {{share}}.', {
            share: formatShare(answer.rest),
            listed: answer.shares.length,
          })}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'absolute',
    inset: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  head: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: theme.spacing(1) }),
  button: css({ alignSelf: 'flex-start' }),
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  values: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    table: { width: '100%', tableLayout: 'fixed' },
  }),
  caption: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
