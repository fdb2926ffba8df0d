import { ConnectError } from '../../store/querier';

const UNIT_SECONDS: ReadonlyArray<readonly [prefix: string, seconds: number]> = [
  ['s', 1],
  ['mon', 30 * 86_400],
  ['M', 30 * 86_400],
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 7 * 86_400],
  ['y', 365 * 86_400],
];

/** The last that a Date can be, and the first with a minus. */
const MAX_DATE_MS = 8.64e15;

/**
 * A time as Pyroscope's legacy HTTP API takes it (pkg/og/util/attime), in ms since the epoch: `yyyymmdd`, a Unix time
 * (13 digits are ms, 16 µs, 19 ns, any other count seconds), or `now` with offsets such as `now-1h30m`. Whatever else
 * is written before the offset also means now, as it does there.
 * @throws ConnectError `invalid_argument` for a time that no date has
 */
export function parseAttime(text: string, now = Date.now()): number {
  const time = readAttime(text, now);
  if (Math.abs(time) > MAX_DATE_MS) {
    throw new ConnectError('invalid_argument', `time out of range: ${text.slice(0, 40)}`);
  }
  return time;
}

function readAttime(text: string, now: number): number {
  const compact = text.replace(/[\s_,]/g, '');
  if (/^\d+$/.test(compact)) {
    return parseDate(compact) ?? parseUnix(compact);
  }
  const at = compact.search(/[+-]/);
  return at < 0 ? now : now + offsetSeconds(compact.slice(at)) * 1000;
}

function parseDate(digits: string): number | undefined {
  if (digits.length !== 8 || Number(digits.slice(0, 4)) <= 1900) {
    return undefined;
  }
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time;
}

function parseUnix(digits: string): number {
  const time = Number(digits);
  switch (digits.length) {
    case 13:
      return time;
    case 16:
      return Math.floor(time / 1e3);
    case 19:
      return Math.floor(time / 1e6);
    default:
      return time * 1000;
  }
}

function offsetSeconds(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1;
  let seconds = 0;
  for (const [, count, unit] of offset.matchAll(/(\d+)([a-zA-Z]*)/g)) {
    const known = UNIT_SECONDS.find(([prefix]) => unit.startsWith(prefix));
    seconds += Number(count) * (known?.[1] ?? 0);
  }
  return sign * seconds;
}
