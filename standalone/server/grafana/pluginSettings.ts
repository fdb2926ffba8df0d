import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';

import type { Documents } from '../../store/documents';
import { sendJson } from '../replies';
import { readManifest, type PluginManifest } from './pluginManifest';

const savedSchema = v.object({
  enabled: v.optional(v.boolean(), true),
  pinned: v.optional(v.boolean(), true),
  jsonData: v.nullish(v.record(v.string(), v.unknown()), null),
});
type Saved = v.InferOutput<typeof savedSchema>;

interface Options {
  distDir: string;
  documents: Documents;
}
type Route = { Params: { id: string } };

/** GET and POST /api/plugins/:id/settings of our plugin; what is saved stays in the data folder. */
export function registerPluginSettings(app: FastifyInstance, { distDir, documents }: Options): void {
  app.get<Route>('/api/plugins/:id/settings', async (request, reply) => {
    const manifest = readManifest(distDir);
    if (request.params.id !== manifest.id) {
      return sendUnknownPlugin(reply);
    }
    const saved = v.safeParse(savedSchema, documents.get(manifest.id) ?? {});
    return sendJson(reply, 200, describe(manifest, saved.success ? saved.output : v.parse(savedSchema, {})));
  });
  app.post<Route>('/api/plugins/:id/settings', async (request, reply) => {
    if (request.params.id !== readManifest(distDir).id) {
      return sendUnknownPlugin(reply);
    }
    const settings = v.safeParse(savedSchema, request.body);
    if (!settings.success) {
      return sendJson(reply, 400, { message: 'bad request data' });
    }
    documents.set(request.params.id, settings.output);
    return sendJson(reply, 200, { message: 'Plugin settings updated' });
  });
}

function sendUnknownPlugin(reply: FastifyReply) {
  return sendJson(reply, 404, { message: 'Plugin not found, no installed plugin with that id' });
}

/** The answer of Grafana's API for an app plugin that is installed unsigned. */
function describe(manifest: PluginManifest, saved: Saved) {
  const { id, info } = manifest;
  const baseUrl = `public/plugins/${id}`;
  const includes = manifest.includes.map((include) => ({ ...include, component: '', slug: slugify(include.name) }));
  const home = includes.find((include) => include.defaultNav);
  return {
    name: manifest.name,
    type: manifest.type,
    id,
    enabled: saved.enabled,
    pinned: saved.pinned,
    autoEnabled: false,
    module: `${baseUrl}/module.js`,
    baseUrl,
    info: {
      ...info,
      links: info.links?.length ? info.links : null,
      logos: { small: `${baseUrl}/${info.logos.small}`, large: `${baseUrl}/${info.logos.large}` },
      build: {},
    },
    includes,
    dependencies: { ...manifest.dependencies, grafanaVersion: '*' },
    extensions: manifest.extensions,
    jsonData: saved.jsonData,
    secureJsonFields: {},
    defaultNavUrl: home ? `/plugins/${id}/page/${home.slug}` : `/plugins/${id}/`,
    latestVersion: '',
    hasUpdate: false,
    state: '',
    signature: 'unsigned',
    signatureType: '',
    signatureOrg: '',
    angularDetected: false,
    loadingStrategy: 'script',
    translations: Object.fromEntries(
      manifest.languages.map((language) => [language, `${baseUrl}/locales/${language}/${id}.json`])
    ),
  };
}

function slugify(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
