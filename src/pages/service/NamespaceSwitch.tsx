import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Icon, Menu, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { lineOf } from '../common/FailedAnswer';
import { chooseNamespace, nameOfNamespace, namespaceOptions } from './namespaceChoice';
import { valueOf } from './answer';
import { namespacesQuestion } from './questions';
import { ANY_TIME, useAnswer } from './useAnswer';
import { type Tab } from './useTab';

/**
 * The namespace that is shown, and which label holds it where that is not the usual one; its menu leads to another one.
 * Nothing for a service whose profiles have none.
 */
export function NamespaceSwitch({ tab }: { tab: Tab }) {
  const styles = useStyles2(getStyles);
  const { address, asked, namespace, settings } = tab;
  const { kind } = address.state.subject.namespace;
  if (asked === undefined || (kind === 'undecided' && asked.namespace.kind === 'any')) {
    return null;
  }
  const name = nameOfNamespace(asked.namespace);
  const { label } = { label: undefined, ...asked.namespace };
  const unusual = label !== undefined && label !== settings.namespaceLabels[0];
  const failed = valueOf(namespace.answer)?.failed ?? [];
  return (
    <Dropdown overlay={() => <NamespaceMenu tab={tab} />} placement="bottom-start">
      <button type="button" className={styles.button} title={name} data-testid="namespace">
        {asked.namespace.kind === 'value' && <>{t('profiles.namespace', 'namespace')} </>}
        <strong>{name}</strong>
        {unusual && <> ({label})</>}
        {failed.length > 0 && (
          <Icon
            name="exclamation-triangle"
            size="sm"
            title={t('namespace.failed', 'Could not ask for the label {{label}}: {{words}}', {
              label: failed[0].label,
              words: lineOf(failed[0].error),
            })}
          />
        )}
        <Icon name="angle-down" size="sm" />
      </button>
    </Dropdown>
  );
}

/** Asks only when it is opened. */
function NamespaceMenu({ tab }: { tab: Tab }) {
  const { asked, settings } = tab;
  const { namespace } = tab.address.state.subject;
  const { label: known } = { label: undefined, ...asked?.namespace };
  const label = namespace.label ?? known;
  const labels = label === undefined ? settings.namespaceLabels : [label];
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
    </Menu>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    textAlign: 'start',
    minWidth: 0,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    '&:hover': { color: theme.colors.text.primary },
  }),
});
