import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';

import type { Documents } from '../../store/documents';
import { sendJson } from '../replies';
import { mergePatch } from './mergePatch';
import type { User } from './user';

const GROUP = 'userstorage.grafana.app';
const NAMESPACE = 'default';
const BASE = `/apis/${GROUP}/v0alpha1/namespaces/${NAMESPACE}/user-storage`;

const labels = v.optional(v.record(v.string(), v.string()), {});
/** valibot takes an array for an object without fields. */
const noArray = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'an object was expected')
);
const data = v.pipe(noArray, v.record(v.string(), v.string()));
const spec = v.object({ data });
const createSchema = v.object({ metadata: v.object({ name: v.pipe(v.string(), v.nonEmpty()), labels }), spec });
const patchSchema = v.pipe(noArray, v.object({ spec: v.optional(v.unknown(), {}) }));
const storedSchema = v.object({
  metadata: v.looseObject({ name: v.string(), generation: v.number(), labels, annotations: labels }),
  spec,
});

interface Options {
  user: User;
  documents: Documents;
}
type Route = { Params: { name: string } };

/**
 * Grafana's user storage, a Kubernetes-like resource a plugin and person, named `<plugin>:<user uid>`: values that
 * `usePluginUserStorage()` keeps. Only the person's own can be reached.
 */
export function registerUserStorage(app: FastifyInstance, { user, documents }: Options): void {
  app.get<Route>(`${BASE}/:name`, async ({ params: { name } }, reply) => {
    const stored = documents.get(name);
    return sendRefusal(reply, user, 'get', name) ?? (stored ? sendJson(reply, 200, stored) : sendMissing(reply, name));
  });
  for (const path of [BASE, `${BASE}/`]) {
    app.post(path, async (request, reply) => {
      const created = v.safeParse(createSchema, request.body);
      if (!created.success) {
        return sendInvalid(reply, created.issues[0].message);
      }
      const { name } = created.output.metadata;
      const refusal = sendRefusal(reply, user, 'create', name) ?? (documents.get(name) && sendExists(reply, name));
      if (refusal) {
        return refusal;
      }
      const resource = newResource(created.output, user);
      documents.set(name, resource);
      return sendJson(reply, 201, resource);
    });
  }
  app.patch<Route>(`${BASE}/:name`, async ({ params: { name }, body }, reply) => {
    const stored = v.safeParse(storedSchema, documents.get(name));
    const refusal = sendRefusal(reply, user, 'patch', name) ?? (stored.success ? undefined : sendMissing(reply, name));
    if (refusal || !stored.success) {
      return refusal;
    }
    const patch = v.safeParse(patchSchema, body);
    const patched = v.safeParse(spec, mergePatch(stored.output.spec, patch.success ? patch.output.spec : undefined));
    if (!patch.success || !patched.success) {
      return sendInvalid(reply, 'the patch leaves no valid spec');
    }
    const resource = changedResource(stored.output, patched.output, user);
    documents.set(name, resource);
    return sendJson(reply, 200, resource);
  });
}

function newResource(created: v.InferOutput<typeof createSchema>, user: User) {
  return {
    kind: 'UserStorage',
    apiVersion: `${GROUP}/v0alpha1`,
    metadata: {
      name: created.metadata.name,
      namespace: NAMESPACE,
      uid: randomUUID(),
      resourceVersion: resourceVersion(),
      generation: 1,
      creationTimestamp: timestamp(),
      labels: created.metadata.labels,
      annotations: { 'grafana.app/createdBy': `user:${user.uid}` },
    },
    spec: created.spec,
  };
}

function changedResource(stored: v.InferOutput<typeof storedSchema>, patched: v.InferOutput<typeof spec>, user: User) {
  const { metadata } = stored;
  return {
    kind: 'UserStorage',
    apiVersion: `${GROUP}/v0alpha1`,
    metadata: {
      ...metadata,
      resourceVersion: resourceVersion(),
      generation: metadata.generation + 1,
      annotations: {
        ...metadata.annotations,
        'grafana.app/updatedBy': `user:${user.uid}`,
        'grafana.app/updatedTimestamp': timestamp(),
      },
    },
    spec: patched,
  };
}

/** Grafana's are microseconds; all a client may do with one is compare it. */
function resourceVersion(): string {
  return String(Date.now() * 1000);
}

function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function sendRefusal(reply: FastifyReply, user: User, verb: string, name: string) {
  if (name.endsWith(`:${user.uid}`)) {
    return undefined;
  }
  const message =
    `user-storage.${GROUP} "${name}" is forbidden: User "${user.login}" cannot ${verb} resource "user-storage" ` +
    `in API group "${GROUP}" in the namespace "${NAMESPACE}": forbidden`;
  return sendStatus(reply, { code: 403, reason: 'Forbidden', name, message });
}

function sendMissing(reply: FastifyReply, name: string) {
  const message = `user-storage.${GROUP} "${name}" not found`;
  return sendStatus(reply, { code: 404, reason: 'NotFound', name, message });
}

function sendExists(reply: FastifyReply, name: string) {
  const message = `user-storage.${GROUP} "${name}" already exists`;
  return sendStatus(reply, { code: 409, reason: 'AlreadyExists', name, message });
}

function sendInvalid(reply: FastifyReply, why: string) {
  return sendStatus(reply, { code: 400, reason: 'BadRequest', name: '', message: why });
}

/** Kubernetes' Status, which says why a request failed. */
function sendStatus(reply: FastifyReply, of: { code: number; reason: string; name: string; message: string }) {
  return sendJson(reply, of.code, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: of.message,
    reason: of.reason,
    details: { name: of.name, group: GROUP, kind: 'user-storage' },
    code: of.code,
  });
}
