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
  // Over its cell, at the start: before the value, or before the share where that stands below. It takes no part in the
  // cell's grid, whose places it would take.
  samples: css({
    position: 'absolute',
    justifySelf: 'start',
    alignSelf: 'center',
    color: shareColor(theme),
    fontSize: 10,
    // A share of six characters leaves too little room inside.
    '@container (max-width: 620px)': { alignSelf: 'end', marginLeft: -8 },
  }),
});
