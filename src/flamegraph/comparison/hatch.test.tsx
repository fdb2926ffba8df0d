import { compareProfiles } from '../../profile/comparison/compare';
import { profileFromStacks } from '../../profile/stacks';
import { drawn } from '../../profile/testing/drawn';
import { DARK_PALETTE } from '../canvas/colors';
import { stubCanvas } from '../testing/canvasStub';
import { renderGraph } from '../testing/renderGraph';

stubCanvas({ width: 400, height: 100 });

const whole = profileFromStacks([
  { frames: ['main'], value: 14 },
  { frames: ['gc'], value: 60 },
]);
/** main 12, and 8 that were cut below the root: it may be 20. */
const cut = drawn(`
  [total             ]
  [main      ][other ]
`);
const side = (profile: typeof whole) => ({ profile, factor: 1, samples: 1000 });

it('hatches what may be more or less, over the color of no change, and nothing else', () => {
  const { boxes } = renderGraph(compareProfiles(side(cut), side(whole), 'larger'));
  const { rects, lines } = boxes();
  const neutral = rects.filter(({ fill }) => fill === DARK_PALETTE.changes[3].fill);
  expect(neutral).toHaveLength(1);
  const [{ x, y, width, height }] = neutral;
  const hatch = lines.filter(({ color }) => color.startsWith('rgba'));
  // 14 of 82 units are 68 px; a line each 7 px, from 19 px left of it on.
  expect(hatch.length).toBeGreaterThanOrEqual(Math.floor(width / 7));
  for (const end of hatch) {
    expect(end.x).toBeGreaterThan(x);
    expect(end.x).toBeLessThanOrEqual(x + width);
    expect(end.y).toBeGreaterThanOrEqual(y);
    expect(end.y).toBeLessThanOrEqual(y + height);
  }
});

it('hatches nothing where all was loaded', () => {
  const { boxes } = renderGraph(compareProfiles(side(whole), side(whole), 'larger'));
  expect(boxes().lines).toEqual([]);
});
