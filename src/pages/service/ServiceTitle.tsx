import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { lazy, useState } from 'react';
import { t } from '../../i18n';
import { visibleValue } from '../common/visibleValue';
import { AfterFrame } from './AfterFrame';
import { NamespaceSwitch } from './NamespaceSwitch';
import { ServiceSwitch } from './ServiceSwitch';
import { type Tab } from './useTab';

// Its numbers are asked for after the flame graph.
const Summary = lazy(() =>
  import(/* webpackChunkName: "timeline" */ './Summary').then((m) => ({ default: m.Summary }))
);

/** Of Inter, a usual character's width in parts of the font's size; capitals and m are wider, i and l narrower. */
const CHARACTER_WIDTH = 0.58;
const LARGEST = 22;
const SMALLEST = 13;

/** Of the controls beside it; CSS pixels. */
const ROW = 32;

/** How far a name of several lines reaches into the empty space above, of which Grafana keeps 32; CSS pixels. */
const ABOVE = 28;

/** Of the button that leads to another service, with the gap before it; CSS pixels. */
const BUTTON = 32;

/**
 * The whole name: in letters as large as one line allows, and on several lines where even small ones have no room. Beside
 * it the way to another service.
 */
export function ServiceTitle({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const [switching, setSwitching] = useState(false);
  const { service } = tab.address.state.subject;
  const name = service === undefined ? t('profiles.title', 'Profiles') : visibleValue(service);
  const oneLine = `calc((100cqw - ${BUTTON}px) / ${CHARACTER_WIDTH * Math.max(1, name.length)})`;
  return (
    <div className={styles.title}>
      <div className={switching ? styles.hidden : styles.lines}>
        <h1 className={styles.name} style={{ fontSize: `clamp(${SMALLEST}px, ${oneLine}, ${LARGEST}px)` }}>
          {name}
        </h1>
      </div>
      {tab.chosen.dataSource && <ServiceSwitch tab={tab} open={switching} onOpen={setSwitching} />}
    </div>
  );
}

/** Namespace and summary, a line below the title. */
export function ServiceFacts({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.facts} data-testid="service-facts">
      <NamespaceSwitch tab={tab} />
      <AfterFrame when={tab.profile.picture.kind !== 'loading'}>
        <Summary tab={tab} />
      </AfterFrame>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // As wide as Grafana's header lets it be, whatever is in it: the name fits itself to that.
  title: css({
    flex: 1,
    minWidth: 0,
    containerType: 'inline-size',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
  }),
  hidden: css({ position: 'absolute', clipPath: 'inset(50%)', overflow: 'hidden', whiteSpace: 'nowrap' }),
  // As high as the controls beside it: what needs more grows upwards first, so that the graph begins where it does.
  lines: css({
    minWidth: 0,
    minHeight: ROW,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'flex-end',
  }),
  name: css({
    ...theme.typography.h3,
    margin: 0,
    minHeight: ROW,
    display: 'flex',
    alignItems: 'center',
    [theme.breakpoints.up('md')]: { marginTop: -ABOVE },
    lineHeight: 1.15,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  }),
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    // Grafana's header keeps more distance than the line needs.
    marginTop: theme.spacing(-1.75),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    minHeight: `${theme.typography.bodySmall.lineHeight}em`,
  }),
});
