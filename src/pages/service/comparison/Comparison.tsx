import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, LoadingPlaceholder, Menu, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ProfileView } from '../../../flamegraph/ProfileView';
import { SideBySide } from '../../../flamegraph/comparison/SideBySide';
import { formatShare } from '../../../flamegraph/share';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { countText, t } from '../../../i18n';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { settledPart } from '../../../profile/comparison/settled';
import { FrameKind, frameNamed } from '../../../profile/model';
import { describeType } from '../../../query/catalogue';
import { differMuch, instancesOf } from '../../../query/normalization';
import { formatValue } from '../../../values';
import { paths } from '../../../plugin';
import { type Versus, type ViewState } from '../../../viewstate/state';
import { alone, swapped } from '../../../viewstate/versus';
import { writeViewState } from '../../../viewstate/url';
import { lineOf } from '../../common/FailedAnswer';
import { hrefOf } from '../../common/hrefOf';
import { toEpoch } from '../../common/range';
import { report } from '../../common/report';
import { useTimeFormat } from '../../common/times';
import { valueOf } from '../answer';
import { Completeness } from '../Completeness';
import { OnlyLabel } from '../OnlyLabel';
import { type Asked, type ShownGraph } from '../questions';
import { SnapshotLabel } from '../SnapshotLabel';
import { coverageText } from '../summaryTexts';
import { useRangeSeries } from '../useRangeSeries';
import { useSampleCount } from '../useSampleCount';
import { type AskedProfiles, type Tab } from '../useTab';
import { useWhole } from '../useWhole';
import { Choices } from './Choices';
import { instancesWords } from './normTexts';
import { SecondDialog } from './SecondDialog';
import { sideNames, type SideNames } from './sideNames';
import { compareSides, type Compared } from './sides';
import { useSecond, type Second } from './useSecond';

const HowSure = lazy(() => import(/* webpackChunkName: "change" */ './HowSure').then((m) => ({ default: m.HowSure })));
const WhichSlice = lazy(() =>
  import(/* webpackChunkName: "change" */ './slices/WhichSlice').then((m) => ({ default: m.WhichSlice }))
);
const FunctionSlice = lazy(() =>
  import(/* webpackChunkName: "change" */ './slices/FunctionSlice').then((m) => ({ default: m.FunctionSlice }))
);

interface ComparisonProps {
  tab: Tab;
  asked: Asked;
  typeId: string;
  versus: Versus;
  /** undefined: the first side has nothing to show */
  after: ShownGraph | undefined;
  /** what stands on the header's line of the first side alone */
  header: ReactNode;
  stale: boolean;
  onStateChange: ProfileViewProps['onStateChange'];
  exporting: ProfileViewProps['exporting'];
  onOverTime: ProfileViewProps['onOverTime'];
}

/** The picture beside another one: what both are, then one table and one graph of both. */
export function Comparison(props: ComparisonProps) {
  useEffect(() => report('compared', {}), []);
  const styles = useStyles2(getStyles);
  const { tab, asked, typeId, versus, after } = props;
  const second = useSecond(tab, asked, typeId, versus);
  const before = valueOf(second.graph);
  const formatTime = useTimeFormat(asked.span);
  const formatRange = ({ from, to }: { from: string; to: string }) =>
    [from, to].map((time) => (toEpoch(time) === undefined ? time : formatTime(toEpoch(time)!))).join(' – ');
  const names = sideNames(tab.address.state.subject, second.subject, versus, formatRange);
  const known = second.refused === undefined ? before : undefined;
  if (known !== undefined && after?.unit === known.unit) {
    const stale = props.stale || second.graph.kind === 'old';
    return <BothSides {...props} {...{ second, after, names, stale }} before={known} />;
  }
  const shown = after ?? known;
  return (
    <>
      <div className={styles.bar}>
        {after === undefined && known !== undefined ? (
          <strong>{names.before}</strong>
        ) : (
          <Missing second={second} typeId={typeId} name={names.before} />
        )}
        <SideLinks tab={tab} second={second} names={names} />
      </div>
      {shown && (
        <ProfileView
          profile={shown.profile}
          state={tab.address.state.graph}
          onStateChange={props.onStateChange}
          onOverTime={props.onOverTime}
          formatValue={(amount) => formatValue(amount, shown.unit)}
          header={props.header}
          exporting={props.exporting}
          stale={props.stale}
        />
      )}
    </>
  );
}

