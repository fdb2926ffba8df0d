import { compareProfiles } from '../../profile/comparison/compare';
import { profileFromStacks } from '../../profile/stacks';
import { drawn } from '../../profile/testing/drawn';
import type { Collapse, FlameGraphProps, FormatValue } from '../types';
import { detailsOf } from './details';
import { createNumbers, spokenLabel } from './labels';
import { createRows, createScene } from './scene';
import { treeItems } from './TreeItems';

// 50 wide; `b` is a group with `c`; `other` is what is not loaded.
const profile = drawn(`
  [total                                           ]
  [a                      ][b                      ]
            [d     ][other][c                      ]
                                  [e][<f>          ]
`);
const ALL: Collapse = { mode: 'all', toggled: new Set() };
const at = (name: string) => profile.symbol.indexOf(profile.frames.names.indexOf(name));

function graph({ lowerBound = false, focus = 0, direction = 'down' as FlameGraphProps['direction'], collapse = ALL }) {
  const wholeValue = profile.total[0];
  const formatValue: FormatValue = (value, rounding) => `${value}${rounding === 'down' ? ' down' : ''} ms`;
  const scene = createScene(profile, collapse, createRows(profile, collapse, focus));
  const numbers = createNumbers({ profile, wholeValue, formatValue, lowerBound });
  const context = { wholeValue, direction, lowerBound, sandwiched: undefined };
  return {
    details: (name: string) => detailsOf(scene, { kind: 'node', node: at(name) }, numbers, context),
    spoken: (name: string) => {
      const item = treeItems(scene, at(name), 0).find(({ node }) => node === at(name))!;
      return spokenLabel(scene, item, numbers, context);
    },
    strip: (strip: { first: number; last?: number; count: number; value: number }) => {
      const hit = {
        kind: 'strip',
        strip: { row: 1, parent: 0, x0: 0, x1: strip.value, last: strip.first, ...strip },
      } as const;
      return detailsOf(scene, hit, numbers, context);
    },
  };
}

describe('detailsOf', () => {
  it('says name, total and self with their shares of the whole', () => {
    expect(graph({}).details('a')).toEqual({
      title: 'a',
      numbers: [
        { label: 'Total', text: '25 ms · 50 % of the whole' },
        { label: 'Self', text: '10 ms · 20 % of the whole' },
      ],
      notes: [],
    });
  });

  it('says the share of the focused frame too', () => {
    expect(graph({ focus: at('a') }).details('d').numbers[0].text).toBe('8 ms · 16 % of the whole · 32 % of a');
  });

  it('says how many frames a group has, and their self', () => {
    expect(graph({}).details('b').notes).toEqual(['1 more frame in this group', 'Self of the group: 7 ms']);
  });

  it('marks numbers as lower bounds, but for the whole and what is not loaded', () => {
    const { details } = graph({ lowerBound: true });
    expect(details('a').numbers[0].text).toBe('≥ 25 down ms · ≥ 50 % of the whole');
    // 7 are not loaded below a, where d may be called more often; a itself has nothing beside it that is cut.
    expect(details('d').numbers[1]).toEqual({ label: 'At most', text: '15 ms' });
    expect(details('a').numbers.map(({ label }) => label)).toEqual(['Total', 'Self']);
    expect(details('total').numbers[0].text).toBe('50 ms · 100 % of the whole');
    expect(details('other')).toEqual({
      title: 'Not loaded, or a function named other',
      numbers: [{ label: 'Total', text: '7 ms · 14 % of the whole' }],
      notes: [],
    });
  });

  it('marks a strip whose first frame is not loaded: the others are lower bounds', () => {
    const strip = { first: at('other'), last: at('other') + 1, count: 2, value: 5 };
    expect(graph({ lowerBound: true }).strip(strip).numbers[0].text).toBe('≥ 5 down ms · ≥ 10 % of the whole');
    expect(graph({ lowerBound: true }).strip({ ...strip, last: strip.first, count: 1 }).numbers[0].text).toBe(
      '5 ms · 10 % of the whole'
    );
  });

  it('says no self of callers', () => {
    expect(
      graph({ direction: 'up' })
        .details('a')
        .numbers.map(({ label }) => label)
    ).toEqual(['Total']);
  });

  it('says how many frames a strip has, and what they sum up to', () => {
    expect(graph({}).strip({ first: 1, last: 3, count: 12_345, value: 5 })).toEqual({
      title: '12,345 frames too small to draw',
      numbers: [{ label: 'Total', text: '5 ms · 10 % of the whole' }],
      notes: ['Click to zoom in'],
    });
  });
});

it('says of a function without a name what stands in its place, alone and compared', () => {
  const single = profileFromStacks([{ frames: ['main', ''], value: 4 }]);
  const side = { profile: single, samples: undefined, factor: 1 };
  for (const shown of [single, compareProfiles(side, side, 'larger')]) {
    const node = shown.symbol.indexOf(shown.frames.names.indexOf(''));
    const scene = createScene(shown, ALL, createRows(shown, ALL, 0));
    const context = { wholeValue: 4, direction: 'down' } as const;
    const numbers = createNumbers({ profile: shown, wholeValue: 4, formatValue: String, lowerBound: false });
    expect(detailsOf(scene, { kind: 'node', node }, numbers, context).title).toBe('(unknown)');
  }
});

describe('spokenLabel', () => {
  it('has the form "name, share of total, self, place among the children"', () => {
    expect(graph({}).spoken('d')).toBe('d, 16 % of total, self 16 %, child 1 of 2');
  });

  it('leaves the letters of names alone', () => {
    expect(graph({}).spoken('<f>')).toBe('<f>, 30 % of total, self 30 %, child 2 of 2');
  });

  it('says that a box is a group', () => {
    expect(graph({}).spoken('b')).toBe('b, 50 % of total, self 0 %, child 2 of 2, group with 1 more frame');
  });

  it('says less where there is less to say', () => {
    expect(graph({}).spoken('total')).toBe('total, 100 % of total');
    expect(graph({ direction: 'up' }).spoken('d')).toBe('d, 16 % of total, child 1 of 2');
    expect(graph({}).spoken('other')).toBe('Not loaded, or a function named other, 14 % of total, child 2 of 2');
  });
});
