import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { codeOf, messageOf } from './errors';
import { StartupError } from './startupError';

/** A file of the command line. */
export interface LocalFile {
  path: string;
  name: string;
  /** SHA-256 in hex, by which links name it */
  digest: string;
}

/** @throws {StartupError} for one that can't be read */
export async function readLocalFiles(paths: readonly string[]): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  for (const path of paths) {
    try {
      if (!(await stat(path)).isFile()) {
        throw new StartupError(`${path} is no file.`);
      }
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) {
        hash.update(chunk as Buffer);
      }
      files.push({ path, name: basename(path), digest: hash.digest('hex') });
    } catch (error) {
      throw error instanceof StartupError
        ? error
        : new StartupError(`Can't read ${path} (${codeOf(error) ?? messageOf(error)}).`);
    }
  }
  return files;
}

/** What of a link to the Profiles tab names the files. */
export function linkedFiles(files: readonly LocalFile[]): string {
  return new URLSearchParams(files.map(({ digest, name }) => ['file', `${digest},${name}`])).toString();
}

/** Gives the page the files of the command line: their names, and their bytes as they are on the disk. */
export function registerLocalFiles(app: FastifyInstance, files: readonly LocalFile[]): void {
  app.get('/api/standalone/files', () => files.map(({ name, digest }) => ({ name, digest })));
  for (const { path, digest } of new Map(files.map((file) => [file.digest, file])).values()) {
    app.get(`/api/standalone/files/${digest}`, (_, reply) =>
      reply.type('application/octet-stream').send(createReadStream(path))
    );
  }
}
