import { t } from '../../../i18n';
import { visibleValue } from '../../common/visibleValue';
import { describeType } from '../../../query/catalogue';
import { type RangeSeries } from '../../../pyroscope/rangeSeries';

/** What the lines count: "cores", "B/s", "goroutines". Sums of snapshots are named as what they are. */
export function timelineTitle(
  typeId: string,
  { kind, unit, stepMs }: Pick<RangeSeries, 'kind' | 'unit' | 'stepMs'>
): string {
  const { sampleType = '' } = describeType(typeId) ?? {};
  if (kind === 'rate') {
    const rates: Record<string, string> = {
      cores: t('timeline.cores', 'cores'),
      binBps: t('timeline.bytes-per-second', 'B/s'),
      ops: t('timeline.per-second', '{{what}} per second', { what: sampleType.replaceAll('_', ' ') }),
    };
    return (
      rates[unit] ?? t('timeline.time-per-second', '{{what}} per second', { what: sampleType.replaceAll('_', ' ') })
    );
  }
  const what = sampleType === 'goroutine' ? t('timeline.goroutines', 'goroutines') : sampleType.replaceAll('_', ' ');
  return kind === 'value'
    ? what
    : t('timeline.sum', '{{what}}, snapshots summed per {{seconds}} s', { what, seconds: stepMs / 1000 });
}

export function seriesName(labels: Readonly<Record<string, string>>, split: string): string {
  const value = labels[split];
  return value ? visibleValue(value) : t('timeline.no-value', '(none)');
}
