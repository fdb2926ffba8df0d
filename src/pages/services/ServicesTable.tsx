import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useRef } from 'react';
import { Link } from 'react-router-dom';
import { t } from '../../i18n';
import { type Service } from '../../pyroscope/services';
import { catalogue } from '../../query/catalogue';

const ROW_HEIGHT = 36;

interface ServicesTableProps {
  services: Service[];
  linkTo(service: Service): string;
}

/** Services, one row for each namespace that a service runs in; only rows on screen are in the page. */
export function ServicesTable({ services, linkTo }: ServicesTableProps) {
  const styles = useStyles2(getStyles);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: services.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    initialRect: { width: 800, height: 600 },
  });
  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-rowcount={services.length + 1}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          <span role="columnheader">{t('services.service', 'Service')}</span>
          <span role="columnheader">{t('services.namespace', 'Namespace')}</span>
          <span role="columnheader">{t('services.types', 'Profile types')}</span>
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className={cx(styles.row, styles.bodyRow)}
            style={{ transform: `translateY(${start}px)` }}
          >
            <ServiceCells service={services[index]} to={linkTo(services[index])} />
          </div>
        ))}
      </div>
    </div>
  );
}

function ServiceCells({ service, to }: { service: Service; to: string }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <span role="cell" className={styles.cell}>
        <Link to={to} className={styles.link} title={service.name}>
          {service.name}
        </Link>
      </span>
      <span role="cell" className={styles.cell}>
        {service.namespace ?? <span className={styles.none}>{t('services.no-namespace', 'none')}</span>}
      </span>
      <span role="cell" className={styles.types} title={service.types?.join('\n')}>
        {service.types && catalogue(service.types).map(({ id, label }) => <Badge key={id} text={label} color="blue" />)}
      </span>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ flex: 1, minHeight: 200, overflow: 'auto', border: `1px solid ${theme.colors.border.weak}` }),
  head: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    background: theme.colors.background.secondary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 3fr)',
    alignItems: 'center',
    gap: theme.spacing(2),
    height: ROW_HEIGHT,
    padding: theme.spacing(0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  bodyRow: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    '&:hover': { background: theme.colors.action.hover },
  }),
  cell: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  none: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
  types: css({ display: 'flex', gap: theme.spacing(0.5), overflow: 'hidden' }),
});