interface BothSidesProps extends ComparisonProps {
  after: ShownGraph;
  second: Second;
  before: ShownGraph;
  names: SideNames;
}

function BothSides({
  tab,
  typeId,
  versus,
  second,
  before,
  after,
  names,
  header,
  stale,
  onStateChange,
  exporting,
  onOverTime,
}: BothSidesProps) {
  const styles = useStyles2(getStyles);
  const whole = useWhole(before);
  const graphs = { before: whole.answer, after };
  const ranges = { before: useRangeSeries(second, second.shown).data, after: useRangeSeries(tab, tab.shown).data };
  // They are of all profiles of the range: nobody knows the coverage of those of a span or a selection.
  const series = {
    before: before.only?.outcome.kind === 'found' ? undefined : ranges.before,
    after: after.only?.outcome.kind === 'found' ? undefined : ranges.after,
  };
  const counted = {
    before: useSampleCount(second, graphs.before.profile.total[0]),
    after: useSampleCount(tab, after.profile.total[0]),
  };
  const { width, norm, other } = versus;
  const sameSelector = Object.keys(other).every((part) => ['range', 'window', 'snapshot'].includes(part));
  const compared = useMemo(
    () =>
      compareSides(
        typeId,
        after.unit,
        {
          before: { graph: graphs.before, series: series.before, counted: counted.before },
          after: { graph: after, series: series.after, counted: counted.after },
        },
        { width, norm, sameSelector }
      ),
    [
      typeId,
      graphs.before,
      after,
      series.before,
      series.after,
      counted.before,
      counted.after,
      width,
      norm,
      sameSelector,
    ]
  );
  const { unit } = compared;
  const { graph } = tab.address.state;
  // A link to a table that is sorted by verdicts asks for them.
  const [opened, setOpened] = useState<'sure' | 'slice' | undefined>(
    graph.sort.column === 'verdict' ? 'sure' : undefined
  );
  const [verdicts, setVerdicts] = useState<RowVerdicts>();
  const [sliceOf, setSliceOf] = useState<string>();
  // Windows are of all profiles that the selector finds.
  const isSnapshot = describeType(typeId)?.aggregation === 'snapshot';
  const canBeSure =
    sameSelector &&
    tab.address.state.subject.only === undefined &&
    second.shown !== undefined &&
    tab.shown !== undefined;
  // What a slice had is held against what the summary says, which comes after the graph.
  const [averageBefore, averageAfter] = [series.before?.average, series.after?.average];
  const averages = useMemo(
    () =>
      averageBefore === undefined || averageAfter === undefined
        ? undefined
        : { before: averageBefore, after: averageAfter },
    [averageBefore, averageAfter]
  );
  const canSlice = canBeSure && !isSnapshot && averages !== undefined;
  const profiles = useMemo(
    () => ({ before: graphs.before.profile, after: after.profile }),
    [graphs.before.profile, after.profile]
  );
  // Asked about something else: nothing of the last answer is left.
  const about = JSON.stringify([tab.chosen.dataSource?.uid, typeId, tab.profile.selector, versus.shift, versus.other]);
  const { frames } = compared.profile;
  const symbolItems = useCallback(
    (name: string) =>
      canSlice && frames.kinds[frameNamed(frames, name)] === FrameKind.function ? (
        <Menu.Item label={t('compare.which-slice', 'Which slice?')} icon="tag-alt" onClick={() => setSliceOf(name)} />
      ) : null,
    [canSlice, frames]
  );
  const format = useCallback(
    (amount: number) => (unit === 'share' ? formatShare(amount, 1) : formatValue(amount, unit)),
    [unit]
  );
  const side = (name: 'before' | 'after', of: AskedProfiles) => ({
    of,
    name: names[name],
    coverage: series[name] && coverageText(series[name]),
    instances: instancesWords(compared.facts[name]),
  });
  return (
    <>
      <div className={styles.bar} data-testid="comparison">
        <SideLine {...side('after', tab)}>{header}</SideLine>
        <SideLine {...side('before', second)} vs>
          {graphs.before.snapshot && <SnapshotLabel note={graphs.before.snapshot} />}
          {before.only && before.only.outcome.kind !== 'found' && <OnlyLabel tab={tab} note={before.only} second />}
          <Completeness of={second} picture={whole} />
        </SideLine>
        <Differences facts={compared.facts} covered={[series.before?.covered, series.after?.covered]} />
        <div className={styles.row}>
          <Choices
            compared={compared}
            width={width}
            onChange={(part) => tab.address.go((state) => ({ ...state, versus: { ...versus, ...part } }))}
          />
          {canBeSure &&
            (isSnapshot ? (['sure'] as const) : (['sure', 'slice'] as const)).map((name) => (
              <Button
                key={name}
                size="sm"
                variant="secondary"
                fill="text"
                icon={name === 'sure' ? 'question-circle' : 'tag-alt'}
                aria-expanded={opened === name}
                disabled={name === 'slice' && !canSlice}
                onClick={() => setOpened(opened === name ? undefined : name)}
              >
                {name === 'sure' ? t('compare.how-sure', 'How sure?') : t('compare.which-slice', 'Which slice?')}
              </Button>
            ))}
          <SideLinks tab={tab} second={second} names={names} />
        </div>
      </div>
      {opened !== undefined && canBeSure && (
        <Suspense key={about} fallback={<LoadingPlaceholder text="" />}>
          {opened === 'sure' ? (
            <HowSure
              {...{ tab, typeId, compared }}
              unit={after.unit}
              before={second.shown!}
              after={tab.shown!}
              onHighlight={(highlight) => onStateChange({ highlight }, 'push')}
              onSlice={canSlice ? setSliceOf : undefined}
              onVerdicts={setVerdicts}
            />
          ) : (
            <WhichSlice
              {...{ tab, typeId }}
              before={second.shown!}
              after={tab.shown!}
              averages={{ before: series.before?.average, after: series.after?.average }}
            />
          )}
        </Suspense>
      )}
      {sliceOf !== undefined && canSlice && (
        <Suspense key={`${about} ${sliceOf}`} fallback={<LoadingPlaceholder text="" />}>
          <FunctionSlice
            {...{ tab, typeId, compared, profiles, averages }}
            name={sliceOf}
            ranges={{ before: second.shown!, after: tab.shown! }}
            onClose={() => setSliceOf(undefined)}
          />
        </Suspense>
      )}
      <ProfileView
        profile={compared.profile}
        changes={compared.changes}
        verdicts={verdicts}
        exporting={
          exporting && {
            ...exporting,
            unit,
            facts: () => ({ ...exporting.facts(), comparedWith: names.beforeInEnglish }),
          }
        }
        state={graph}
        onStateChange={onStateChange}
        onOverTime={onOverTime}
        symbolItems={symbolItems}
        formatValue={format}
        header={<Settled compared={compared} />}
        stale={stale}
        arrange={
          width === 'side'
            ? (profile, graphOf) => <SideBySide {...{ profile, graphOf, names }} formatValue={format} />
            : undefined
        }
      />
    </>
  );
}

