import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Dropdown, Icon, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { t } from '../../i18n';
import { FailureIcon } from '../common/failures';
import { valueOf } from './answer';
import { nameOfNamespace, textOfFailed } from './namespaceTexts';
import { type Tab } from './useTab';

const NamespaceMenu = lazy(() =>
  import(/* webpackChunkName: "tab-menus" */ './NamespaceMenu').then((m) => ({ default: m.NamespaceMenu }))
);

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
    <Dropdown
      overlay={() => (
        <Suspense fallback={null}>
          <NamespaceMenu tab={tab} />
        </Suspense>
      )}
      placement="bottom-start"
    >
      <button type="button" className={styles.button} title={name} data-testid="namespace">
        {asked.namespace.kind === 'value' && <>{t('profiles.namespace', 'namespace')} </>}
        <strong>{name}</strong>
        {unusual && <> ({label})</>}
        {failed.length > 0 && (
          <Suspense fallback={null}>
            <FailureIcon error={failed[0].error} describe={(words) => textOfFailed(failed[0].label, words)} />
          </Suspense>
        )}
        <Icon name="angle-down" size="sm" />
      </button>
    </Dropdown>
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
