import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState, type ReactNode } from 'react';
import { ProfileView } from '../../../flamegraph/ProfileView';
import { SideBySide } from '../../../flamegraph/comparison/SideBySide';
import { formatShare } from '../../../flamegraph/share';
import { type ProfileViewProps } from '../../../flamegraph/types';
import { useSliced } from '../../../flamegraph/useSliced';
import { countText, t } from '../../../i18n';
import { isLarge } from '../../../profile/derived';
import { settledPart } from '../../../profile/comparison/settled';
import { type Frames, type Side } from '../../../profile/model';
import { differMuch, instancesOf, type Difference } from '../../../query/normalization';
import { formatValue } from '../../../values';
import { type Versus } from '../../../viewstate/state';
import { type Steps } from '../../common/useAddress';
import { Choices } from './Choices';
import { leavesSelves, notJudged } from './judgedRows';
import { instancesWords } from './normTexts';
import { compareSidesInSteps, type AnsweredSide, type Compared } from './sides';

/** A side, and what is said of it. */
export interface ShownSide extends AnsweredSide {
  readonly name: string;
  /** for texts that leave the page; undefined: the same */
  readonly nameInEnglish?: string;
  /** "covers 58 min of 60" */
  readonly coverage: string | undefined;
  /** what else stands on its line */
  readonly notes?: ReactNode;
}

interface ComparedViewProps extends Pick<
  ProfileViewProps,
  'onStateChange' | 'onOverTime' | 'exporting' | 'own' | 'stale' | 'verdicts'
> {
  address: Steps;
  versus: Versus;
  typeId: string;
  /** of both sides' values */
  unit: string;
  sides: Readonly<Record<Side, ShownSide>>;
  differ: Difference;
  /** buttons and links of the comparison */
  actions(compared: Compared): ReactNode;
  /** what they opened, between them and the picture */
  opened?(compared: Compared): ReactNode;
  /** what the menu of a symbol has more. Give it a stable identity. */
  symbolItems?(name: string, frames: Frames): ReactNode;
}

/** Two sides that are there: what both are, how they are held against one another, then one table and one graph of both. */
export function ComparedView({
  address,
  versus,
  typeId,
  unit: unitOfValues,
  sides: { before, after },
  differ,
  actions,
  opened,
  symbolItems,
  exporting,
  verdicts,
  ...view
}: ComparedViewProps) {
  const styles = useStyles2(getStyles);
  const isJudged = address.state.graph.transforms?.every(leavesSelves) ?? true;
  const rowVerdicts = useMemo(() => (verdicts && !isJudged ? notJudged(verdicts) : verdicts), [verdicts, isJudged]);
  const { width, norm } = versus;
  const make = useMemo(
    () => () =>
      compareSidesInSteps(
        typeId,
        unitOfValues,
        {
          before: { graph: before.graph, series: before.series, counted: before.counted, files: before.files },
          after: { graph: after.graph, series: after.series, counted: after.counted, files: after.files },
        },
        { width, norm, differ }
      ),
    [
      typeId,
      unitOfValues,
      before.graph,
      after.graph,
      before.series,
      after.series,
      before.counted,
      after.counted,
      before.files,
      after.files,
      width,
      norm,
      differ,
    ]
  );
  const [left, right] = [before.graph.profile, after.graph.profile];
  const both = useMemo(() => ({ length: left.length + right.length, origin: undefined }), [left, right]);
  const { value } = useSliced(both, make, isLarge(both));
  // Of large profiles what was shown before stays meanwhile: the comparison before, else the first side.
  const [latest, setLatest] = useState(value);
  if (value && value !== latest) {
    setLatest(value);
  }
  const compared = value ?? latest;
  const unit = compared?.unit ?? unitOfValues;
  const frames = compared?.profile.frames;
  const format = useCallback(
    (amount: number) => (unit === 'share' ? formatShare(amount, 1) : formatValue(amount, unit)),
    [unit]
  );
  const itemsOf = useMemo(
    () => symbolItems && frames && ((name: string) => symbolItems(name, frames)),
    [symbolItems, frames]
  );
  if (compared === undefined) {
    const { onStateChange } = view;
    return (
      <OneSide {...{ address, unit, onStateChange }} shown={after.graph} exporting={undefined} stale>
        <SideLine side={after} />
        <SideLine side={before} vs />
      </OneSide>
    );
  }
  const { facts } = compared;
  const names = { before: before.name, after: after.name };
  return (
    <>
      <div className={styles.bar} data-testid="comparison">
        <SideLine side={after} instances={instancesWords(facts.after)} />
        <SideLine side={before} instances={instancesWords(facts.before)} vs />
        <Differences facts={facts} covered={[before.series?.covered, after.series?.covered]} />
        <div className={styles.row}>
          <Choices
            compared={compared}
            width={width}
            onChange={(part) => address.go((state) => ({ ...state, versus: { ...versus, ...part } }))}
          />
          {actions(compared)}
        </div>
        {address.state.graph.layout === 'tree' && (
          <span role="note">
            {t(
              'compare.no-tree',
              'The call tree has the numbers of one profile: open either side alone to see its own.'
            )}
          </span>
        )}
      </div>
      {opened?.(compared)}
      <ProfileView
        {...view}
        stale={view.stale || value === undefined}
        profile={compared.profile}
        changes={compared.changes}
        verdicts={rowVerdicts}
        state={address.state.graph}
        exporting={
          exporting && {
            ...exporting,
            unit,
            facts: async () => ({ ...(await exporting.facts()), comparedWith: before.nameInEnglish ?? before.name }),
          }
        }
        symbolItems={itemsOf}
        formatValue={format}
        header={<Settled compared={compared} />}
        arrange={
          width === 'side'
            ? (profile, graphOf) => <SideBySide {...{ profile, graphOf, names }} formatValue={format} />
            : undefined
        }
      />
    </>
  );
}

interface OneSideProps extends Pick<
  ProfileViewProps,
  'onStateChange' | 'onOverTime' | 'exporting' | 'own' | 'stale' | 'header'
> {
  address: Steps;
  /** the side that is there; undefined: neither is */
  shown: Pick<AnsweredSide['graph'], 'profile'> | undefined;
  unit: string;
  /** what is missing, and what can be done */
  children: ReactNode;
}

/** A comparison of which one side is missing: the other one stays. */
export function OneSide({ address, shown, unit, children, ...view }: OneSideProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <div className={styles.bar}>{children}</div>
      {shown && (
        <ProfileView
          {...view}
          profile={shown.profile}
          state={address.state.graph}
          formatValue={(amount) => formatValue(amount, unit)}
        />
      )}
    </>
  );
}

interface SideLineProps {
  side: ShownSide;
  instances?: string;
  /** it is what the other one is compared with */
  vs?: boolean;
}

/** "this range · 3 instances · covers 58 min of 60 · complete · 4,758 samples" */
function SideLine({ side: { name, coverage, notes }, instances, vs = false }: SideLineProps) {
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
      {notes}
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