interface SideLineProps {
  name: string;
  /** it is what the other one is compared with */
  vs?: boolean;
  coverage: string | undefined;
  instances: string | undefined;
  children: ReactNode;
}

/** "this range · 3 instances · covers 58 min of 60 · complete · 4,758 samples" */
function SideLine({ name, vs = false, coverage, instances, children }: SideLineProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.row}>
      {vs && t('compare.versus', 'compared with')}
      <strong className={styles.name} title={name}>
        {name}
      </strong>
      {[instances, coverage]
        .filter((text) => text !== undefined)
        .map((text) => (
          <span key={text}>{text}</span>
        ))}
      {children}
    </span>
  );
}

interface DifferencesProps extends Pick<Compared, 'facts'> {
  /** seconds, before and after */
  covered: readonly [number | undefined, number | undefined];
}

/** What makes totals mislead. */
function Differences({ facts: { before, after }, covered }: DifferencesProps) {
  const instances = differMuch(instancesOf(before), instancesOf(after)) || differMuch(before.profiles, after.profiles);
  const times = differMuch(...covered);
  if (!instances && !times) {
    return null;
  }
  const texts = [
    instances && t('compare.instances-differ', 'the numbers of instances differ by more than 5 %'),
    times &&
      t('compare.coverage-differs', 'profiles cover {{before}} s before, {{after}} s now', {
        before: Math.round(covered[0]!),
        after: Math.round(covered[1]!),
      }),
  ];
  return <span role="note">⚠ {texts.filter((text) => text !== false).join('; ')}</span>;
}

