import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { compareProfiles } from '../comparison/compare';
import { changeTable } from '../comparison/changeTable';
import { FrameKind, type Profile } from '../model';
import { profileFromStacks, StackBuilder } from '../stacks';
import { sortSymbols, symbolTable } from '../table';
import { drawn } from '../testing/drawn';
import { completeTree, weightsOfSelf } from '../tree';
import { writeCsv } from './csv';
import { writeFolded } from './folded';
import { jsonExport } from './json';
import { cutOf, fileName, type Origin } from './origin';
import { shownProfile } from './shown';
import { writeSpeedscope } from './speedscope';
import { writeSvg, type SvgPicture } from './svg';

const from = Date.UTC(2026, 10, 26, 18);
const origin: Origin = {
  service: 'shop/checkout',
  profileName: 'process_cpu',
  sampleType: 'cpu',
  sampleUnit: 'nanoseconds',
  range: { from, to: from + 3_600_000 },
};
const small = drawn(`
  [total              ]
  [main       ][gc    ]
     [read][x ]
`);

function cutProfile(): Profile {
  const builder = new StackBuilder();
  builder.push(builder.intern('main'));
  builder.endStack(97);
  builder.push(builder.intern('other', FrameKind.notLoaded));
  builder.endStack(3);
  return builder.build();
}

describe('what is on screen', () => {
  it('is what runs through a focused frame, from the root down', () => {
    const read = small.frames.names.findIndex((name) => name === 'read');
    const focused = shownProfile(small, { kind: 'focus', node: small.symbol.indexOf(read) });
    expect(writeFolded(focused)).toEqual(['main;read 6\n']);
    expect(focused.total[0]).toBe(6);
  });

  it('is every stack that has the symbol of a sandwich', () => {
    const profile = profileFromStacks([
      { frames: ['a', 's', 'b'], value: 1 },
      { frames: ['s'], value: 2 },
      { frames: ['a', 'b'], value: 4 },
    ]);
    expect(writeFolded(shownProfile(profile, { kind: 'sandwich', symbol: 's' }))).toEqual(['a;s;b 1\n', 's 2\n']);
  });
});

describe('file names', () => {
  it('say service, type and range, and whether something was cut', () => {
    expect(fileName(origin, small, 'csv')).toBe('shop_checkout-process_cpu-cpu-20261126T180000Z-20261126T190000Z.csv');
    expect(fileName(origin, cutProfile(), 'csv')).toMatch(/Z-lower-bounds\.csv$/);
  });

  it.each(['../../etc/passwd', 'a\u0000b', '.hidden', 'C:\\x', 'x'.repeat(500), '', '‮gpj.exe', '-rf'])(
    'take %p for a service, and stay one harmless name',
    (service) => {
      const name = fileName({ ...origin, service }, small, 'svg');
      expect(name).toMatch(/^[^.\-_/\\:\p{C}][^/\\:\p{C}]{20,200}\.svg$/u);
    }
  );
});

it('folded stacks are read back as the same stacks', () => {
  expect(writeFolded(small)).toEqual(['main 3\n', 'main;read 6\n', 'main;x 4\n', 'gc 8\n']);
  const hostile = profileFromStacks([{ frames: ['a;b', 'c\nd', ''], value: 2 }]);
  expect(writeFolded(hostile)).toEqual(['a:b;c d;<unknown> 2\n']);
});

describe('speedscope', () => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(join(__dirname, 'testdata/speedscope-schema.txt'), 'utf8'))
  );

  it('has a file that fits its schema, with the totals of the profile', () => {
    const file = JSON.parse(JSON.stringify(writeSpeedscope(small, origin, 'nanoseconds')));
    expect([validate(file), validate.errors]).toEqual([true, null]);
    expect(file.profiles[0]).toMatchObject({ unit: 'nanoseconds', endValue: small.total[0] });
    expect(totalsOf(file, 0)).toEqual({ main: 13, read: 6, x: 4, gc: 8 });
  });

  it('has a profile for each side of a comparison, and no frame that a side lacks', () => {
    const file = JSON.parse(JSON.stringify(writeSpeedscope(compared(), origin, 'cores')));
    expect([validate(file), validate.errors]).toEqual([true, null]);
    expect([totalsOf(file, 0), totalsOf(file, 1)]).toEqual([
      { main: 10, gzip: 4 },
      { main: 12, zstd: 6 },
    ]);
  });

  it('says what was cut', () => {
    const of = { ...origin, cut: cutOf(cutProfile()) };
    expect(writeSpeedscope(cutProfile(), of, 'nanoseconds').name).toContain('lower bounds, 3.0 % not loaded');
  });
});

