import { type Subject } from '../../../subject/subject';

const SECOND = 1000;
/** In hours and below, because a day of Grafana's date math has 25 hours once a year. */
const UNITS = [
  [3_600_000, 'h'],
  [60_000, 'm'],
  [SECOND, 's'],
] as const;
/** Grafana's date math takes five digits. */
const MOST = 99_999;

/** A raw range so much earlier, which still moves with each refresh; undefined where date math cannot say it. */
export function earlier({ from, to }: Subject['range'], ms: number): Subject['range'] | undefined {
  const by = dateMathOf(ms);
  const moved = (time: string) => (time.startsWith('now') ? `${time}${by}` : String(Number(time) - ms));
  return by === undefined ? undefined : { from: moved(from), to: moved(to) };
}

/** "-1h-30m" */
function dateMathOf(ms: number): string | undefined {
  if (ms % SECOND !== 0 || ms / UNITS[0][0] > MOST) {
    return undefined;
  }
  let rest = ms;
  return UNITS.map(([size, unit]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `-${count}${unit}`;
  }).join('');
}
