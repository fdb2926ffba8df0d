import { css } from '@emotion/css';
import { type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { Suspense, lazy, useCallback, useEffect, useState, type ReactNode } from 'react';
import { ProfileView } from '../../flamegraph/ProfileView';
import { type FormatValue, type StateChange } from '../../flamegraph/types';
import { afterFrame } from '../../flamegraph/view/afterFrame';
import { t } from '../../i18n';
import { notLoadedValue } from '../../profile/notLoaded';
import { describeType } from '../../query/catalogue';
import { formatValue } from '../../values';
import { withOver, withSubject } from '../../viewstate/changes';
import { applyGraphChange } from '../../viewstate/graphChange';
import { type ViewState } from '../../viewstate/state';
import { Boundary } from '../common/Boundary';
import { DocLink } from '../common/docs';
import { report } from '../common/report';
import { type Grouped } from './byLabel/ByLabel';
import { AfterFrame } from './AfterFrame';
import { Completeness } from './Completeness';
import { type Tab } from './useTab';
import { useFindings } from './findings/useFindings';
import { type ShownGraph } from './questions';
import { useExporting } from './useExporting';
import { useFewSamples } from './useFewSamples';
import { useOwnKnowledge } from './useOwnKnowledge';
import { allInLink, useWhole } from './useWhole';

const Comparison = lazy(() =>
  import(/* webpackChunkName: "comparison" */ './comparison/Comparison').then((m) => ({ default: m.Comparison }))
);
const TabFindings = lazy(async () => {
  await afterFrame();
  return { default: (await import(/* webpackChunkName: "findings" */ './findings/TabFindings')).TabFindings };
});
const BelowFocus = lazy(() =>
  import(/* webpackChunkName: "below" */ './BelowFocus').then((m) => ({ default: m.BelowFocus }))
);
const LoadMore = lazy(() => import(/* webpackChunkName: "cut" */ './LoadMore').then((m) => ({ default: m.LoadMore })));
const Growing = lazy(() =>
  import(/* webpackChunkName: "change" */ './growing/Growing').then((m) => ({ default: m.Growing }))
);
const ByLabel = lazy(() =>
  import(/* webpackChunkName: "below" */ './byLabel/ByLabel').then((m) => ({ default: m.ByLabel }))
);
const FunctionShares = lazy(() =>
  import(/* webpackChunkName: "below" */ './byLabel/FunctionShares').then((m) => ({ default: m.FunctionShares }))
);
const CompareMenu = lazy(() =>
  import(/* webpackChunkName: "tab-menus" */ './comparison/CompareMenu').then((m) => ({ default: m.CompareMenu }))
);
const SnapshotLabel = lazy(() =>
  import(/* webpackChunkName: "only" */ './SnapshotLabel').then((m) => ({ default: m.SnapshotLabel }))
);
const Lines = lazy(() => import('./lines/Lines').then((m) => ({ default: m.Lines })));
const OnlyLabel = lazy(() =>
  import(/* webpackChunkName: "only" */ './OnlyLabel').then((m) => ({ default: m.OnlyLabel }))
);
const Assistant = lazy(async () => {
  await afterFrame();
  return { default: (await import(/* webpackChunkName: "assistant" */ './assistant/Assistant')).Assistant };
});
const ClassicView = lazy(() => import('./ClassicView').then((m) => ({ default: m.ClassicView })));

interface PictureProps {
  tab: Tab;
  answer: ShownGraph;
  /** another one was asked for and is on its way */
  asking: boolean;
  /** older than what was asked for */
  stale: boolean;
}

/** Symbol table and flame graph of the answer: our own, or Grafana's where the link says so. */
export function Picture({ tab, answer: asked, asking, stale }: PictureProps) {
  const styles = useStyles2(getStyles);
  const { address } = tab;
  const { view, detail } = address.state;
  const { group } = describeType(tab.profile.typeId ?? '') ?? {};
  useEffect(() => report('opened', { group }), [group]);
  const { go } = address;
  const whole = useWhole(asked, allInLink(address));
  const { focus } = address.state.graph;
  const base = whole.answer;
  const [more, setMore] = useState({ base, answer: base });
  const answer = more.base === base ? more.answer : base;
  const picture = { ...whole, answer };
  const label = (answer.only ?? answer.snapshot) && (
    <Suspense fallback={null}>
      {answer.only && <OnlyLabel tab={tab} note={answer.only} />}
      {answer.snapshot && <SnapshotLabel note={answer.snapshot} />}
    </Suspense>
  );
  return (
    <div className={styles.picture}>
      <div className={styles.graph}>
        {view === 'own' ? (
          <OwnView
            tab={tab}
            answer={answer}
            coming={whole.coming}
            {...{ asking, stale }}
            header={
              <>
                {label}
                <Completeness of={tab} picture={picture} />
                {(detail === 'more' || notLoadedValue(answer.profile) > 0) && (
                  <Suspense fallback={null}>
                    <LoadMore tab={tab} picture={picture} />
                  </Suspense>
                )}
                {base.below && focus && (address.state.versus ?? address.state.by) === undefined && (
                  <Suspense fallback={null}>
                    <BelowFocus {...{ base, focus }} onMore={(next) => setMore({ base, answer: next })} />
                  </Suspense>
                )}
                <AfterFrame>
                  <CompareMenu tab={tab} />
                </AfterFrame>
              </>
            }
          />
        ) : (
          <>
            {label}
            <Classic frame={answer.frame} />
          </>
        )}
      </div>
      <div className={styles.links}>
        <DocLink to="flameGraphs" />
        <DocLink to="types" />
        <ViewSwitch view={view} onChange={(next) => go((state) => ({ ...state, view: next }))} />
      </div>
    </div>
  );
}

/** Our own view; what a person says of own code is remembered for the service. */
function OwnView({
  tab,
  answer,
  coming,
  asking,
  stale,
  header,
}: PictureProps & { coming: boolean; header: ReactNode }) {
  const { go, state } = tab.address;
  const { graph } = state;
  const said = graph.own;
  const { knowledge, onSay } = useOwnKnowledge(tab, said, coming);
  const onStateChange = useCallback(
    (change: StateChange) => {
      if (change.own) {
        onSay(change.own.filter((word) => !said?.includes(word)));
      }
      go((before) => ({ ...before, graph: applyGraphChange(before.graph, change) }));
    },
    [go, onSay, said]
  );
  const format = useCallback<FormatValue>(
    (value, rounding) => formatValue(value, answer.unit, rounding),
    [answer.unit]
  );
  const besideValue = useFewSamples(tab);
  const exporting = useExporting(tab, answer);
  const { asked } = tab;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what takes its place is not in 12.3
  const hasAssistant = config.apps?.['grafana-assistant-app'] !== undefined;
  const assistant = hasAssistant && exporting && asked && (
    <Suspense fallback={null}>
      <Assistant
        profile={answer.profile}
        exporting={exporting}
        dataSourceUid={asked.dataSource.uid}
        compared={state.versus !== undefined}
      />
    </Suspense>
  );
  const onOverTime = useCallback((name: string) => go((before) => withOver(before, name)), [go]);
  const findings = useFindings((transforms, chosen) => (
    <TabFindings {...{ tab, transforms }} {...chosen} formatValue={format} onChange={onStateChange} />
  ));
  const { typeId } = tab.profile;
  const [growing, setGrowing] = useState(false);
  const [grouped, setGrouped] = useState<Grouped>();
  const [splitFunction, setSplitFunction] = useState<string>();
  if (state.versus !== undefined && asked !== undefined && typeId !== undefined) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        {assistant}
        <Comparison
          {...{ tab, typeId, stale, header, onStateChange, exporting, onOverTime }}
          asked={asked}
          versus={state.versus}
          after={answer}
          own={knowledge}
        />
      </Suspense>
    );
  }
  const { by } = state;
  const canGroup = by !== undefined && answer.only === undefined && asked !== undefined && typeId !== undefined;
  const profile = canGroup && grouped?.of === answer && grouped.by === by ? grouped.profile : answer.profile;
  const canGrow = answer.snapshot !== undefined && asked !== undefined && typeId !== undefined;
  return (
    <>
      {assistant}
      {canGrow && growing && (
        <Suspense fallback={null}>
          <Growing
            // Asked about something else: nothing of the last answer is left.
            key={JSON.stringify([asked.dataSource.uid, typeId, tab.profile.selector])}
            {...{ tab, asked, typeId }}
            onHighlight={(highlight) => onStateChange({ highlight })}
          />
        </Suspense>
      )}
      <ProfileView
        profile={profile}
        about={state.subject.service}
        state={graph}
        onStateChange={onStateChange}
        formatValue={format}
        own={knowledge}
        exporting={exporting}
        besideValue={besideValue}
        hasLines={answer.only === undefined || answer.only.pprof !== undefined}
        onOverTime={onOverTime}
        onByLabel={answer.only ? undefined : setSplitFunction}
        header={
          <>
            {header}
            {canGroup && (
              <Suspense fallback={null}>
                <ByLabel {...{ tab, asked, typeId, answer }} label={by} onGrouped={setGrouped} />
              </Suspense>
            )}
            {canGrow && (
              <Button
                size="sm"
                variant="secondary"
                fill="text"
                aria-expanded={growing}
                onClick={() => setGrowing(!growing)}
              >
                {t('growing.button', 'What grows?')}
              </Button>
            )}
          </>
        }
        stale={stale}
        {...findings}
      />
      {splitFunction !== undefined && asked !== undefined && typeId !== undefined && (
        <Suspense fallback={null}>
          <FunctionShares
            {...{ tab, asked, typeId, answer }}
            name={splitFunction}
            formatValue={format}
            onClose={() => setSplitFunction(undefined)}
          />
        </Suspense>
      )}
      {graph.lines !== undefined && asked !== undefined && typeId !== undefined && (
        <Suspense fallback={null}>
          <Lines
            {...{ asked, typeId, answer, profile }}
            settings={tab.settings}
            state={graph}
            own={knowledge}
            isSettled={!asking && !coming}
            onOnly={(ref) => go((before) => withOnlyBuild(before, ref))}
            onClose={() => onStateChange({ lines: undefined })}
          />
        </Suspense>
      )}
    </>
  );
}

