import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { memo, useMemo } from 'react';
import { t } from '../../../i18n';
import { type Series } from '../../../query/series';
import { useTimeFormat } from '../../common/timeFormat';

interface PointsTableProps {
  title: string;
  series: Series[];
  names: string[];
  span: { from: number; to: number };
  /** `column` counts the series */
  formatValue(value: number, column: number): string;
}

/** The lines as numbers, for screen readers: a canvas says nothing to them. */
export const PointsTable = memo(function PointsTable({ title, series, names, span, formatValue }: PointsTableProps) {
  const styles = useStyles2(getStyles);
  const rows = useMemo(() => rowsOf(series), [series]);
  const formatTime = useTimeFormat(span);
  return (
    // A table keeps its own size, whatever its style says; only a box around it can hide it.
    <div className={styles.hidden}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('timeline.time', 'Time')}</th>
            {names.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, values }) => (
            <tr key={time}>
              <th scope="row">{formatTime(time)}</th>
              {values.map((value, i) => (
                <td key={i}>{value === undefined ? '' : formatValue(value, i)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

function rowsOf(series: Series[]): Array<{ time: number; values: Array<number | undefined> }> {
  const columns = series.map(({ times, values }) => new Map(times.map((time, i) => [time, values[i]])));
  const times = [...new Set(series.flatMap((one) => one.times))].sort((a, b) => a - b);
  return times.map((time) => ({ time, values: columns.map((column) => column.get(time)) }));
}

const getStyles = () => ({
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: -1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
