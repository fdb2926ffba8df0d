import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readPprofHead } from './head';
import { readPprof } from './read';

const folder = join(__dirname, '../../../standalone/demo/profiles/pyroscope');

it.each(readdirSync(folder).slice(0, 6))('says of %s what the whole of it says', (file) => {
  const bytes = gunzipSync(readFileSync(join(folder, file)));
  const { sampleTypes, strings, timeNanos, durationNanos } = readPprof(bytes);
  expect(readPprofHead(bytes)).toMatchObject({
    sampleTypes: sampleTypes.map(({ type, unit }) => ({ type: strings.text(type), unit: strings.text(unit) })),
    timeMs: Number(timeNanos) / 1e6,
    durationMs: Number(durationNanos) / 1e6,
  });
});

it('knows which strings there are', () => {
  const bytes = gunzipSync(readFileSync(join(folder, readdirSync(folder)[0])));
  const { strings } = readPprof(bytes);
  const { hasString } = readPprofHead(bytes);
  for (let i = 1; i < 50; i++) {
    const text = strings.text(i);
    expect([hasString(text), hasString(`${text}x`), hasString(text.slice(0, -1) + '\0')]).toEqual([true, false, false]);
  }
});

it('takes nothing else for a pprof', () => {
  const file = gunzipSync(readFileSync(join(folder, readdirSync(folder)[0])));
  // Within a field: protobuf does not tell where a message ends.
  expect(() => readPprofHead(file.subarray(0, 5))).toThrow('it is cut off');
  expect(() => readPprofHead(new Uint8Array())).toThrow('it is empty');
  expect(() => readPprofHead(new TextEncoder().encode('{"a": 1}'))).toThrow('This is not a pprof');
});
