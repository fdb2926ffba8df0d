import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, IconButton, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ReactNode } from 'react';
import { t } from '../../../../i18n';
import {
  slicedFunction,
  type Doubt,
  type FunctionInLabel,
  type FunctionMeasure,
  type FunctionSlice as Slice,
  type SlicedFunction,
} from '../../../../profile/change/functionSlices';
import { functionShare, type FunctionShare } from '../../../../profile/functionByLabel';
import { type BySide, type Profile } from '../../../../profile/model';
import { type LabelSeriesAnswer } from '../../../../pyroscope/labelSeries';
import { type AbsoluteRange } from '../../../../pyroscope/query';
import { matchersOf } from '../../../../subject/subject';
import { formatValue } from '../../../../values';
import { ValueActions, valueText } from '../../labels/ValueActions';
import { formatShare } from '../../labels/ValueRow';
import { AskingLine, OlderNote } from '../../onDemand/AskingLine';
import { FoundPanel, FoundTable, shownName } from '../../onDemand/FoundTable';
import { isSameRange } from '../../onDemand/sameRange';
import { useOnDemand } from '../../onDemand/useOnDemand';
import { wishOf, type Tab } from '../../useTab';
import { isComplete, type Compared } from '../sides';
import { askForFunction, type FunctionRequest } from './askForFunction';
import { planLabels, type LabelPlan } from './functionPlan';
import { askForLabels, oneSideText } from './WhichSlice';

interface FunctionSliceProps {
  tab: Tab;
  typeId: string;
  /** the function's, as the comparison has it */
  name: string;
  compared: Compared;
  /** the sides' own profiles */
  profiles: BySide<Profile>;
  ranges: BySide<AbsoluteRange>;
  /** what the sides come to a second that profiles cover, as the summary says it */
  averages: BySide<number>;
  onClose(): void;
}

/** Parts of a smaller change say nothing. */
const LEAST_CHANGE = 0.05;

/**
 * Over which label's values the change of one function lies unevenly. First it is asked which labels there are, by their
 * series; profiles of their values only once a person has seen how many that are.
 */
export function FunctionSlice(props: FunctionSliceProps) {
  const styles = useStyles2(getStyles);
  const title = t('slices.of', 'Which slice of {{name}}', { name: shownName(props.name) });
  const sides = useFunction(props);
  const { before, after } = sides.rates;
  const isChanged = Math.abs(after - before) >= LEAST_CHANGE * Math.max(before, after) && before + after > 0;
  return (
    <FoundPanel label={title} testId="function-slice">
      <div className={styles.line}>
        <strong>{title}</strong>
        <IconButton name="times" size="sm" aria-label={t('slices.close', 'Close')} onClick={props.onClose} />
      </div>
      {isChanged ? (
        <Labels {...props} sides={sides} />
      ) : (
        <div role="status">{t('slices.unchanged', 'It changed by less than 5 %: there is nothing to look for')}</div>
      )}
    </FoundPanel>
  );
}

interface FunctionSides {
  readonly names: BySide<string>;
  readonly whole: BySide<FunctionShare>;
  readonly measure: FunctionMeasure;
  readonly rates: BySide<number>;
}

/** What the comparison itself knows of the function. */
function useFunction({ name, compared, profiles, averages }: FunctionSliceProps): FunctionSides {
  return useMemo(() => {
    const { joined, samples } = compared.profile.sides ?? {};
    const names = { before: joined?.get(name) ?? name, after: name };
    const whole = {
      before: functionShare(profiles.before, names.before),
      after: functionShare(profiles.after, names.after),
    };
    const factors = {
      before: averages.before / whole.before.whole,
      after: averages.after / whole.after.whole,
    };
    return {
      names,
      whole,
      rates: { before: whole.before.least * factors.before, after: whole.after.least * factors.after },
      measure: {
        factors,
        samples:
          samples?.before !== undefined && samples.after !== undefined
            ? { before: samples.before / whole.before.whole, after: samples.after / whole.after.whole }
            : undefined,
      },
    };
  }, [name, compared, profiles, averages]);
}

type LabelsProps = FunctionSliceProps & { sides: FunctionSides };

