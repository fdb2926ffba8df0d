import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { type Subject } from '../../subject/subject';
import { pressedSign } from '../../flamegraph/pressedSign';
import { applyDataSourceChange, type Change } from '../../viewstate/changes';
import { type Dropped } from '../../subject/paramReader';
import { type View, type ViewState } from '../../viewstate/state';
import { Boundary } from '../common/Boundary';
import { type Steps } from '../common/useAddress';
import { valueOf } from './answer';
import { AfterFrame } from './AfterFrame';
import { AskRow } from './AskRow';
import { ProfileArea } from './ProfileArea';
import { ServiceFacts } from './ServiceTitle';
import { useTab, type Tab } from './useTab';

const LabelsPanel = lazy(() =>
  import(/* webpackChunkName: "labels" */ './labels/LabelsPanel').then((m) => ({ default: m.LabelsPanel }))
);

/** The room (CSS pixels) from which on the labels panel stands beside the picture, and not below it. */
const LABELS_BESIDE = 900;

// What a person has to settle first stands in the picture's place.
const NoDataSource = lazy(() =>
  import(/* webpackChunkName: "failures" */ '../common/NoDataSource').then((m) => ({ default: m.NoDataSource }))
);
const UnreadableRange = lazy(() =>
  import(/* webpackChunkName: "failures" */ '../common/UnreadableRange').then((m) => ({ default: m.UnreadableRange }))
);
const ChooseService = lazy(() =>
  import(/* webpackChunkName: "failures" */ './Choices').then((m) => ({ default: m.ChooseService }))
);
const ChooseNamespace = lazy(() =>
  import(/* webpackChunkName: "failures" */ './Choices').then((m) => ({ default: m.ChooseNamespace }))
);

// Its values are asked for after the flame graph.
const Timeline = lazy(() =>
  import(/* webpackChunkName: "timeline" */ './timeline/Timeline').then((m) => ({ default: m.Timeline }))
);

const OverTime = lazy(() =>
  import(/* webpackChunkName: "over-time" */ './overTime/OverTime').then((m) => ({ default: m.OverTime }))
);

const AskSecond = lazy(() =>
  import(/* webpackChunkName: "comparison" */ './comparison/AskSecond').then((m) => ({ default: m.AskSecond }))
);

/** One profile, or two beside each other. */
type Subjects = readonly [Subject] | readonly [Subject, Subject];

/** Everything that a tab is drawn from. */
export interface TabState {
  subjects: Subjects;
  view: View;
}

export interface ProfilesTabProps extends TabState {
  /**
   * Goes to another state, made from the one that there is then: two steps in one tick build on each other.
   * `dropped` is what of the old state did not survive the step; `how` is given for steps that are no person's.
   */
  onChange(next: (now: TabState) => TabState & { dropped?: Dropped[] }, how?: 'push' | 'replace'): void;
  /** Grafana's, such as `30s`; none: what is shown changes only by hand */
  refreshInterval?: string;
  /** what stands around a subject's part, such as a page's title; it gets all that the part is drawn from, of local files nothing */
  frame?(tab: Tab | undefined, body: React.ReactNode): React.ReactNode;
}

/**
 * The profiles of one subject, or of two: what is asked for, timeline, table and flame graph. It knows no router and no
 * page, and keeps no state that decides what is shown: a host may put several on one page. It needs a QueryClientProvider.
 */
export function ProfilesTab({ subjects, view, onChange, refreshInterval = '', frame }: ProfilesTabProps) {
  const styles = useStyles2(getStyles);
  const parts = subjects.map((subject, at) => (
    <Part key={at} {...{ subject, at, view, onChange, refreshInterval, frame }} />
  ));
  return parts.length > 1 ? <div className={styles.beside}>{parts}</div> : parts[0];
}

interface PartProps extends Omit<ProfilesTabProps, 'subjects' | 'refreshInterval'> {
  subject: Subject;
  at: number;
  refreshInterval: string;
}

const LocalPart = lazy(() =>
  import(/* webpackChunkName: "comparison" */ '../files/LocalPart').then((m) => ({ default: m.LocalPart }))
);

/** A part is drawn from what a data source answers, or from files of the person's disk. */
function Part(props: PartProps) {
  return props.subject.file === undefined ? <AskedPart {...props} /> : <FilePart {...props} />;
}

function FilePart({ subject, at, view, onChange, frame = (_, body) => body }: PartProps) {
  const styles = useStyles2(getStyles);
  const { state, go } = usePart(subject, at, view, onChange);
  return (
    <>
      {frame(
        undefined,
        <div className={styles.part}>
          <Boundary dependencies={[state]}>
            <Suspense fallback={<LoadingPlaceholder text="" />}>
              <LocalPart address={{ state, go }} />
            </Suspense>
          </Boundary>
        </div>
      )}
    </>
  );
}

function usePart(subject: Subject, at: number, view: View, onChange: ProfilesTabProps['onChange']): Steps {
  const state = useMemo(() => ({ ...view, subject }), [view, subject]);
  const go = useCallback<Steps['go']>((next, how) => onChange((now) => withStep(now, at, next), how), [at, onChange]);
  return { state, go };
}