/** How much of a comparison of cut graphs is certain. */
function Settled({ compared: { profile } }: { compared: Compared }) {
  const part = useMemo(() => settledPart(profile), [profile]);
  if (part === undefined) {
    return null;
  }
  const { certain, unclear, unclearShare } = part;
  return (
    <span data-testid="settled">
      {t('compare.settled', 'settled: {{certain}} frames; unclear, since not all was loaded: {{unclear}} ({{share}})', {
        certain: countText(certain),
        unclear: countText(unclear),
        share: formatShare(unclearShare, 1),
      })}
    </span>
  );
}

interface SideLinksProps {
  tab: Tab;
  second: Second;
  names: SideNames;
}

/** The other side alone, the first one alone, and both the other way round. */
function SideLinks({ tab, second, names: { before } }: SideLinksProps) {
  const { go, state } = tab.address;
  const [choosing, setChoosing] = useState(false);
  const swap = () => {
    const { dataSource, type } = second.subject;
    go((now) =>
      swapped(
        now,
        {
          ...now.subject,
          ...(dataSource !== undefined && { dataSource: now.subject.dataSource ?? tab.chosen.dataSource?.uid }),
          ...(type !== undefined && { type: now.subject.type ?? tab.profile.typeId }),
        },
        second.subject
      )
    );
  };
  return (
    <>
      <a href={linkTo(alone(state, second.subject))}>{t('compare.open-before', 'Open {{name}}', { name: before })}</a>
      <Button size="sm" variant="secondary" fill="text" icon="pen" onClick={() => setChoosing(true)}>
        {t('compare.change', 'Change')}
      </Button>
      {choosing && <SecondDialog tab={tab} onClose={() => setChoosing(false)} />}
      <Button size="sm" variant="secondary" fill="text" icon="exchange-alt" onClick={swap}>
        {t('compare.swap', 'Swap')}
      </Button>
      <Button size="sm" variant="secondary" fill="text" icon="times" onClick={() => go((now) => alone(now))}>
        {t('compare.leave', 'End comparison')}
      </Button>
    </>
  );
}

const linkTo = (state: ViewState) => hrefOf(`${paths.profiles}?${writeViewState(state).params.toString()}`);

/** Why there is only one side yet, or will be; that one stays. */
function Missing({ second, typeId, name }: { second: Second; typeId: string; name: string }) {
  const { graph, refused } = second;
  if (refused === undefined && graph.kind === 'loading') {
    return <LoadingPlaceholder text={t('compare.loading', 'Asking for {{name}} …', { name })} />;
  }
  return <strong role="status">{missingText(second, typeId, name)}</strong>;
}

const labelOf = (typeId: string) => describeType(typeId)?.label ?? typeId;

function missingText({ graph, refused }: Second, typeId: string, name: string): string {
  switch (refused?.kind) {
    case 'no-data-source':
      return t('compare.no-data-source', 'Grafana does not have the data source to compare with');
    case 'bad-range':
      return t('compare.bad-range', 'The time range to compare with cannot be read');
    case 'no-type':
      return t('compare.no-type', '{{name}} has no profiles of the type {{type}}', {
        name,
        type: labelOf(refused.typeId),
      });
    case 'other-type':
      return t('compare.other-type', '{{first}} cannot be compared with {{second}}: they measure different things', {
        first: labelOf(typeId),
        second: labelOf(refused.typeId),
      });
  }
  switch (graph.kind) {
    case 'empty':
      return t('compare.empty', 'No profiles {{name}}. Servers look back 7 days by default.', { name });
    case 'failed':
      return t('compare.failed', '{{name}} could not be loaded: {{reason}}', { name, reason: lineOf(graph.error) });
    case 'cancelled':
      return t('compare.cancelled', '{{name}} was not loaded', { name });
    default:
      return t('compare.other-unit', '{{name}} has values of another unit', { name });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 2),
    paddingBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  row: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1), minWidth: 0 }),
  name: css({
    maxWidth: 360,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
  }),
});
