import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type DataSourceChoice } from '../../pyroscope/dataSources';
import { DocLink } from './docs';
import { hrefOf } from './hrefOf';
import { mayDo } from './permissions';
import { StateMessage } from './StateMessage';

interface NoDataSourceProps {
  choice: Exclude<DataSourceChoice, { kind: 'chosen' }>;
  onChoose(uid: string): void;
}

/** There is nothing to ask: no Pyroscope data source at all, or not the one of the link. */
export function NoDataSource({ choice, onChoose }: NoDataSourceProps) {
  if (choice.kind === 'missing') {
    return (
      <StateMessage
        title={t('data-source.missing', 'Grafana has no data source {{uid}}', { uid: choice.uid })}
        actions={choice.dataSources.map(({ uid, name }) => (
          <Button key={uid} variant="secondary" onClick={() => onChoose(uid)}>
            {name}
          </Button>
        ))}
      >
        {t(
          'data-source.missing-help',
          'The link asks for it, but it was deleted or you may not see it. Choose another one if it has the same profiles.'
        )}
      </StateMessage>
    );
  }
  return (
    <StateMessage
      title={t('data-source.none', 'There is no Pyroscope data source')}
      actions={
        <>
          {mayDo('datasources:create') && (
            <LinkButton href={hrefOf('/connections/datasources/grafana-pyroscope-datasource')}>
              {t('data-source.add', 'Add one')}
            </LinkButton>
          )}
          <DocLink to="profiling" />
          <DocLink to="continuous" />
        </>
      }
    >
      {t(
        'data-source.none-help',
        'Profiles come from a data source of type Grafana Pyroscope; an administrator adds it.'
      )}
    </StateMessage>
  );
}
