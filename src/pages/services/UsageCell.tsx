import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { type UseQueryResult } from '@tanstack/react-query';
import React from 'react';
import { t } from '../../i18n';
import { describeType } from '../../query/catalogue';
import { formatValue } from '../../values';
import { lineOf } from '../common/FailedAnswer';
import { type Usage } from './fetchUsage';
import { UsageChart } from './UsageChart';

interface UsageCellProps {
  /** whether the service sends anything that could say it; undefined: not known yet */
  sent: boolean | undefined;
  answer: UseQueryResult<Usage | null>;
}

/** A small chart and the average beside it, or in a word why there is none. */
export function UsageCell({ sent, answer }: UsageCellProps) {
  const styles = useStyles2(getStyles);
  const { data: usage, error } = answer;
  if (sent === false) {
    return <Nothing text={t('services.not-sent', 'not sent')} why={t('services.not-sent-help', 'No such profiles')} />;
  }
  if (error) {
    return (
      <span className={styles.none} title={lineOf(error)}>
        <Icon name="exclamation-triangle" size="sm" /> {t('services.failed', 'failed')}
      </span>
    );
  }
  if (usage === null) {
    return (
      <Nothing
        text={t('services.not-known', 'not known')}
        why={t(
          'services.not-known-help',
          'The data source proxy is refused, and without it the number of snapshots is not known'
        )}
      />
    );
  }
  if (usage === undefined) {
    return <span aria-busy={sent !== undefined} />;
  }
  return (
    <span className={styles.usage} title={titleOf(usage)}>
      <span aria-hidden className={styles.chart}>
        {usage.series.length > 0 && <UsageChart usage={usage} series={usage.series[0]} />}
      </span>
      <span className={styles.average}>
        {usage.average === undefined ? '–' : formatValue(usage.average, usage.unit)}
      </span>
    </span>
  );
}

function Nothing({ text, why }: { text: string; why: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.none} title={why}>
      {text}
    </span>
  );
}

function titleOf({ typeId }: Usage): string {
  const type = describeType(typeId)?.label ?? typeId;
  return t('services.average', '{{type}}, average over the time that profiles cover', { type });
}

const getStyles = (theme: GrafanaTheme2) => ({
  usage: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  chart: css({ width: 90, height: 26, flex: 'none', overflow: 'hidden' }),
  average: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  none: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
