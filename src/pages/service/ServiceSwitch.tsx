import { IconButton } from '@grafana/ui';
import React, { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import { t } from '../../i18n';
import { Boundary } from '../common/Boundary';
import { type Tab } from './useTab';

/** Not needed before it is opened. */
const ServiceChoice = lazy(() =>
  import(/* webpackChunkName: "service-choice" */ './ServiceChoice').then((module) => ({
    default: module.ServiceChoice,
  }))
);

interface ServiceSwitchProps {
  tab: Tab;
  open: boolean;
  onOpen(open: boolean): void;
}

/** Leads from the service that is shown to another one: a button, and in its place a list to choose from while it is open. */
export function ServiceSwitch({ tab, open, onOpen }: ServiceSwitchProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (wasOpen.current && !open) {
      button.current?.focus();
    }
    wasOpen.current = open;
  }, [open]);
  if (open) {
    return (
      <Boundary dependencies={[tab.address.state]}>
        <Suspense fallback={null}>
          <ServiceChoice tab={tab} onClose={() => onOpen(false)} />
        </Suspense>
      </Boundary>
    );
  }
  return (
    <IconButton
      ref={button}
      name="angle-down"
      size="lg"
      tooltip={t('switch.open', 'Switch service')}
      onClick={() => onOpen(true)}
    />
  );
}
