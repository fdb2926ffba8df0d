import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2 } from '@grafana/ui';
import React from 'react';
import { Link } from 'react-router-dom';
import { t } from '../../i18n';
import { catalogue, type CatalogueGroup } from '../../query/catalogue';
import { type Service } from '../../pyroscope/services';
import { groupTexts } from '../common/groupTexts';
import { visibleValue } from '../common/visibleValue';
import { fitBadges } from './fitBadges';
import { getRowStyles } from './rowStyles';
import { UsageCell } from './UsageCell';
import { usageTypes, type Resource } from './usageTypes';
import { useServiceTypes, useUsage } from './useUsage';

interface ServiceRowProps {
  service: Service;
  namesOnly: boolean;
  to: string;
  index: number;
  /** px from the top of the first row */
  start: number;
  /** rows just outside the screen are drawn, but ask for nothing */
  onScreen: boolean;
  /** false while rows fly by */
  settled: boolean;
  /** of the column of types, px; 0 before it is laid out */
  typesWidth: number;
}

/** One service of one namespace. */
export function ServiceRow({ service, namesOnly, to, index, start, onScreen, settled, typesWidth }: ServiceRowProps) {
  const styles = useStyles2(getStyles);
  const row = useStyles2(getRowStyles);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      className={cx(row.row, styles.body)}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="cell" className={styles.cell}>
        <Link to={to} className={styles.link} title={visibleValue(service.name)}>
          {visibleValue(service.name)}
        </Link>
      </span>
      <span role="cell" className={styles.cell}>
        {service.namespace === undefined ? (
          <span className={styles.none}>
            {namesOnly ? t('services.not-known', 'not known') : t('services.no-namespace', 'none')}
          </span>
        ) : (
          visibleValue(service.namespace)
        )}
      </span>
      {onScreen ? (
        <AskedCells service={service} settled={settled} typesWidth={typesWidth} />
      ) : (
        <>
          <span role="cell" />
          <span role="cell" />
          <TypesCell types={service.types} width={typesWidth} />
        </>
      )}
    </div>
  );
}

/** The cells that queries of their own fill. */
function AskedCells({ service, settled, typesWidth }: { service: Service; settled: boolean; typesWidth: number }) {
  const types = useServiceTypes(service, settled);
  return (
    <>
      <ResourceCell resource="cpu" service={service} types={types} settled={settled} />
      <ResourceCell resource="memory" service={service} types={types} settled={settled} />
      <TypesCell types={types} width={typesWidth} />
    </>
  );
}

interface ResourceCellProps {
  resource: Resource;
  service: Service;
  types: string[] | undefined;
  settled: boolean;
}

function ResourceCell({ resource, service, types, settled }: ResourceCellProps) {
  const styles = useStyles2(getStyles);
  const answer = useUsage(resource, service, { types, settled });
  return (
    <span role="cell" className={styles.cell} data-resource={resource}>
      <UsageCell sent={types && usageTypes(resource, types).length > 0} answer={answer} />
    </span>
  );
}

/** Wall-clock time, or time off CPU, alone says nothing of the CPU, and the column beside it says so. */
function badgeOf({ id, types }: CatalogueGroup): string {
  const clocks = types.map(({ clock }) => clock);
  if (id !== 'cpu' || clocks.includes('cpu')) {
    return groupTexts[id]();
  }
  return clocks.includes('wall') ? t('services.wall', 'Wall') : t('services.off-cpu', 'Off CPU');
}

function TypesCell({ types, width }: { types: string[] | undefined; width: number }) {
  const styles = useStyles2(getRowStyles);
  const labels = types ? catalogue(types).map(badgeOf) : [];
  const shown = fitBadges(labels, width);
  return (
    <span role="cell" className={styles.types} title={types?.join('\n')}>
      {labels.slice(0, shown).map((label) => (
        <Badge key={label} text={label} color="blue" />
      ))}
      {shown < labels.length && (
        <Badge
          text={`${shown > 0 ? '+' : ''}${labels.length - shown}`}
          color="blue"
          tooltip={labels.slice(shown).join(', ')}
        />
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    '&:hover, &:focus-within': { background: theme.colors.action.hover },
  }),
  cell: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  none: css({ color: theme.colors.text.secondary, fontStyle: 'italic' }),
});
