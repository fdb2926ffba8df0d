import { LinkButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type DataSourceChoice } from '../../pyroscope/dataSources';
import { StateMessage } from './StateMessage';

/** There is nothing to ask: no Pyroscope data source at all, or not the one of the link. */
export function NoDataSource({ choice }: { choice: Exclude<DataSourceChoice, { kind: 'chosen' }> }) {
  if (choice.kind === 'missing') {
    return (
      <StateMessage title={t('data-source.missing', 'Grafana has no data source {{uid}}', { uid: choice.uid })}>
        {t('data-source.missing-help', 'The link names it. Choose another one above, if it holds the same profiles.')}
      </StateMessage>
    );
  }
  return (
    <StateMessage
      title={t('data-source.none', 'There is no Pyroscope data source')}
      actions={
        <LinkButton href="/connections/datasources/grafana-pyroscope-datasource">
          {t('data-source.add', 'Add one')}
        </LinkButton>
      }
    >
      {t(
        'data-source.none-help',
        'Profiles come from a data source of type Grafana Pyroscope; an administrator adds it.'
      )}
    </StateMessage>
  );
}
