import fc from 'fast-check';
import type { Profile } from '../model';
import { profileFromStacks } from '../stacks';
import { drawn } from '../testing/drawn';
import { callees as calleesOf } from '../testing/merged';
import { transformTree } from '../transforms/transforms';
import { mergedProfile } from '../treeMerge';
import { changeOfNode } from './changes';
import { changeTable } from './changeTable';
import { compareProfiles } from './compare';

const side = (profile: ReturnType<typeof drawn>, samples: number | undefined = 1000) => ({
  profile,
  factor: 1,
  samples,
});

const whole = () =>
  profileFromStacks([
    { frames: ['main', 'read'], value: 12 },
    { frames: ['main'], value: 8 },
  ]);
/** read 9, main 3 self, 8 cut below the root. */
const cut = () =>
  drawn(`
    [total             ]
    [main      ][other ]
       [read   ]
  `);

it('leaves a change unclear where what was cut may be more than the difference', () => {
  const compared = compareProfiles(side(cut()), side(whole()), 'larger');
  const { names } = compared.frames;
  const of = (name: string) => changeOfNode(compared.sides, [...compared.symbol].indexOf(names.indexOf(name)));
  expect(of('total')).toEqual({ before: 20, after: 20, kind: 'same' });
  // 9 to 17 before, 12 after.
  expect(of('read')).toEqual({ before: 9, after: 12, kind: 'unclear' });
  const table = changeTable(compared, compared.sides);
  expect(table.changeOf(names.indexOf('read'), 'total').kind).toBe('unclear');
  expect(table.whole).toEqual({ before: 20, after: 20, kind: 'same' });
});

it('keeps both sides in a sandwich, with all that was cut open there', () => {
  const compared = compareProfiles(side(cut()), side(whole()), 'larger');
  const main = compared.frames.names.indexOf('main');
  const callees = calleesOf(compared, main);
  expect(callees.sides!.before.total[0]).toBe(12);
  expect(callees.sides!.after.total[0]).toBe(20);
  expect(changeOfNode(callees.sides!, 0)).toEqual({ before: 12, after: 20, kind: 'unclear' });
});

it.each([
  ['larger', 5],
  ['churn', 0],
] as const)('draws by %s what became one row as wide as that row of both sides says', (mode, width) => {
  const only = (name: string) =>
    side(
      profileFromStacks([
        { frames: [name, 'read'], value: 5 },
        { frames: ['idle'], value: 5 },
      ])
    );
  const compared = compareProfiles(only('pkg.read'), only('pkg.load'), mode);
  const widthsOf = ({ total }: Profile) => [...total.slice(1)].sort();
  const { before, after } = compared.sides;
  const grouped = mergedProfile(transformTree(compared, [before, after], [{ kind: 'packages' }]), compared);
  expect(widthsOf(grouped)).toEqual([width, width, width]);
  const read = calleesOf(compared, compared.frames.names.indexOf('read'));
  expect([...read.total]).toEqual([width]);
});

it('finds no change between a profile and itself', () => {
  const compared = compareProfiles(side(whole()), side(whole()), 'churn');
  const table = changeTable(compared, compared.sides);
  compared.frames.names.forEach((_, symbol) => {
    expect(table.changeOf(symbol, 'self').kind).toBe('same');
    expect(table.changeOf(symbol, 'total').kind).toBe('same');
  });
  expect([...compared.total].every((width) => width === 0)).toBe(true);
});

it('finds no change between shares of the same profile in other numbers, whatever dividing leaves of them', () => {
  const of = (values: readonly number[], times: number) => {
    const profile = profileFromStacks(values.map((value, i) => ({ frames: ['main', `f${i}`], value: value * times })));
    return { ...side(profile), factor: 1 / profile.total[0] };
  };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 2, max: 997 }),
      (values, times) => {
        const compared = compareProfiles(of(values, 1), of(values, times), 'larger');
        const table = changeTable(compared, compared.sides);
        const kinds = compared.frames.names.flatMap((_, symbol) =>
          (['self', 'total'] as const).map((column) => table.changeOf(symbol, column).kind)
        );
        expect(new Set([table.whole.kind, changeOfNode(compared.sides, 0).kind, ...kinds])).toEqual(new Set(['same']));
      }
    )
  );
});
