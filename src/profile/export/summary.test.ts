import fc from 'fast-check';
import { FrameKind } from '../model';
import { profileFromStacks, StackBuilder } from '../stacks';
import type { Origin } from './origin';
import { summaryText, type SummaryFacts } from './summary';

const from = Date.UTC(2026, 10, 26, 18);
const origin: Origin = {
  service: 'checkout',
  profileName: 'process_cpu',
  sampleType: 'cpu',
  sampleUnit: 'nanoseconds',
  range: { from, to: from + 3_600_000 },
};
const facts: SummaryFacts = {
  origin,
  selection: 'namespace shop',
  formatWhole: (value) => `${value} s`,
  formatValue: (value) => `${value} s`,
  formatShare: (value, whole) => `${(100 * value) / whole} %`,
  coveredSeconds: 3480,
  samples: 4758,
  focus: 0,
  link: 'https://grafana.example/a/app/service/profiles?service_name=checkout&from=1',
  command: ['profilecli', 'query', 'profile', '--query={service_name="checkout"}'],
};
const profile = profileFromStacks([
  { frames: ['main', 'json', 'read'], value: 50 },
  { frames: ['main', 'json'], value: 30 },
  { frames: ['gc'], value: 20 },
]);

it('is a text for a ticket', () => {
  expect(summaryText(profile, facts, 'markdown'))
    .toBe(`\`checkout\`, \`namespace shop\`, \`process_cpu:cpu\`, 2026-11-26T18:00:00Z to 2026-11-26T19:00:00Z

Total 100 s · 4,758 samples · profiles cover 3480 s of 3600 s · complete

| self | self % | total | total % | symbol |
| ---: | ---: | ---: | ---: | --- |
| 50 s | 50 % | 50 s | 50 % | \`read\` |
| 30 s | 30 % | 80 s | 80 % | \`json\` |
| 20 s | 20 % | 20 s | 20 % | \`gc\` |
| 0 s | 0 % | 80 s | 80 % | \`main\` |

Heaviest path: \`main\` 80 % > \`json\` 80 % > \`read\` 50 %

<https://grafana.example/a/app/service/profiles?service_name=checkout&from=1>

\`\`\`sh
profilecli query profile '--query={service_name="checkout"}'
\`\`\`
`);
});

it('is plain too, in columns', () => {
  const text = summaryText(profile, facts, 'plain');
  expect(text).toContain(['self  self %  total  total %  symbol', '50 s    50 %   50 s     50 %  read'].join('\n'));
  expect(text).not.toMatch(/[`|]/);
});

it('says lower bounds, and ranks nothing that was cut', () => {
  const builder = new StackBuilder();
  builder.push(builder.intern('main'));
  builder.endStack(10);
  builder.push(builder.intern('other', FrameKind.notLoaded));
  builder.endStack(90);
  const text = summaryText(builder.build(), facts, 'plain');
  expect(text).toContain('Total 100 s');
  expect(text).toContain('lower bounds, 90.0 % not loaded');
  expect(text).not.toContain('complete');
  expect(text).not.toContain('  other');
  expect(text).toContain('Heaviest path: main 10 %');
});

it('begins the path where the graph is focused', () => {
  const text = summaryText(
    profile,
    { ...facts, focus: profile.symbol.indexOf(profile.frames.names.indexOf('json')) },
    'plain'
  );
  expect(text).toContain('Heaviest path: json 80 % > read 50 %');
});

it('has the 25 symbols with the most self', () => {
  const many = profileFromStacks(Array.from({ length: 40 }, (_, i) => ({ frames: [`f${i}`], value: 100 - i })));
  const text = summaryText(many, facts, 'plain');
  expect(text.match(/ f\d+$/gm)).toHaveLength(25);
  expect(text).toContain('… and 15 more symbols');
});

it('has at most 6,000 bytes, and no name gets out of its place', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '`</code><script>',
      'a | b',
      'x\\| y |',
      '\u202etxt.exe',
      '\n# heading',
      '```',
      'C:\\',
      '💥'.repeat(200)
    )
  );
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 40 }), (names) => {
      const deep = profileFromStacks([
        { frames: names, value: 5 },
        ...names.map((name, i) => ({ frames: [name], value: i + 1 })),
      ]);
      const text = summaryText(
        deep,
        { ...facts, origin: { ...origin, service: names[0] }, selection: names.at(-1) },
        'markdown'
      );
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(6000);
      expect(text.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
      const rows = text
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(2);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        // What GitHub takes for cells: a bar behind a backslash is none, unless that one is behind a backslash itself.
        const cells = row.replace(/\\[\\|]/g, '').split('|');
        expect(cells).toHaveLength(7);
        expect(row.match(/`/g)).toHaveLength(2);
      }
    }),
    { numRuns: 100 }
  );
});

it('leaves out rows, and no more than it must, where it would have more than 6,000 bytes', () => {
  const long = Array.from({ length: 40 }, (_, i) => ({ frames: [`${'💥'.repeat(90)}${i}`], value: 100 - i }));
  const text = summaryText(profileFromStacks(long), facts, 'plain');
  const bytes = new TextEncoder().encode(text).length;
  // A row has 400 bytes.
  expect([bytes <= 6000, bytes > 5500]).toEqual([true, true]);
  expect(text).toMatch(/… and (2[6-9]|3\d) more symbols/);
});

it('quotes for a shell', () => {
  const text = summaryText(profile, { ...facts, command: ['x', `a'b$(x)\`\n`] }, 'plain');
  expect(text).toContain(`x 'a'\\''b$(x)\`\uFFFD'\n`);
});