/** Asks which labels there are. */
function Labels(props: LabelsProps) {
  const { tab, typeId, ranges } = props;
  const onDemand = useOnDemand(
    () => ({
      dataSource: tab.chosen.dataSource,
      request: {
        profileTypeId: typeId,
        labelSelector: tab.profile.selector,
        minStepMs: tab.minStepMs,
        ...ranges,
      },
    }),
    askForLabels
  );
  return (
    <>
      <AskingLine
        onDemand={onDemand}
        progress={(answered, asked) => t('slices.progress', '{{answered}} of {{asked}} labels', { answered, asked })}
      />
      {onDemand.asking.kind === 'known' && <LabelsChoice {...props} answer={onDemand.asking.value} />}
    </>
  );
}

type KnownLabelsProps = LabelsProps & { answer: LabelSeriesAnswer };

/** Which labels are to be looked at, what that costs, and what was found. */
function LabelsChoice(props: KnownLabelsProps) {
  const { answer, sides } = props;
  const styles = useStyles2(getStyles);
  const { plans, first } = useMemo(() => planLabels(answer.labels), [answer]);
  const [chosen, setChosen] = useState<readonly string[]>(first);
  const [asked, setAsked] = useState<readonly LabelPlan[]>();
  const wanted = plans.filter(({ label }) => chosen.includes(label));
  const requests = wanted.reduce((sum, plan) => sum + plan.requests, 0);
  if (plans.length === 0) {
    return <div role="status">{t('slices.none', 'No label has more than one value here')}</div>;
  }
  const toggle = (label: string) =>
    setChosen(chosen.includes(label) ? chosen.filter((other) => other !== label) : [...chosen, label]);
  return (
    <>
      <div>{changeText(sides.rates, answer.unit)}</div>
      <div className={styles.line} role="group" aria-label={t('slices.labels', 'Labels to look at')}>
        {plans.map(({ label, values, more }) => (
          <Checkbox
            key={label}
            label={valuesText(label, values.length, more)}
            value={chosen.includes(label)}
            onChange={() => toggle(label)}
          />
        ))}
        <Button
          size="sm"
          variant="secondary"
          disabled={requests === 0 || labelsOf(asked) === labelsOf(wanted)}
          onClick={() => setAsked(wanted)}
        >
          {t('slices.ask', '', {
            count: requests,
            defaultValue_one: 'Ask for {{count}} profile',
            defaultValue_other: 'Ask for {{count}} profiles',
          })}
        </Button>
      </div>
      {asked && <FoundSlices key={labelsOf(asked)} {...props} plans={asked} />}
    </>
  );
}

const labelsOf = (plans: readonly LabelPlan[] = []) => JSON.stringify(plans.map(({ label }) => label));

function valuesText(label: string, values: number, more: number): string {
  return more === 0
    ? t('slices.values', '{{label}} ({{values}} values)', { label, values })
    : t('slices.most-values', '{{label}} (the largest {{values}} of {{all}} values)', {
        label,
        values,
        all: values + more,
      });
}

type Round = FunctionRequest & { measure: FunctionMeasure };

const ask = async (round: Round | undefined, ...rest: [AbortSignal, (answered: number, asked: number) => void]) =>
  round === undefined ? [] : askForFunction(round, ...rest);

/** Asks for the profiles of the values, and shows where the change lies. */
function FoundSlices({
  tab,
  typeId,
  compared,
  ranges,
  sides,
  answer,
  plans,
}: KnownLabelsProps & { plans: readonly LabelPlan[] }) {
  const onDemand = useOnDemand<Round | undefined, FunctionInLabel[]>(
    () =>
      tab.asked && {
        dataSource: tab.asked.dataSource,
        request: {
          profileTypeId: typeId,
          maxNodes: tab.settings.defaultMaxNodes,
          // Those of both sides came within their budget: parts of them will.
          ...(isComplete(compared) && { whole: wishOf(tab.address.state, tab.settings).budget }),
        },
        matchers: matchersOf(tab.asked),
        ranges,
        plans,
        ...sides,
      },
    ask
  );
  const { round, asking } = onDemand;
  const found = asking.kind === 'known' ? asking.value : undefined;
  const sliced = useMemo(() => found && round && slicedFunction(found, round.measure), [found, round]);
  const isOfNow =
    round && isSameRange(round.ranges.after, ranges.after) && isSameRange(round.ranges.before, ranges.before);
  return (
    <>
      <AskingLine
        onDemand={onDemand}
        progress={(answered, asked) => t('slices.profiles', '{{answered}} of {{asked}} profiles', { answered, asked })}
      />
      {sliced && round && (
        <>
          {!isOfNow && <OlderNote range={round.ranges.after} onAgain={onDemand.again} />}
          <SliceTable sliced={sliced} unit={answer.unit} tab={tab} />
        </>
      )}
    </>
  );
}