/** Only the profiles of the build of a commit, named by the label that SDKs have for it. */
function withOnlyBuild(state: ViewState, ref: string): ViewState {
  const filters = state.subject.filters.filter(({ name }) => name !== 'service_git_ref');
  return withSubject(state, { filters: [...filters, { name: 'service_git_ref', op: '=', value: ref }] });
}

/** What goes wrong inside Grafana's view stays inside; the next answer is tried afresh. */
function Classic({ frame }: { frame: DataFrame | undefined }) {
  return frame ? (
    <Boundary dependencies={[frame]}>
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <ClassicView frame={frame} />
      </Suspense>
    </Boundary>
  ) : (
    <p>{t('picture.classic-none', 'Not available in the classic view')}</p>
  );
}

interface ViewSwitchProps {
  view: ViewState['view'];
  onChange(view: ViewState['view']): void;
}

function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const own = view === 'own';
  return (
    <Button size="sm" variant="secondary" fill="text" onClick={() => onChange(own ? 'classic' : 'own')}>
      {own
        ? t('picture.classic', 'Show in Grafana classic flame graph')
        : t('picture.own', 'Show in the Service Profiles flame graph')}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  picture: css({ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 450 }),
  // Its own height, so that what is inside can scroll instead of the page; what stands above the view makes it higher.
  graph: css({
    flex: '1 1 0',
    display: 'flex',
    flexDirection: 'column',
    minHeight: 'min-content',
  }),
  links: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 2),
    paddingTop: theme.spacing(0.5),
  }),
});
