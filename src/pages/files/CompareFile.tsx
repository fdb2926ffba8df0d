import { Button } from '@grafana/ui';
import React, { useState } from 'react';
import { t } from '../../i18n';
import { listDataSources } from '../../pyroscope/dataSources';
import { compareWith } from '../../viewstate/versus';
import { type Steps } from '../common/useAddress';
import { FileDialog } from './FileDialog';
import { ServiceDialog } from './ServiceDialog';

/** Begins a comparison of a file: with another one, or with what a data source has. */
export function CompareFile({ address }: { address: Steps }) {
  const [choosing, setChoosing] = useState<'file' | 'service'>();
  const close = () => setChoosing(undefined);
  const choices = [
    { with: 'file', label: t('files.compare', 'Compare with a file') },
    ...(listDataSources().length > 0
      ? [{ with: 'service', label: t('files.compare-service', 'Compare with a service') } as const]
      : []),
  ] as const;
  return (
    <>
      {choices.map(({ with: other, label }) => (
        <Button
          key={other}
          size="sm"
          variant="secondary"
          fill="text"
          icon="exchange-alt"
          onClick={() => setChoosing(other)}
        >
          {label}
        </Button>
      ))}
      {choosing === 'file' && (
        <FileDialog
          onOpened={(file) => address.go((state) => compareWith(state, { other: { file } }))}
          onClose={close}
        />
      )}
      {choosing === 'service' && <ServiceDialog address={address} onClose={close} />}
    </>
  );
}
