import { countText, t } from '../../../i18n';
import type { Side } from '../../../profile/model';
import { instancesOf, type Normalization, type SideFacts } from '../../../query/normalization';

/** What both sides are divided by, with the formula. */
export const normTexts: Readonly<Record<Normalization, { label(): string; formula(): string }>> = {
  instance: {
    label: () => t('compare.per-instance', 'Per instance'),
    formula: () =>
      t('compare.per-instance-help', 'Value / seconds that profiles cover, added up over the instances of each side'),
  },
  second: {
    label: () => t('compare.per-second', 'Per second'),
    formula: () => t('compare.per-second-help', 'Value / seconds that profiles cover on each side'),
  },
  profile: {
    label: () => t('compare.per-profile', 'Per profile'),
    formula: () => t('compare.per-profile-help', 'Value / number of snapshots that it is the sum of'),
  },
  share: {
    label: () => t('compare.share', 'Share of total'),
    formula: () => t('compare.share-help', 'Value / total of its side: what did not change shrinks where others grow'),
  },
  none: {
    label: () => t('compare.absolute', 'Absolute'),
    formula: () => t('compare.absolute-help', 'Value as measured'),
  },
};

/** "Value / seconds …: / 3,480 s before, / 3,500 s after. Assumes continuous profiling." */
export function explainNorm(norm: Normalization, facts: Readonly<Record<Side, SideFacts>>, isRate: boolean): string {
  const divisor = (side: SideFacts): number | undefined =>
    ({
      instance: side.instanceSeconds,
      second: side.coveredSeconds,
      profile: side.profiles,
      share: undefined,
      none: undefined,
    })[norm];
  const [before, after] = [divisor(facts.before), divisor(facts.after)];
  const round = (value: number) => countText(Number(value.toPrecision(4)));
  const figures =
    before === undefined || after === undefined
      ? ''
      : `: ${t('compare.divisors', '{{before}} before, {{after}} after', {
          before: round(before),
          after: round(after),
        })}`;
  const assumed = isRate
    ? ` ${t('compare.continuous', 'Cores assume continuous profiling: a profiler that pauses cannot be told from an idle program.')}`
    : '';
  return `${normTexts[norm].formula()}${figures}.${assumed}`;
}

/** "3 instances"; of fractions the average over the range. */
export function instancesWords(facts: SideFacts): string | undefined {
  const instances = facts.profiles ?? instancesOf(facts);
  return instances === undefined
    ? undefined
    : t('compare.instances', '', {
        count: Math.round(10 * instances) / 10,
        shown: countText(Math.round(10 * instances) / 10),
        defaultValue_one: '{{shown}} instance',
        defaultValue_other: '{{shown}} instances',
      });
}
