import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';

import { ProfileInputError } from '../../src/profile/model';
import { PprofLimitError, type PprofColumns, type PprofLimits } from '../../src/profile/pprof/columns';
import { readPprof } from '../../src/profile/pprof/read';
import { IngestError } from './ingestError';
import type { Limits } from './limits';

const unzip = promisify(gunzip);

/**
 * Reads a pprof, gzipped or not, as Pyroscope would: what breaks the rules is left out sample by sample. Stacks are not
 * cut here.
 * @param isDotnet - sent by an agent whose functions all have the id 0
 * @throws {IngestError} malformed, invalid or too_large
 */
export async function readProfile(input: Uint8Array, limits: Limits, isDotnet: boolean): Promise<PprofColumns> {
  const bytes = await inflate(input, limits.profileBytes);
  try {
    return readPprof(bytes, {
      tolerant: true,
      numberFunctions: isDotnet,
      limits: {
        samples: limits.samples,
        sampleTypes: limits.sampleTypes,
        labels: limits.labelsOfSample,
        stringBytes: limits.symbolBytes,
      },
    });
  } catch (error) {
    if (error instanceof PprofLimitError) {
      throw beyond(error, limits);
    }
    if (error instanceof ProfileInputError) {
      throw new IngestError('malformed', error.message);
    }
    throw error;
  }
}

async function inflate(input: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const isGzipped = input[0] === 0x1f && input[1] === 0x8b;
  if (!isGzipped) {
    if (input.length > maxBytes) {
      throw tooLarge(String(input.length), maxBytes);
    }
    return input;
  }
  try {
    return await unzip(input, { maxOutputLength: maxBytes });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(`more than ${maxBytes}`, maxBytes)
      : new IngestError('malformed', `gzip: ${message}`);
  }
}

/** Pyroscope's names of limits: pkg/validation/validate.go. */
const LIMITS_OF_PYROSCOPE: Partial<Record<keyof PprofLimits, [noun: string, name: string, limit: keyof Limits]>> = {
  samples: ['samples count limit', 'max_profile_stacktrace_samples', 'samples'],
  labels: ['sample labels limit', 'max_profile_stacktrace_sample_labels', 'labelsOfSample'],
};

function beyond({ limit, message }: PprofLimitError, limits: Limits): IngestError {
  const known = LIMITS_OF_PYROSCOPE[limit];
  if (!known) {
    return new IngestError('invalid', message);
  }
  const [noun, name, key] = known;
  // Reading ends at the first one too many: how many there are is not known.
  const actual = `more than ${limits[key]}`;
  return new IngestError(
    'invalid',
    `the profile exceeds the ${noun} (${name}, actual: ${actual}, limit: ${limits[key]})`
  );
}

/** Pyroscope's words. */
function tooLarge(actual: string, limit: number): IngestError {
  const message = `the profile exceeds the size limit (max_profile_size_byte, actual: ${actual}, limit: ${limit})`;
  return new IngestError('too_large', message);
}
