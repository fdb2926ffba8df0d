import { Button } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { withSubject } from '../../viewstate/changes';
import { StateMessage } from './StateMessage';
import { type Steps } from './useAddress';

export function UnreadableRange({ address }: { address: Steps }) {
  return (
    <StateMessage
      title={t('choose.range', 'The time range of the link cannot be read')}
      actions={
        <Button onClick={() => address.go((state) => withSubject(state, { range: { from: 'now-1h', to: 'now' } }))}>
          {t('choose.last-hour', 'Show the last hour')}
        </Button>
      }
    />
  );
}