function AskedPart({ subject, at, view, onChange, refreshInterval, frame = (_, body) => body }: PartProps) {
  const styles = useStyles2(getStyles);
  const tab = useTab(usePart(subject, at, view, onChange), refreshInterval);
  return (
    <>
      {frame(
        tab,
        <div className={styles.part}>
          <Boundary dependencies={[tab.address.state]}>
            <Suspense fallback={<LoadingPlaceholder text="" />}>
              <Body tab={tab} />
            </Suspense>
          </Boundary>
        </div>
      )}
    </>
  );
}

/** A step of one part: the view is that of both. */
function withStep(now: TabState, at: number, next: (state: ViewState) => ViewState | Change) {
  const result = next({ ...now.view, subject: now.subjects[at] ?? now.subjects[0] });
  const { state, dropped } = 'state' in result ? result : { state: result, dropped: [] };
  const { subject, ...view } = state;
  const [first, second] = now.subjects;
  const subjects: Subjects = second === undefined ? [subject] : at === 0 ? [subject, second] : [first, subject];
  return { subjects, view, dropped };
}

/** What must be known before anything can be drawn, in the order in which a person has to settle it. */
function Body({ tab }: { tab: Tab }) {
  const { address, chosen, clock, namespace } = tab;
  if (chosen.choice.kind !== 'chosen') {
    return (
      <NoDataSource
        choice={chosen.choice}
        onChoose={(uid) => address.go((state) => applyDataSourceChange(state, uid))}
      />
    );
  }
  if (address.state.subject.service === undefined) {
    return <ChooseService address={address} />;
  }
  if (clock.range === undefined) {
    return <UnreadableRange address={address} />;
  }
  const found = valueOf(namespace.answer);
  if (namespace.settled === undefined && found?.label !== undefined) {
    return <ChooseNamespace tab={tab} found={{ ...found, label: found.label }} />;
  }
  return <Shown tab={tab} />;
}

/** What is asked for, the answer, and beside the answer the labels panel: the picture stays where it is when it opens. */
function Shown({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const { go, state } = tab.address;
  const [choosing, setChoosing] = useState(false);
  const anew = [state, tab.clock.span];
  const labelsOpen = choosing || state.labels !== undefined;
  const openLabels = (open: boolean) => {
    setChoosing(open);
    if (!open) {
      go(({ labels: _, ...rest }) => rest);
    }
  };
  return (
    <>
      <Boundary dependencies={anew}>
        <ServiceFacts tab={tab} />
      </Boundary>
      <Boundary dependencies={anew}>
        <AskRow tab={tab} labelsOpen={labelsOpen} onLabels={openLabels} />
      </Boundary>
      <div className={styles.answer}>
        <div className={styles.picture}>
          <Boundary dependencies={anew}>
            <AfterFrame
              when={tab.profile.picture.kind !== 'loading'}
              place={<div className={cx(styles.timeline, state.timeline === 'shown' && styles.chart)} />}
            >
              <Timeline tab={tab} />
            </AfterFrame>
          </Boundary>
          {state.over && (
            <Boundary dependencies={anew}>
              <Suspense fallback={<div className={styles.over} />}>
                <OverTime tab={tab} names={state.over} />
              </Suspense>
            </Boundary>
          )}
          <Boundary dependencies={anew}>
            {state.versus && (
              <AfterFrame>
                <AskSecond tab={tab} />
              </AfterFrame>
            )}
            <ProfileArea tab={tab} />
          </Boundary>
        </div>
        {labelsOpen && (
          <div className={styles.labels}>
            <Boundary dependencies={anew}>
              <Suspense fallback={null}>
                <LabelsPanel tab={tab} onClose={() => openLabels(false)} />
              </Suspense>
            </Boundary>
          </div>
        )}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  beside: css({ flex: 1, display: 'flex', gap: theme.spacing(2), minWidth: 0 }),
  part: css({
    flex: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    minWidth: 0,
    // The window says little about the room: Grafana's menu may stand beside.
    containerType: 'inline-size',
  }),
  answer: css({
    ...pressedSign,
    flex: 1,
    display: 'flex',
    gap: theme.spacing(1),
    minWidth: 0,
    [`@container (max-width: ${LABELS_BESIDE - 1}px)`]: { flexDirection: 'column-reverse' },
  }),
  // As high as the picture beside it and never higher: what is inside scrolls. Its place is kept until it is there.
  labels: css({
    position: 'relative',
    flex: '0 0 340px',
    // Beside the menu of a small screen: table and graph keep the room that they need side by side.
    '@container (max-width: 1100px)': { flexBasis: 252 },
    [`@container (max-width: ${LABELS_BESIDE - 1}px)`]: { flexBasis: 180 },
  }),
  over: css({ height: 82 }),
  // As high as what comes: the picture below stays where it is.
  timeline: css({ height: 26, [theme.breakpoints.down('md')]: { height: 50 } }),
  chart: css({ height: 80 }),
  picture: css({ flex: 1, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75), minWidth: 0 }),
});
