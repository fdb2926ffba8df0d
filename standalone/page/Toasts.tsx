import { css } from '@emotion/css';
import { AppEvents, type EventBus, type GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useState } from 'react';

type Severity = 'success' | 'info' | 'warning' | 'error';

interface Toast {
  id: number;
  severity: Severity;
  title: string;
  text: string;
}

/** How long each stays, as in Grafana. */
const STAYS_MS: Record<Severity, number> = { success: 3_000, info: 3_000, warning: 5_000, error: 7_000 };

const events = [
  ['success', AppEvents.alertSuccess],
  ['info', AppEvents.alertInfo],
  ['warning', AppEvents.alertWarning],
  ['error', AppEvents.alertError],
] as const;

let lastId = 0;

/** Grafana's notifications: whatever is published as `AppEvents.alert*`, whose payload is [title, text]. */
export function Toasts({ appEvents }: { appEvents: EventBus }) {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);

  useEffect(() => {
    const subscriptions = events.map(([severity, event]) =>
      appEvents.getStream({ type: event.name } as never).subscribe(({ payload }: { payload?: unknown }) => {
        const [title = '', text = ''] = Array.isArray(payload) ? payload.map(String) : [];
        const toast = { id: ++lastId, severity, title, text };
        setToasts((all) => (all.some((one) => isSame(one, toast)) ? all : [...all, toast]));
        setTimeout(() => remove(toast.id), STAYS_MS[severity]);
      })
    );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [appEvents, remove]);

  return (
    <div className={styles.list} data-testid="toasts">
      {toasts.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title} elevated onRemove={() => remove(id)}>
          {text}
        </Alert>
      ))}
    </div>
  );
}

const isSame = (a: Toast, b: Toast): boolean => a.severity === b.severity && a.title === b.title && a.text === b.text;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    right: 10,
    top: 54,
    width: 400,
    maxWidth: 'calc(100vw - 20px)',
  }),
});
