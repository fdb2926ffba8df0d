import fc from 'fast-check';
import { drawn, folded } from '../../profile/testing/drawn';
import { collapseOfState, revealInGroup, stateOfCollapse } from './collapse';

/** One group headed by main (node 1): a, b, c. Node 5 is gc, its own head. */
const profile = drawn(`
  [total               ]
  [main      ][gc      ]
  [a         ]
  [b         ]
  [c         ]
`);

describe('collapse, as paths and as nodes', () => {
  it('reads paths as nodes, and leaves out those of another profile', () => {
    const state = { mode: 'all' as const, toggled: [['main'], ['gone', 'x'], []] };
    expect(collapseOfState(profile, state)).toEqual({ mode: 'all', toggled: new Set([1, 0]) });
  });

  it('keeps groups of an earlier profile in their places while others are toggled, and drops them with another mode', () => {
    const before = { mode: 'all' as const, toggled: [['gone', 'x']] };
    expect(stateOfCollapse(profile, { mode: 'all', toggled: new Set([5, 1]) }, before)).toEqual({
      mode: 'all',
      toggled: [['gone', 'x'], ['gc'], ['main']],
    });
    // The last open group of this profile is closed: those that it lacks may come back.
    expect(stateOfCollapse(profile, { mode: 'all', toggled: new Set() }, before)).toEqual({
      mode: 'all',
      toggled: [['gone', 'x']],
    });
    expect(stateOfCollapse(profile, { mode: 'none', toggled: new Set([1]) }, before)).toEqual({
      mode: 'none',
      toggled: [['main']],
    });
  });

  it('keeps the order in which groups were toggled, whatever is toggled back', () => {
    const before = { mode: 'all' as const, toggled: [['gc'], ['gone'], ['main', 'a']] };
    const { toggled } = collapseOfState(profile, before);
    const more = stateOfCollapse(profile, { mode: 'all', toggled: new Set([...toggled, 1]) }, before);
    expect(more.toggled).toEqual([...before.toggled, ['main']]);
    const fewer = stateOfCollapse(profile, { mode: 'all', toggled: new Set([2, 1]) }, more);
    expect(fewer.toggled).toEqual([['gone'], ['main', 'a'], ['main']]);
  });

  it('comes back unchanged from there', () => {
    const stacks = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(stacks, fc.infiniteStream(fc.boolean()), (lists, toggles) => {
        const shown = folded(lists.map((frames) => `${frames.join(';')} 1`).join('\n'));
        const toggled = new Set([...shown.symbol.keys()].filter(() => toggles.next().value));
        const state = stateOfCollapse(shown, { mode: 'all', toggled }, { mode: 'all', toggled: [] });
        expect(collapseOfState(shown, state).toggled).toEqual(toggled);
      })
    );
  });
});

describe('revealInGroup', () => {
  it('opens the collapsed group that hides a node', () => {
    expect(revealInGroup(profile, { mode: 'all', toggled: new Set([5]) }, 3)).toEqual({
      mode: 'all',
      toggled: new Set([5, 1]),
    });
    expect(revealInGroup(profile, { mode: 'none', toggled: new Set([1]) }, 3)).toEqual({
      mode: 'none',
      toggled: new Set(),
    });
  });

  it('leaves heads, frames without a group and expanded groups alone', () => {
    expect(revealInGroup(profile, { mode: 'all', toggled: new Set() }, 1)).toBeUndefined();
    expect(revealInGroup(profile, { mode: 'all', toggled: new Set() }, 5)).toBeUndefined();
    expect(revealInGroup(profile, { mode: 'all', toggled: new Set([1]) }, 3)).toBeUndefined();
    expect(revealInGroup(profile, { mode: 'none', toggled: new Set() }, 3)).toBeUndefined();
  });
});
