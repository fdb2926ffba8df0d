import { locationService } from '@grafana/runtime';
import { Modal } from '@grafana/ui';
import React, { useEffect, useState, type ReactNode } from 'react';
import { listenToGrafanaKeys } from './grafanaKeys';

const HELP: Array<[keys: string, what: string]> = [
  ['g h', 'Go to home'],
  ['g d', 'Go to dashboards'],
  ['g e', 'Go to Explore'],
  ['g a', 'Go to alerting'],
  ['g p', 'Go to profile'],
  ['c t', 'Change the theme'],
  ['Ctrl+K', 'Command palette'],
  ['Esc', 'Leave a text field'],
];

/** Grafana's keys at work. @returns the window that one of them has opened */
export function useGrafanaKeys(toggleTheme: () => void): ReactNode {
  const [shown, setShown] = useState<'help' | 'palette'>();
  useEffect(
    () =>
      listenToGrafanaKeys(document, {
        go: (path) => locationService.push(path),
        toggleTheme,
        help: () => setShown('help'),
        palette: () => setShown('palette'),
      }),
    [toggleTheme]
  );
  return (
    shown && (
      <Modal isOpen title={shown === 'help' ? 'Shortcuts' : 'Command palette'} onDismiss={() => setShown(undefined)}>
        {shown === 'palette' && <p>Grafana searches pages here. This page has only these keys.</p>}
        <dl>
          {HELP.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    )
  );
}
