import { ConnectError } from './querier';

/**
 * Ids of profiles as clients have them: UUIDs of version 8 (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8),
 * made of the profile's time and its number in the store, so that they need no room of their own.
 */
export interface ProfileKey {
  /** Milliseconds since the epoch. */
  time: number;
  /** The id of its first row. */
  number: number;
}

const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i;
const VERSION = '8000';
const VARIANT = '8000';

/** `{ time: 1795702364125, number: 42 }` becomes `01a21833-97dd-8000-8000-00000000002a`. */
export function profileId({ time, number }: ProfileKey): string {
  const hex = (value: number) => value.toString(16).padStart(12, '0');
  return `${hex(time).slice(0, 8)}-${hex(time).slice(8)}-${VERSION}-${VARIANT}-${hex(number)}`;
}

/**
 * Nothing for an id that this store gives to no profile.
 * @throws {ConnectError} unknown, as Pyroscope answers, for what is no UUID
 */
export function parseProfileId(id: string): ProfileKey | undefined {
  const [, high, low, version, variant, number] = UUID.exec(id) ?? [];
  if (high === undefined) {
    const reason = id.length === 36 ? 'invalid UUID format' : `invalid UUID length: ${id.length}`;
    throw new ConnectError('unknown', reason);
  }
  return version === VERSION && variant === VARIANT
    ? { time: parseInt(high + low, 16), number: parseInt(number, 16) }
    : undefined;
}
