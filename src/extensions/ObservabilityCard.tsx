import { Card } from '@grafana/ui';
import React from 'react';
import { t } from '../i18n';
import { paths } from '../plugin';
import { hrefOf } from '../pages/common/hrefOf';

/** The way to the services from Grafana's own Observability page (12.4 and later), in the form of its other cards. */
export function ObservabilityCard() {
  return (
    <Card noMargin href={hrefOf(paths.services)}>
      <Card.Heading>{t('card.title', 'Service Profiles')}</Card.Heading>
      <Card.Description>{t('card.description', 'See where the time and memory of each service go')}</Card.Description>
    </Card>
  );
}
