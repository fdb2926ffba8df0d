import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Icon, Menu, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import React from 'react';
import { t } from '../../i18n';
import { fetchNamespaces } from '../../pyroscope/namespaces';
import { lineOf } from '../common/FailedAnswer';
import { chooseNamespace, nameOfNamespace, namespaceOptions } from './namespaceChoice';
import { type ProfilesTab } from './useProfilesTab';

/**
 * The namespace that is shown, and which label holds it where that is not the usual one; its menu leads to another one.
 * Nothing for a service whose profiles have none.
 */
export function NamespaceSwitch({ tab }: { tab: ProfilesTab }) {
  const styles = useStyles2(getStyles);
  const { address, asked, namespace, settings } = tab;
  const { kind } = address.state.subject.namespace;
  if (asked === undefined || (kind === 'undecided' && asked.namespace.kind === 'any')) {
    return null;
  }
  const name = nameOfNamespace(asked.namespace);
  const { label } = { label: undefined, ...asked.namespace };
  const unusual = label !== undefined && label !== settings.namespaceLabels[0];
  const failed = namespace.found?.failed ?? [];
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
function NamespaceMenu({ tab }: { tab: ProfilesTab }) {
  const { asked, chosen, clock, settings } = tab;
  const { dataSource } = chosen;
  const { namespace } = tab.address.state.subject;
  const { label: known } = { label: undefined, ...asked?.namespace };
  const label = namespace.label ?? known;
  const labels = label === undefined ? settings.namespaceLabels : [label];
  const service = asked?.service;
  const { data, error } = useQuery({
    queryKey: ['namespaces', JSON.stringify([dataSource?.uid, service, labels]), clock.span],
    queryFn: ({ signal }) => fetchNamespaces(dataSource!, { service: service!, labels, range: clock.span! }, signal),
    enabled: dataSource !== undefined && service !== undefined && clock.span !== undefined,
  });
  const options = data ? namespaceOptions({ ...data, label: data.label ?? labels[0] }) : [];
  return (
    <Menu ariaLabel={t('namespace.menu', 'Namespaces')}>
      {data === undefined && (
        <Menu.Item disabled label={error ? lineOf(error) : t('namespace.asking', 'Asking for namespaces …')} />
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