function SliceTable({ sliced, unit, tab }: { sliced: readonly SlicedFunction[]; unit: string; tab: Tab }) {
  const styles = useStyles2(getStyles);
  const heads = [
    t('slices.value', 'Value'),
    t('slices.function-sides', 'Function before → now'),
    t('slices.of-its-change', 'Of its change'),
    t('slices.of-its-base', 'Of it before'),
    t('slices.of-value', 'Of the value’s total'),
    t('slices.sure', 'How sure'),
    '',
  ];
  const isTelling = ({ slices, onlyBefore, onlyAfter }: SlicedFunction) =>
    slices.length + onlyBefore.length + onlyAfter.length > 0;
  const even = sliced.filter((one) => !isTelling(one)).map(({ label }) => label);
  return (
    <>
      {sliced.some(isTelling) && (
        <FoundTable label={t('slices.function-label', 'Where the function changed')} heads={heads}>
          {sliced.filter(isTelling).map(({ label, slices, onlyBefore, onlyAfter }) => {
            const row = (slice: Slice, told: ReactNode, known: boolean) => (
              <tr key={slice.value}>
                <th scope="row">{`${label} = ${valueText(label, slice.value)}`}</th>
                <td>{`${formatValue(slice.before, unit)} → ${formatValue(slice.after, unit)}`}</td>
                <td>{known ? formatShare(slice.explains) : told}</td>
                <td>{known ? formatShare(slice.base) : ''}</td>
                <td>{sharesText(slice.shares)}</td>
                <td>{known ? told : ''}</td>
                <td>
                  <ValueActions label={label} value={slice.value} tab={tab} />
                </td>
              </tr>
            );
            return (
              <tbody key={label}>
                {slices.map((slice) => row(slice, doubtText(slice.doubt), true))}
                {onlyAfter.map((slice) => row(slice, t('slices.only-now', 'only now'), false))}
                {onlyBefore.length + onlyAfter.length > 0 && (
                  <tr>
                    <td colSpan={heads.length} className={styles.more}>
                      {oneSideText(label, onlyBefore.length, onlyAfter.length)}
                    </td>
                  </tr>
                )}
              </tbody>
            );
          })}
        </FoundTable>
      )}
      {even.length > 0 && (
        <div>
          {t('slices.function-even', 'Its change is spread as it was before over these labels: {{labels}}', {
            labels: even.join(', '),
          })}
        </div>
      )}
    </>
  );
}

/** "It rose by 0.3 cores (0.2 cores → 0.5 cores). …" */
function changeText({ before, after }: BySide<number>, unit: string): string {
  const by = formatValue(Math.abs(after - before), unit);
  const texts = { before: formatValue(before, unit), after: formatValue(after, unit) };
  return [
    after >= before
      ? t('slices.function-rose', 'It rose by {{by}} ({{before}} → {{after}}).', { by, ...texts })
      : t('slices.function-fell', 'It fell by {{by}} ({{before}} → {{after}}).', { by, ...texts }),
    t(
      'slices.no-cause',
      'A slice is a share of instances, not a cause: as long as nobody knows the traffic, there may just be more of it.'
    ),
  ].join(' ');
}

/** "3.1 % → 12 %" of all that the value's profiles have; on one side only where the other lacks it. */
function sharesText({ before, after }: Slice['shares']): string {
  return [before, after].map((share) => (share === undefined ? '–' : formatShare(share))).join(' → ');
}

const DOUBTS: Readonly<Record<Doubt, () => string>> = {
  uncounted: () => t('slices.uncounted', 'cannot tell: samples of this type cannot be counted'),
  new: () => t('slices.new', 'cannot tell: the function is new'),
  few: () => t('slices.few', 'cannot tell: too few samples'),
  open: () => t('slices.open', 'cannot tell: not all was loaded'),
  moving: () => t('slices.moving', 'cannot tell: the total moves as much by itself, or the time before is too short'),
};

const doubtText = (doubt: Doubt | undefined) =>
  doubt === undefined ? t('slices.no-chance', 'more than chance') : DOUBTS[doubt]();

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  more: css({ color: theme.colors.text.secondary }),
});
