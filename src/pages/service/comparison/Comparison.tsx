import { Button, LoadingPlaceholder, Menu } from '@grafana/ui';
import React, { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { t } from '../../../i18n';
import { type RowVerdicts } from '../../../profile/comparison/rowVerdicts';
import { FrameKind, frameNamed, type Frames } from '../../../profile/model';
import { describeType } from '../../../query/catalogue';
import { type Versus } from '../../../viewstate/state';
import { toEpoch } from '../../common/range';
import { report } from '../../common/report';
import { useTimeFormat } from '../../common/timeFormat';
import { AgainstFile } from '../../files/AgainstFile';
import { valueOf } from '../answer';
import { Completeness } from '../Completeness';
import { OnlyLabel } from '../OnlyLabel';
import { type Asked, type ShownGraph } from '../questions';
import { SnapshotLabel } from '../SnapshotLabel';
import { type Tab } from '../useTab';
import { allInLink, useWhole } from '../useWhole';
import { useAskedSide } from './askedSide';
import { ComparedView, OneSide } from './ComparedView';
import { firstOf } from './firstOf';
import { Missing } from './Missing';
import { SecondDialog } from './SecondDialog';
import { SideLinks } from './SideLinks';
import { sideNames, type SideNames } from './sideNames';
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
  /** of the first side's service */
  own?: ProfileViewProps['own'];
  exporting: ProfileViewProps['exporting'];
  onOverTime: ProfileViewProps['onOverTime'];
}

/** The picture beside another one: what both are, then one table and one graph of both. */
export function Comparison(props: ComparisonProps) {
  useEffect(() => report('compared', {}), []);
  return props.versus.other.file === undefined ? (
    <AgainstAsked {...props} />
  ) : (
    <AgainstFile {...props} files={props.versus.other.file} />
  );
}

function AgainstAsked(props: ComparisonProps) {
  const { tab, asked, typeId, versus, after } = props;
  const second = useSecond(tab, asked, typeId, versus);
  const before = valueOf(second.graph);
  const formatTime = useTimeFormat(asked.span);
  const formatRange = ({ from, to }: { from: string; to: string }) =>
    [from, to].map((time) => (toEpoch(time) === undefined ? time : formatTime(toEpoch(time)!))).join(' – ');
  const names = sideNames(tab.address.state.subject, second.subject, versus, formatRange);
  const known = second.refused === undefined ? before : undefined;
  const links = (
    <SideLinks
      address={tab.address}
      first={(now) => {
        const { dataSource, type, namespace } = second.subject;
        const { dataSource: own, type: ownType } = firstOf(tab, now);
        const isFoundOut = now.namespace.kind === 'undecided' && namespace.kind !== 'undecided';
        return {
          ...now,
          ...(dataSource !== undefined && { dataSource: own }),
          ...(type !== undefined && { type: ownType }),
          ...(isFoundOut && { namespace: asked.namespace }),
        };
      }}
      second={second.subject}
      secondAsFirst={second.said}
      name={names.before}
      dialog={(onClose) => <SecondDialog tab={tab} onClose={onClose} />}
    />
  );
  if (known !== undefined && after?.unit === known.unit) {
    const stale = props.stale || second.graph.kind === 'old';
    return <BothSides {...props} {...{ second, after, names, stale, links }} before={known} />;
  }
  const shown = after ?? known;
  return (
    <OneSide
      address={tab.address}
      shown={shown}
      unit={shown?.unit ?? ''}
      header={props.header}
      onStateChange={props.onStateChange}
      onOverTime={props.onOverTime}
      exporting={props.exporting}
      own={props.own}
      stale={props.stale}
    >
      {after === undefined && known !== undefined ? (
        <strong>{names.before}</strong>
      ) : (
        <Missing second={second} typeId={typeId} name={names.before} />
      )}
      {links}
    </OneSide>
  );
}

interface BothSidesProps extends ComparisonProps {
  after: ShownGraph;
  second: Second;
  before: ShownGraph;
  names: SideNames;
  links: ReactNode;
}

function BothSides({
  tab,
  typeId,
  versus,
  second,
  before,
  after,
  names,
  links,
  header,
  stale,
  exporting,
  onStateChange,
  onOverTime,
  own,
}: BothSidesProps) {
  const whole = useWhole(before, allInLink(tab.address));
  const sides = { before: useAskedSide(second, whole.answer), after: useAskedSide(tab, after) };
  const sameSelector = Object.keys(versus.other).every((part) => ['range', 'window', 'snapshot'].includes(part));
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
  const [averageBefore, averageAfter] = [sides.before.series?.average, sides.after.series?.average];
  const averages = useMemo(
    () =>
      averageBefore === undefined || averageAfter === undefined
        ? undefined
        : { before: averageBefore, after: averageAfter },
    [averageBefore, averageAfter]
  );
  const canSlice = canBeSure && !isSnapshot && averages !== undefined;
  const profiles = useMemo(
    () => ({ before: whole.answer.profile, after: after.profile }),
    [whole.answer.profile, after.profile]
  );
  // Asked about something else: nothing of the last answer is left.
  const about = JSON.stringify([tab.chosen.dataSource?.uid, typeId, tab.profile.selector, versus.shift, versus.other]);
  const symbolItems = useCallback(
    (name: string, frames: Frames) =>
      canSlice && frames.kinds[frameNamed(frames, name)] === FrameKind.function ? (
        <Menu.Item label={t('compare.which-slice', 'Which slice?')} icon="tag-alt" onClick={() => setSliceOf(name)} />
      ) : null,
    [canSlice]
  );
  return (
    <ComparedView
      {...{ typeId, versus, verdicts, stale, exporting, onStateChange, onOverTime, own }}
      address={tab.address}
      unit={after.unit}
      differ={sameSelector ? 'time' : 'selector'}
      sides={{
        after: { ...sides.after, name: names.after, notes: header },
        before: {
          ...sides.before,
          name: names.before,
          nameInEnglish: names.beforeInEnglish,
          notes: (
            <>
              {whole.answer.snapshot && <SnapshotLabel note={whole.answer.snapshot} />}
              {before.only && before.only.outcome.kind !== 'found' && <OnlyLabel tab={tab} note={before.only} second />}
              <Completeness of={second} picture={whole} />
            </>
          ),
        },
      }}
      actions={() => (
        <>
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
          {links}
        </>
      )}
      symbolItems={symbolItems}
      opened={(compared) => (
        <>
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
                  averages={{ before: averageBefore, after: averageAfter }}
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
        </>
      )}
    />
  );
}
