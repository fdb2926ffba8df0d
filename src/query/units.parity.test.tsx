import { formattedValueToString, getValueFormat } from '@grafana/data';
import fc from 'fast-check';

import { formatValue } from './units';

/** What Grafana's own charts and its flame graph show, without the zeros at the end that only cost room. */
function grafanaText(value: number, unit: string): string {
  return formattedValueToString(getValueFormat(unit)(value)).replace(
    /^(-?\d+)(\.\d*?)0*(?=\D*$)/,
    (_, whole, fraction) => (fraction === '.' ? whole : `${whole}${fraction}`)
  );
}

/** Grafana rounds after choosing the unit: "1000 µs", "60.0 mins", "1024 KiB". */
const ROUNDED_UP = /^(1000|1024|60|24)\b/;

const values = fc.oneof(
  fc.nat({ max: 5000 }),
  fc.double({ min: 0, max: 14, noNaN: true }).map((exponent) => Math.round(10 ** exponent)),
  fc.double({ min: -2, max: 3, noNaN: true }).map((exponent) => 10 ** exponent)
);

describe('formatValue beside @grafana/data', () => {
  it.each(['ns', 'bytes', 'short', 'cores', 'binBps', 'ops'])('reads the same for %s', (unit) => {
    fc.assert(
      fc.property(values, (value) => {
        const expected = grafanaText(value, unit);
        fc.pre(!ROUNDED_UP.test(expected));
        expect(formatValue(value, unit)).toBe(expected);
      }),
      { numRuns: 1000 }
    );
  });
});
