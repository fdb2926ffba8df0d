import { TextLink } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';

const BASE = 'https://grafana.com/docs/pyroscope/latest';

/** Pyroscope's documentation, where a page refers to it. */
const DOCS = {
  types: [`${BASE}/introduction/profiling-types/`, () => t('docs.types', 'Understand profiling types')],
  flameGraphs: [`${BASE}/introduction/flamegraphs/`, () => t('docs.flame-graphs', 'Understand flame graphs')],
  profiling: [`${BASE}/introduction/what-is-profiling/`, () => t('docs.profiling', 'What is profiling?')],
  continuous: [
    `${BASE}/introduction/continuous-profiling/`,
    () => t('docs.continuous', 'What is continuous profiling?'),
  ],
  clients: [`${BASE}/configure-client/`, () => t('docs.clients', 'How to send profiles')],
} as const;

export function DocLink({ to }: { to: keyof typeof DOCS }) {
  const [href, text] = DOCS[to];
  return (
    <TextLink href={href} external inline={false} variant="bodySmall">
      {text()}
    </TextLink>
  );
}
