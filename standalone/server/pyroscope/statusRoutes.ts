import type { FastifyInstance } from 'fastify';

import { sendJson } from '../replies';
import { registerRpc } from './connect';
import { answers, requests } from './messages';

/** The Pyroscope whose selectors are answered here; what stands behind the + changes nothing in a comparison of versions. */
const VERSION = 'v2.2.0+service-profiles';

/** What a server says of itself: whether it is ready, which version it is, what it can, and its tenant's settings. */
export function registerStatus(app: FastifyInstance): void {
  app.get('/ready', async (_, reply) => reply.type('text/plain; charset=utf-8').send('ready'));
  app.get('/api/v1/status/buildinfo', async (_, reply) =>
    sendJson(reply, 200, {
      status: 'success',
      data: { version: VERSION, revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' },
    })
  );
  registerRpc(app, '/capabilities.v1.FeatureFlagsService/GetFeatureFlags', {
    request: requests.empty,
    answer: answers.featureFlags,
    run: async () => ({ featureFlags: FEATURE_FLAGS }),
  });
  // None are kept.
  registerRpc(app, '/settings.v1.SettingsService/Get', {
    request: requests.empty,
    answer: answers.empty,
    run: async () => ({}),
  });
}

/** The flags that a Pyroscope has, off where this server has not what they stand for. */
const FEATURE_FLAGS = [
  { name: 'pyroscopeRuler', description: 'Exports metrics made of profiles.' },
  { name: 'pyroscopeRulerFunctions', description: 'Exports the use of single functions as metrics.' },
  { name: 'utf8LabelNames', description: 'Takes label names with other characters than letters, digits and _.' },
  {
    name: 'v2StorageLayer',
    enabled: true,
    description: 'Answers as the second storage layer of Pyroscope does.',
    documentationUrl: 'https://github.com/grafana/pyroscope/blob/main/pkg/pyroscope/PYROSCOPE_V2.md',
  },
];
