import { getDataSourceSrv } from '@grafana/runtime';
import { Button, FieldSet } from '@grafana/ui';
import React, { useState } from 'react';
import { t } from '../../i18n';
import { CORRELATED_TYPES, createCorrelation, type Outcome, type Source } from './createCorrelation';

/** Links from what Explore shows of traces, logs and metrics to the profiles of the service in each row. */
export function Correlations() {
  const [sources] = useState(listSources);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    for (const source of sources) {
      const outcome = await createCorrelation(source);
      setOutcomes((before) => new Map(before).set(source.uid, outcome));
    }
    setBusy(false);
  };
  return (
    <FieldSet label={t('correlations.title', 'Links from traces, logs and metrics')}>
      <p>
        {t(
          'correlations.help',
          'Creates a correlation for each data source below: Explore then leads from its results to the profiles of their service.'
        )}
      </p>
      {sources.length === 0 ? (
        <p>{t('correlations.none', 'This organization has no Tempo, Loki or Prometheus data source.')}</p>
      ) : (
        <>
          <ul role="status">
            {sources.map((source) => (
              <li key={source.uid}>
                {source.name} ({source.type}) {wordsFor(outcomes.get(source.uid))}
              </li>
            ))}
          </ul>
          <Button variant="secondary" disabled={busy} onClick={() => void create()}>
            {t('correlations.create', 'Create correlations')}
          </Button>
        </>
      )}
    </FieldSet>
  );
}

function wordsFor(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case undefined:
      return '';
    case 'created':
      return t('correlations.created', '– created');
    case 'there':
      return t('correlations.there', '– already there');
    case 'failed':
      return t('correlations.failed', '– not created: {{words}}', { words: outcome.words });
  }
}

function listSources(): Source[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what takes its place is not in 12.3
  const all = getDataSourceSrv().getList({ type: CORRELATED_TYPES });
  // The list also holds Grafana's built-in ones, whatever type was asked for.
  return all.filter(({ type }) => CORRELATED_TYPES.includes(type)).map(({ uid, name, type }) => ({ uid, name, type }));
}
