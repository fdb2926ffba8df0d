import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

import sourceManifest from '../../../src/plugin.json';

const text = v.optional(v.string(), '');
const list = v.nullish(v.array(v.unknown()), []);

const manifestSchema = v.object({
  id: v.string(),
  name: v.string(),
  type: v.string(),
  info: v.object({
    author: v.optional(v.object({ name: text, url: text }), {}),
    description: text,
    links: list,
    logos: v.object({ small: v.string(), large: v.string() }),
    screenshots: list,
    version: v.string(),
    updated: v.string(),
    keywords: list,
  }),
  includes: v.optional(
    v.array(
      v.object({
        name: v.string(),
        path: text,
        type: v.string(),
        role: text,
        action: text,
        addToNav: v.optional(v.boolean(), false),
        defaultNav: v.optional(v.boolean(), false),
        icon: text,
        uid: text,
      })
    ),
    []
  ),
  languages: v.optional(v.array(v.string()), []),
  dependencies: v.object({
    grafanaDependency: v.string(),
    plugins: list,
    extensions: v.optional(v.object({ exposedComponents: list }), {}),
  }),
  extensions: v.optional(
    v.object({
      addedLinks: list,
      addedComponents: list,
      exposedComponents: list,
      extensionPoints: list,
      addedFunctions: list,
    }),
    {}
  ),
});

export type PluginManifest = v.InferOutput<typeof manifestSchema>;

export const PLUGIN_ID = sourceManifest.id;

/** The plugin's manifest: that of the build where there is one, since it knows the version; else the source's. */
export function readManifest(distDir: string): PluginManifest {
  let manifest: unknown = sourceManifest;
  try {
    manifest = JSON.parse(readFileSync(join(distDir, 'plugin.json'), 'utf8'));
  } catch {
    // Not built: only tests run the server without the plugin.
  }
  return v.parse(manifestSchema, JSON.parse(JSON.stringify(manifest).replaceAll('%PLUGIN_ID%', PLUGIN_ID)));
}
