import { defaultType } from '../../query/catalogue';
import { LIKELY_TYPES } from '../../query/likelyTypes';
import { parseProfileType, resolveType } from '../../query/profileTypes';

/**
 * The type to ask for. Before the service's list is known, and where it is empty, since a service that has only begun to
 * send may be missing from lists: the link's own id, else the likeliest. A malformed id is never asked for, because it
 * can end Grafana's process.
 * @returns undefined when the service has none that fits
 */
export function chooseType(wanted: string | undefined, available: readonly string[] | undefined): string | undefined {
  if (available && available.length > 0) {
    return wanted === undefined ? defaultType(available) : resolveType(wanted, available);
  }
  if (wanted === undefined) {
    return LIKELY_TYPES[0];
  }
  return parseProfileType(wanted)?.id ?? resolveType(wanted, LIKELY_TYPES);
}
