import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type FoundNamespaces } from '../../pyroscope/namespaces';
import { lineOf } from '../common/FailedAnswer';
import { servicesLink } from '../common/servicesLink';
import { StateMessage } from '../common/StateMessage';
import { type Steps } from '../common/useAddress';
import { visibleValue } from '../common/visibleValue';
import { chooseNamespace, namespaceOptions } from './namespaceChoice';
import { nameOfNamespace, textOfFailed } from './namespaceTexts';
import { type Tab } from './useTab';

export function ChooseService({ address }: { address: Steps }) {
  return (
    <StateMessage
      title={t('choose.service', 'The link names no service')}
      actions={
        <LinkButton href={servicesLink(address.state.subject)}>{t('choose.all-services', 'All services')}</LinkButton>
      }
    />
  );
}

/** The same name in prod and staging is two services: a person says which one is meant, or that both are. */
export function ChooseNamespace({ tab, found }: { tab: Tab; found: FoundNamespaces & { label: string } }) {
  const { label, failed } = found;
  return (
    <StateMessage
      title={t('choose.namespace', '{{service}} runs in several namespaces', {
        service: visibleValue(tab.address.state.subject.service ?? ''),
      })}
      actions={namespaceOptions(found).map((option) => (
        <Button key={JSON.stringify(option)} variant="secondary" onClick={() => chooseNamespace(tab, option)}>
          {nameOfNamespace(option)}
        </Button>
      ))}
    >
      {t('choose.namespace-help', 'Which one do you want to see? (label {{label}})', { label })}
      {failed.map(({ label: name, error }) => (
        <div key={name}>{textOfFailed(name, lineOf(error))}</div>
      ))}
    </StateMessage>
  );
}
