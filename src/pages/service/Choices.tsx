import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { paths } from '../../plugin';
import { type NamespaceAnswer } from '../../query/namespace';
import { hrefOf } from '../common/hrefOf';
import { StateMessage } from '../common/StateMessage';
import { type Address } from '../common/useAddress';

export function ChooseService() {
  return (
    <StateMessage
      title={t('choose.service', 'The link names no service')}
      actions={<LinkButton href={hrefOf(paths.services)}>{t('choose.all-services', 'All services')}</LinkButton>}
    />
  );
}

type Several = Extract<NamespaceAnswer, { kind: 'several' }>;

/** The same name in prod and staging is two services: a person says which one is meant. */
export function ChooseNamespace({ address, answer }: { address: Address; answer: Several }) {
  return (
    <StateMessage
      title={t('choose.namespace', '{{service}} runs in several namespaces', { service: address.state.service })}
      actions={answer.namespaces.map((namespace) => (
        <Button
          key={namespace}
          variant="secondary"
          onClick={() => address.go((state) => ({ ...state, namespace, namespaceLabel: answer.label }))}
        >
          {namespace}
        </Button>
      ))}
    >
      {t('choose.namespace-help', 'Which one do you want to see? (label {{label}})', { label: answer.label })}
    </StateMessage>
  );
}