/** By frame what lies between its opening and its closing; every frame closes in the order of a stack. */
function totalsOf(file: ReturnType<typeof writeSpeedscope>, at: number): Record<string, number> {
  const totals: Record<string, number> = {};
  const open: Array<{ frame: number; at: number }> = [];
  for (const event of file.profiles[at].events) {
    if (event.type === 'O') {
      open.push(event);
    } else {
      const opened = open.pop()!;
      expect(opened.frame).toBe(event.frame);
      const { name } = file.shared.frames[event.frame];
      totals[name] = (totals[name] ?? 0) + event.at - opened.at;
    }
  }
  expect(open).toEqual([]);
  return totals;
}

function compared(): Profile {
  const side = (profile: Profile) => ({ profile, factor: 1, samples: undefined });
  const before = profileFromStacks([
    { frames: ['main'], value: 6 },
    { frames: ['main', 'gzip'], value: 4 },
  ]);
  const after = profileFromStacks([
    { frames: ['main'], value: 6 },
    { frames: ['main', 'zstd'], value: 6 },
  ]);
  return compareProfiles(side(before), side(after), 'larger');
}

describe('CSV', () => {
  const table = (profile: Profile) => {
    const totals = symbolTable(profile);
    return { profile, totals, order: sortSymbols(profile, totals, 'self', 'desc'), unit: 'ns' };
  };

  it('is the table with whole numbers, in its order', () => {
    expect(readCsv(writeCsv(table(small)))).toEqual([
      ['Symbol', 'Self (ns)', 'Self (%)', 'Total (ns)', 'Total (%)'],
      ['gc', '8', '38.0952', '8', '38.0952'],
      ['read', '6', '28.5714', '6', '28.5714'],
      ['x', '4', '19.0476', '4', '19.0476'],
      ['main', '3', '14.2857', '13', '61.9048'],
    ]);
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-[NSObject init]', '@SUM(A1)', '\t=1', ' =1', '＝1', '|calc', '\u0000=1'])(
    'makes no formula of %p',
    (name) => {
      const [, row] = readCsv(writeCsv(table(profileFromStacks([{ frames: [name], value: 1 }]))));
      expect(row[0]).toBe(`'${name}`);
    }
  );

  it('keeps names with quotes, commas and lines in their cell', () => {
    const name = 'operator,"x"\r\ny';
    expect(readCsv(writeCsv(table(profileFromStacks([{ frames: [name], value: 1 }]))))[1][0]).toBe(name);
  });

  it('says lower bounds, and what was cut', () => {
    const cut = cutProfile();
    const rows = readCsv(writeCsv({ ...table(cut), order: [cut.frames.names.indexOf('main')] }));
    expect(rows[0][1]).toBe('Self (ns, lower bound)');
    expect(rows.slice(1)).toEqual([
      ['main', '97', '97', '97', '97'],
      ['(not loaded)', '3', '3', '3', '3'],
    ]);
  });

  it('has both sides of a comparison', () => {
    const profile = compared();
    const changes = changeTable(profile, profile.sides!);
    const order = sortSymbols(profile, changes.size, 'symbol', 'asc').filter((s) => s > 0);
    expect(readCsv(writeCsv({ ...table(profile), changes, order }))).toEqual([
      [
        'Symbol',
        'Self before (ns)',
        'Self after (ns)',
        'Total before (ns)',
        'Total after (ns)',
        'Self, change',
        'Total, change',
      ],
      ['gzip', '4', '0', '4', '0', 'unseen-after', 'unseen-after'],
      ['main', '6', '6', '10', '12', 'same', 'changed'],
      ['zstd', '0', '6', '0', '6', 'unseen-before', 'unseen-before'],
    ]);
  });

  it('has the verdicts of a comparison whose changes were judged', () => {
    const profile = compared();
    const changes = changeTable(profile, profile.sides!);
    const order = sortSymbols(profile, changes.size, 'symbol', 'asc').filter((s) => s > 0);
    const interval = [0.25, 0.75] as const;
    const zstd = { word: 'likely', detail: 'since 14:03', title: '', order: 3.1, mix: 0.5, interval };
    const verdicts = {
      unit: 'cores',
      byName: new Map([['zstd', zstd]]),
      none: { word: 'too small', title: '' },
    };
    const rows = readCsv(writeCsv({ ...table(profile), changes, verdicts, order }));
    expect(rows.map((row) => row.slice(7))).toEqual([
      ['How sure', 'By itself (cores)', '95 % low (cores)', '95 % high (cores)'],
      ['too small', '', '', ''],
      ['too small', '', '', ''],
      ['likely', '0.5', '0.25', '0.75'],
    ]);
  });
});

/** RFC 4180, a character at a time. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (quoted) {
      if (text[i] !== '"') {
        cell += text[i];
      } else if (text[i + 1] === '"') {
        cell += text[i++];
      } else {
        quoted = false;
      }
    } else if (text[i] === '"') {
      quoted = true;
    } else if (text[i] === ',') {
      row.push(cell);
      cell = '';
    } else if (text.startsWith('\r\n', i)) {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      i++;
    } else {
      cell += text[i];
    }
  }
  return rows;
}

describe('JSON', () => {
  it('has the columns that the profile is made of', () => {
    const { frames, tree, ...rest } = JSON.parse(JSON.stringify(jsonExport(small, origin, 'ns')));
    expect(rest).toEqual({
      format: 'service-profiles/1',
      service: 'shop/checkout',
      type: 'process_cpu:cpu:nanoseconds',
      unit: 'ns',
      from: '2026-11-26T18:00:00.000Z',
      to: '2026-11-26T19:00:00.000Z',
      total: 21,
      lowerBounds: false,
      notLoaded: 0,
    });
    const names = frames.map(({ name }: { name: string }) => name);
    const again = completeTree({
      level: Int32Array.from(tree.level),
      symbol: Int32Array.from(tree.frame),
      frames: { names, kinds: small.frames.kinds },
    });
    const weights = weightsOfSelf(again, Float64Array.from(tree.self));
    expect(Array.from(weights.total)).toEqual(tree.total);
    expect(writeFolded({ ...again, ...weights })).toEqual(writeFolded(small));
  });

  it('says lower bounds, and has both sides of a comparison', () => {
    const of = { ...origin, cut: cutOf(cutProfile()) };
    expect(jsonExport(cutProfile(), of, 'ns')).toMatchObject({ lowerBounds: true, notLoaded: 3 });
    expect(jsonExport(compared(), origin, 'cores')).toMatchObject({ before: { total: [10, 10, 4, 0] } });
  });
});

it('SVG holds names, not markup: nothing in it runs or is loaded', () => {
  const hostile = '<script>alert(1)</script>"\u0000&\ud800';
  const picture: SvgPicture = {
    width: 100,
    height: 60,
    background: '#fff',
    textColor: '#000',
    font: '"Inter", sans-serif',
    fontSize: 12,
    heading: [hostile],
    lineHeight: 20,
    boxes: [
      { x: 0, y: 20, width: 99.333, height: 19, fill: '#77aadd', text: hostile, textColor: '#000', title: hostile },
    ],
  };
  const svg = writeSvg(picture);
  expect(svg).toContain('<rect x="0" y="20" width="99.33" height="19" fill="#77aadd"/>');
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot; &amp; </title>');
  const tags = [...svg.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag);
  expect([...new Set(tags)]).toEqual(['svg', 'title', 'rect', 'text', 'g']);
  expect(svg).not.toMatch(/[\u0000-\u0008\ud800-\udfff]/);
});
