import { Button, Combobox, LoadingPlaceholder } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';
import { formatShare } from '../../../flamegraph/share';
import { ProfileView } from '../../../flamegraph/ProfileView';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { t } from '../../../i18n';
import { isNoData } from '../../../profile/model';
import { describeType } from '../../../query/catalogue';
import { parseDuration } from '../../../query/duration';
import { differMuch } from '../../../query/normalization';
import { formatValue } from '../../../query/units';
import { applyRangeChange } from '../../../viewstate/changes';
import { type Versus } from '../../../viewstate/state';
import { writeViewState } from '../../../viewstate/url';
import { paths } from '../../../plugin';
import { hrefOf } from '../../common/hrefOf';
import { valueOf } from '../answer';
import { type AbsoluteRange } from '../../../pyroscope/query';
import { graphQuestion, type Asked, type ShownGraph } from '../questions';
import { useAnswer } from '../useAnswer';
import { type Tab } from '../useTab';
import { useRangeSeries } from '../useRangeSeries';
import { useWhole } from '../useWhole';
import { compareSides, shifted } from './sides';

interface ComparisonProps {
  tab: Tab;
  asked: Asked;
  typeId: string;
  versus: Versus;
  after: ShownGraph;
  stale: boolean;
  onStateChange: ProfileViewProps['onStateChange'];
}

/** The picture beside the same one some time before: one table and one graph of both. */
export function Comparison(props: ComparisonProps) {
  const { tab, asked, typeId, versus, after } = props;
  const { address, settings, clock } = tab;
  const { subject, detail } = address.state;
  const earlier = shifted(asked.shown, parseDuration(versus.shift)!);
  const maxNodes = detail === 'more' ? settings.largestMaxNodes : settings.defaultMaxNodes;
  const budget = { ms: settings.wholeSeconds * 1000, bytes: settings.wholeMegabytes * 2 ** 20 };
  const { answer: before } = useAnswer(
    graphQuestion(
      { ...asked, shown: earlier, span: earlier },
      { typeId, snapshot: subject.snapshot, maxNodes, budget }
    ),
    { chosen: JSON.stringify([subject, versus.shift]), automatic: clock.automatic },
    { isEmpty: ({ profile }) => isNoData(profile) }
  );
  const value = valueOf(before);
  const stale = props.stale || before.kind === 'old';
  if (value !== undefined) {
    return <BothSides {...props} {...{ before: value, earlier, stale }} />;
  }
  return (
    <ProfileView
      profile={after.profile}
      state={address.state.graph}
      onStateChange={props.onStateChange}
      formatValue={(amount) => formatValue(amount, after.unit)}
      header={
        <>
          <Missing state={before.kind} name={nameOf(versus)} />
          <LeaveButton tab={tab} />
        </>
      }
      stale={stale}
    />
  );
}

interface BothSidesProps extends ComparisonProps {
  before: ShownGraph;
  earlier: AbsoluteRange;
}

function BothSides({ tab, asked, typeId, versus, before, after, earlier, stale, onStateChange }: BothSidesProps) {
  const { profile } = useWhole(before).answer;
  const coveredAfter = useRangeSeries(tab, asked.shown).data?.covered;
  const coveredBefore = useRangeSeries(tab, earlier).data?.covered;
  const { width, norm } = versus;
  const compared = useMemo(() => {
    const sides = {
      before: { profile, covered: coveredBefore },
      after: { profile: after.profile, covered: coveredAfter },
    };
    return compareSides(typeId, after.unit, sides, { width, norm });
  }, [profile, after, typeId, width, norm, coveredBefore, coveredAfter]);
  const { unit } = compared;
  const format = useCallback(
    (amount: number) => (unit === 'share' ? formatShare(amount, 1) : formatValue(amount, unit)),
    [unit]
  );
  const name = nameOf(versus);
  return (
    <ProfileView
      profile={compared.profile}
      changes={compared.changes}
      state={tab.address.state.graph}
      onStateChange={onStateChange}
      formatValue={format}
      header={
        <>
          <span>{t('compare.with', 'compared with {{name}}', { name })}</span>
          <Choices tab={tab} versus={versus} norm={compared.norm} snapshot={isSnapshot(typeId)} />
          {differMuch(coveredBefore, coveredAfter) && (
            <span>
              {t('compare.coverage', 'profiles cover {{before}} s before, {{after}} s now', {
                before: Math.round(coveredBefore!),
                after: Math.round(coveredAfter!),
              })}
            </span>
          )}
          <a href={hrefOf(linkTo(tab, earlier))}>{t('compare.open-before', 'Open {{name}}', { name })}</a>
          <LeaveButton tab={tab} />
        </>
      }
      stale={stale}
    />
  );
}

