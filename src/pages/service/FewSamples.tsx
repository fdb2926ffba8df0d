import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { shareColor } from '../../flamegraph/table/styles';
import { t } from '../../i18n';

/** The number of samples beside a value that is made of few, with their chance error: two standard deviations. */
export function FewSamples({ count }: { count: number }) {
  const styles = useStyles2(getStyles);
  return (
    <span
      className={styles.samples}
      title={t('samples.few-help', '', {
        count,
        error: Math.round(200 / Math.sqrt(count)),
        defaultValue_one: '{{count}} sample: too few to say how far off it is',
        defaultValue_other: '{{count}} samples: may be off by {{error}} % by chance',
      })}
    >
      {t('samples.few', 'n={{samples}}', { samples: count })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // On the line of the share, at the start of its cell: before the value, or before the share where that stands below.
  samples: css({
    display: 'block',
    width: 'fit-content',
    marginTop: '-1lh',
    color: shareColor(theme),
    fontSize: 10,
    // Beside a share of six characters there is room for a sign, but not for a number.
    '@container (max-width: 620px)': { fontSize: 0, '&::before': { content: '"~"', fontSize: 10 } },
  }),
});
