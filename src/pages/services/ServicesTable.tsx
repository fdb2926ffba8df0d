import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useRef } from 'react';
import { t } from '../../i18n';
import { type Service } from '../../pyroscope/services';
import { useWidth } from '../common/useWidth';
import { keyOf, type ListSort } from './ranking';
import { getRowStyles, ROW_HEIGHT } from './rowStyles';
import { ServiceRow } from './ServiceRow';
import { SortHeader } from './SortHeader';
import { useRowKeys } from './useRowKeys';

interface ServicesTableProps {
  services: Service[];
  /** their namespaces are not known */
  namesOnly: boolean;
  /** their order is about to be known: no row is drawn */
  waiting: boolean;
  /** whether the pointer is on the rows */
  onPointed(pointed: boolean): void;
  linkTo(service: Service): string;
  sort: ListSort;
  onSort(sort: ListSort): void;
  /** CSS pixels from the top, where the list begins */
  startOffset: number;
  onScroll(offset: number): void;
}

/** Services, one row for each namespace that a service runs in; only rows on screen are in the page. */
export function ServicesTable(props: ServicesTableProps) {
  const { services, namesOnly, waiting, onPointed, linkTo, sort, onSort, startOffset, onScroll } = props;
  const styles = useStyles2(getStyles);
  const { row } = useStyles2(getRowStyles);
  const scroller = useRef<HTMLDivElement>(null);
  const typesHead = useRef<HTMLSpanElement>(null);
  const typesWidth = useWidth(typesHead);
  const rows = useVirtualizer({
    count: services.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    // The head stays in sight and takes a row's height.
    scrollPaddingEnd: ROW_HEIGHT,
    getItemKey: (index) => keyOf(services[index]),
    initialOffset: startOffset,
    initialRect: { width: 800, height: 600 },
  });
  const onKeyDown = useRowKeys(rows, services.length);
  const header = { sort, onSort };
  const visible = rows.calculateRange();
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={t('services.table', 'Services')}
      aria-rowcount={services.length + 1}
      onKeyDown={onKeyDown}
      onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={row}>
          <SortHeader column="name" label={t('services.service', 'Service')} {...header} />
          <span role="columnheader">{t('services.namespace', 'Namespace')}</span>
          <SortHeader column="cpu" label={t('services.cpu', 'CPU')} {...header} />
          <SortHeader column="memory" label={t('services.memory', 'Memory')} {...header} />
          <span role="columnheader" ref={typesHead} className={styles.typesHead}>
            {t('services.types', 'Profile types')}
          </span>
        </div>
      </div>
      <div
        role="rowgroup"
        style={{ height: rows.getTotalSize(), position: 'relative' }}
        onPointerEnter={() => onPointed(true)}
        onPointerLeave={() => onPointed(false)}
      >
        {(waiting ? [] : rows.getVirtualItems()).map(({ index, key, start }) => (
          <ServiceRow
            key={key}
            service={services[index]}
            namesOnly={namesOnly}
            to={linkTo(services[index])}
            index={index}
            start={start}
            onScreen={visible !== null && index >= visible.startIndex && index <= visible.endIndex}
            settled={!rows.isScrolling}
            typesWidth={typesWidth}
          />
        ))}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ flex: 1, minHeight: 200, overflow: 'auto', border: `1px solid ${theme.colors.border.weak}` }),
  typesHead: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  head: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    background: theme.colors.background.secondary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
