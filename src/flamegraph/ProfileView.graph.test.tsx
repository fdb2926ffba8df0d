import { act, screen } from '@testing-library/react';
import { drawn, folded } from '../profile/testing/drawn';
import { stubCanvas } from './testing/canvasStub';
import { renderView } from './testing/renderView';

stubCanvas({ width: 1200, height: 560 });

/** With the real graph: jsdom paints nothing, but the tree beside the canvas is there. */
const profile = () =>
  drawn(`
    [total                                           ]
    [main                        ][gc                ]
    [json.Marshal      ][read    ]
      [json.Encode     ]
  `);

describe('view and graph together', () => {
  it('step out of a focus by one Escape in the graph, and leave the highlight to the next', async () => {
    const { user, state } = renderView(profile(), { highlight: 'gc' });
    act(() => screen.getByRole('tree', { name: 'Flame graph' }).focus());
    await user.keyboard('{ArrowDown}{Enter}');
    expect(state()).toMatchObject({ focus: ['main'], highlight: 'gc' });
    await user.keyboard('{Escape}');
    expect(state()).toMatchObject({ focus: undefined, highlight: 'gc' });
    await user.keyboard('{Escape}');
    expect(state().highlight).toBeUndefined();
  });

  it.each([
    ['a sandwich', { sandwich: 'read' }, { sandwich: undefined }],
    ['the table alone', { layout: 'table' as const }, { layout: 'both' as const }],
  ])('step out as they came in, after %s too', async (_, away, back) => {
    const { user, state, setState } = renderView(profile());
    const focusGraph = () => act(() => screen.getByRole('tree', { name: 'Flame graph' }).focus());
    focusGraph();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(state().focus).toEqual(['main', 'json.Marshal']);
    setState(away);
    expect(screen.queryByRole('tree', { name: 'Flame graph' })).not.toBeInTheDocument();
    setState(back);
    focusGraph();
    await user.keyboard('{Escape}');
    expect(state().focus).toBeUndefined();
  });

  it('zoom in a sandwich, and come back to it before leaving it', async () => {
    // x has two callers, or all of them would be one group with it.
    const { user, state } = renderView(folded('a;x 6\nb;x 2'));
    await user.click(screen.getByRole('button', { name: 'Callers and callees of x' }));
    act(() => screen.getByRole('tree', { name: 'Callers of x' }).focus());
    // Callers stand above their symbol.
    await user.keyboard('{ArrowUp}{Enter}');
    expect(state().sandwich).toBe('x');
    expect(state().focus).toBeUndefined();
    await user.keyboard('{Escape}');
    expect(state().sandwich).toBe('x');
    await user.keyboard('{Escape}');
    expect(state().sandwich).toBeUndefined();
  });

  it.each([['{ArrowDown}s'], ['{ArrowDown}{ContextMenu}{ArrowDown}{ArrowDown}{Enter}']])(
    'keep the keyboard in the view when %s opens a sandwich in the place of the graph',
    async (keys) => {
      const { user, state } = renderView(profile());
      act(() => screen.getByRole('tree', { name: 'Flame graph' }).focus());
      for (const key of keys.split(/(?<=\{ContextMenu\})/)) {
        await user.keyboard(key);
        // The menu's code may have to be fetched.
        await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      }
      expect(state().sandwich).toBe('main');
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(screen.getByRole('region', { name: 'Profile' })).toContainElement(document.activeElement as HTMLElement);
      await user.keyboard('{Escape}');
      expect(state().sandwich).toBeUndefined();
    }
  );

  it('search from the graph by /, and show a match there', async () => {
    const { user } = renderView(profile());
    act(() => screen.getByRole('tree', { name: 'Flame graph' }).focus());
    await user.keyboard('/');
    expect(screen.getByRole('textbox', { name: 'Search symbols' })).toHaveFocus();
    await user.keyboard('read{Enter}');
    const tree = screen.getByRole('tree', { name: 'Flame graph' });
    const active = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
    expect(active).toHaveAccessibleName(/^read, 20 % of total/);
  });
});
