import { Menu } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { lineOf } from '../common/FailedAnswer';
import { labelsToTry } from '../common/namespaceLabel';
import { valueOf } from './answer';
import { chooseNamespace, namespaceOptions } from './namespaceChoice';
import { nameOfNamespace, textOfFailed } from './namespaceTexts';
import { namespacesQuestion } from './questions';
import { ANY_TIME, useAnswer } from './useAnswer';
import { type Tab } from './useTab';

/** Asks only when it is opened. */
export function NamespaceMenu({ tab }: { tab: Tab }) {
  const { asked, settings } = tab;
  const { namespace } = tab.address.state.subject;
  const { label: known } = { label: undefined, ...asked?.namespace };
  const label = namespace.label ?? known;
  // Of no one namespace it is not known which label holds the others.
  const labels =
    asked?.namespace.kind === 'value' ? [asked.namespace.label] : labelsToTry(label, settings.namespaceLabels);
  const question = asked && namespacesQuestion(asked.dataSource, { ...asked, labels });
  const { answer } = useAnswer(question, ANY_TIME);
  const found = valueOf(answer);
  const options = found ? namespaceOptions({ ...found, label: found.label ?? labels[0] }) : [];
  return (
    <Menu ariaLabel={t('namespace.menu', 'Namespaces')}>
      {found === undefined && (
        <Menu.Item
          disabled
          label={answer.kind === 'failed' ? lineOf(answer.error) : t('namespace.asking', 'Loading namespaces…')}
        />
      )}
      {options.map((option) => (
        <Menu.Item
          key={JSON.stringify(option)}
          label={nameOfNamespace(option)}
          active={JSON.stringify(option) === JSON.stringify(asked?.namespace)}
          onClick={() => chooseNamespace(tab, option)}
        />
      ))}
      {found?.failed.map(({ label: name, error }) => (
        <Menu.Item key={name} disabled label={textOfFailed(name, lineOf(error))} />
      ))}
    </Menu>
  );
}