const nameOf = ({ shift }: Versus) => t('compare.before', '{{shift}} before', { shift });

function LeaveButton({ tab }: { tab: Tab }) {
  return (
    <Button size="sm" variant="secondary" fill="text" icon="times" onClick={() => leave(tab)}>
      {t('compare.leave', 'End comparison')}
    </Button>
  );
}

const isSnapshot = (typeId: string) => describeType(typeId)?.aggregation === 'snapshot';

/** Why there is only one side yet, or will be; that one stays. */
function Missing({ state, name }: { state: string; name: string }) {
  if (state === 'loading') {
    return <LoadingPlaceholder text={t('compare.loading', 'Asking for {{name}} …', { name })} />;
  }
  return (
    <strong role="status">
      {state === 'empty'
        ? t('compare.empty', 'No profiles {{name}}. Servers look back 7 days by default.', { name })
        : t('compare.failed', '{{name}} could not be loaded', { name })}
    </strong>
  );
}

interface ChoicesProps {
  tab: Tab;
  versus: Versus;
  norm: NonNullable<Versus['norm']>;
  snapshot: boolean;
}

function Choices({ tab, versus, norm, snapshot }: ChoicesProps) {
  const change = (part: Partial<Versus>) => tab.address.go((state) => ({ ...state, versus: { ...versus, ...part } }));
  const norms: Array<{ value: NonNullable<Versus['norm']>; label: string; description: string }> = [
    {
      value: 'second',
      label: t('compare.per-second', 'Per second'),
      description: t('compare.per-second-help', 'Divided by the seconds that profiles cover'),
    },
    {
      value: 'share',
      label: t('compare.share', 'Share of total'),
      description: t('compare.share-help', 'Divided by each side’s total: what stays alike shrinks where others grow'),
    },
    { value: 'none', label: t('compare.absolute', 'Absolute'), description: t('compare.absolute-help', 'As measured') },
  ];
  const widths: Array<{ value: Versus['width']; label: string; description: string }> = [
    {
      value: 'larger',
      label: t('compare.width-larger', 'Width: larger side'),
      description: t('compare.width-larger-help', 'Nothing of either side is lost'),
    },
    { value: 'before', label: t('compare.width-before', 'Width: before'), description: '' },
    { value: 'after', label: t('compare.width-after', 'Width: after'), description: '' },
    {
      value: 'churn',
      label: t('compare.width-churn', 'Width: churn'),
      description: t('compare.width-churn-help', 'Increases and decreases together'),
    },
  ];
  return (
    <>
      <Combobox
        aria-label={t('compare.norm', 'Compare by')}
        options={snapshot ? norms.slice(1) : norms}
        value={norm}
        width="auto"
        minWidth={14}
        onChange={({ value }) => change({ norm: value })}
      />
      <Combobox
        aria-label={t('compare.width', 'Width of a frame')}
        options={widths}
        value={versus.width}
        width="auto"
        minWidth={16}
        onChange={({ value }) => change({ width: value })}
      />
    </>
  );
}

function leave({ address }: Tab): void {
  address.go(({ versus: _, ...state }) => state);
}

/** The other side alone, with everything else as it is. */
function linkTo({ address }: Tab, { from, to }: { from: number; to: number }): string {
  const { versus: _, ...state } = applyRangeChange(address.state, { from: String(from), to: String(to) }).state;
  return `${paths.profiles}?${writeViewState(state).params.toString()}`;
}
