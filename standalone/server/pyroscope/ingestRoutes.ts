import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';

import { IngestError } from '../../store/ingestError';
import type { Store } from '../../store/store';
import { messageOf } from '../errors';
import { parseJson } from '../json';
import { parseAppName, type AppName } from './appName';
import { parseAttime } from './attime';
import { sendConnectError } from './connect';

/** What takes profiles in. */
export type ProfileWriter = Pick<Store, 'ingest'>;

const SERVICE_NAME = 'service_name';

const sampleTypeConfigSchema = v.record(
  v.string(),
  v.nullable(v.looseObject({ 'display-name': v.optional(v.string()) }))
);

/** What a request brings beside its parameters. */
interface Upload {
  pprof: Uint8Array;
  sampleTypeConfig?: v.InferOutput<typeof sampleTypeConfigSchema>;
}

/**
 * POST /ingest as Pyroscope's agents use it: a pprof as the body (`format=pprof`), or a form with a part `profile` and,
 * if need be, `sample_type_config`. 200 when the profile is kept, 400 for a bad name, 413 for too large a body and 422
 * for anything that is no profile.
 */
export function registerIngest(app: FastifyInstance, writer: ProfileWriter, bodyLimit: number): void {
  for (const path of ['/ingest', '/pyroscope/ingest']) {
    app.post(path, { bodyLimit }, (request, reply) => ingest(writer, request, reply));
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: path,
      handler: async (_, reply) => reply.code(405).header('allow', 'POST').send(),
    });
  }
}

async function ingest(writer: ProfileWriter, request: FastifyRequest, reply: FastifyReply) {
  const parameters = new URL(request.url, 'http://localhost').searchParams;
  let name: AppName;
  try {
    name = parseAppName(parameters.get('name') ?? '');
  } catch (error) {
    return sendConnectError(reply, 'invalid_argument', `name: ${messageOf(error)}`);
  }
  try {
    const upload = await readUpload(request, parameters.get('format') ?? '');
    const spyName = parameters.get('spyName') || 'unknown';
    const [from, until] = ['from', 'until'].map((bound) => parameters.get(bound));
    await writer.ingest({
      ...upload,
      labels: labelsOf(name, spyName),
      spyName,
      ...(from && { fromMs: parseAttime(from) }),
      ...(until && { untilMs: parseAttime(until) }),
    });
  } catch (error) {
    if (!(error instanceof IngestError)) {
      throw error;
    }
    if (error.kind === 'limit') {
      return sendConnectError(reply, 'resource_exhausted', error.message);
    }
    const status = error.kind === 'too_large' ? 413 : 422;
    return sendConnectError(reply, 'unknown', `parsing IngestInput-pprof failed ${error.message}`, status);
  }
  return reply.code(200).send();
}

/** The app's name is the service, unless a tag says otherwise. */
function labelsOf({ app, tags }: AppName, spyName: string): Record<string, string> {
  const service = Object.hasOwn(tags, SERVICE_NAME) ? 'app_name' : SERVICE_NAME;
  return { pyroscope_spy: spyName, [service]: app, ...tags };
}

async function readUpload(request: FastifyRequest, format: string): Promise<Upload> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const contentType = request.headers['content-type'] ?? '';
  // The parameter comes before the content type: a form sent with format=pprof is no profile.
  if (format === 'pprof') {
    return { pprof: body };
  }
  if (format === '' && contentType.includes('multipart/form-data')) {
    return readForm(body, contentType);
  }
  throw new IngestError('malformed', `format ${format || 'groups'} is not taken here, send format=pprof`);
}

async function readForm(body: Buffer, contentType: string): Promise<Upload> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw new IngestError('malformed', `failed to parse pprof /ingest multipart form ${messageOf(error)}`);
  }
  if (form.has('prev_profile')) {
    throw new IngestError('invalid', 'unsupported client version: prev_profile is not taken');
  }
  const profile = form.get('profile');
  if (!profile || typeof profile === 'string') {
    throw new IngestError('malformed', 'the form has no file named profile');
  }
  const config = form.get('sample_type_config');
  return {
    pprof: new Uint8Array(await profile.arrayBuffer()),
    ...(config && { sampleTypeConfig: readConfig(typeof config === 'string' ? config : await config.text()) }),
  };
}

function readConfig(text: string) {
  try {
    return v.parse(sampleTypeConfigSchema, parseJson(Buffer.from(text)));
  } catch (error) {
    throw new IngestError('malformed', `sample_type_config: ${messageOf(error)}`);
  }
}
