import { act, screen } from '@testing-library/react';
import { buildProfile } from '../profile/build';
import { FrameKind } from '../profile/model';
import { folded } from '../profile/testing/drawn';
import { shownGraphs } from './testing/graphProbe';
import { giveElementsASize } from './testing/elementSize';
import { decodeShortPaths, encodeShortPaths } from '../profile/path';
import { marshaling as profile } from './testing/marshaling';
import { renderView } from './testing/renderView';

jest.mock('./FlameGraph', () => jest.requireActual('./testing/graphProbe'));

beforeEach(() => giveElementsASize());

const graph = (label = 'Flame graph') => shownGraphs.get(label)!;
const button = (name: string) => screen.getByRole('button', { name });
/** A chip's text without its cross. */
const chip = (cross: string) => button(cross).parentElement?.textContent;

const withoutValue = buildProfile({
  level: [0, 1, 2],
  value: [5, 5, 0],
  self: [0, 5, 0],
  label: [0, 1, 2],
  symbols: ['total', 'main', 'idle'],
});

describe('chips', () => {
  it('tell how often and how much is highlighted', async () => {
    const { user, state } = renderView(profile(), { highlight: 'json.Marshal' });
    expect(chip('Remove highlight')).toBe('highlight: json.Marshal 2 places, 40 %');
    expect(screen.getByRole('status')).toHaveTextContent('highlight: json.Marshal, 2 places, 40 %');
    await user.click(button('Remove highlight'));
    expect(state().highlight).toBeUndefined();
    expect(screen.queryByRole('button', { name: 'Remove highlight' })).not.toBeInTheDocument();
  });

  it('call a value of a label what it is called, not what a function of that name would be', () => {
    const value = 'std::vector<int>::size()';
    const { frames, ...rest } = folded(`${value} 10`);
    const kinds = frames.kinds.map((kind, s) => (frames.names[s] === value ? FrameKind.label : kind));
    renderView({ ...rest, frames: { ...frames, kinds } }, { highlight: value });
    expect(chip('Remove highlight')).toBe(`highlight: ${value} 1 place, 100 %`);
    expect(screen.getByRole('status')).toHaveTextContent(`highlight: ${value}, 1 place, 100 %`);
  });

  it('name sandwich and focus, and take them back one by one', async () => {
    const { user, state, changes } = renderView(profile(), { sandwich: 'json.Marshal', focus: ['main', 'read'] });
    expect(chip('Leave callers and callees')).toBe('sandwich: json.Marshal');
    expect(chip('Show the whole profile')).toBe('focus: read 20 %');
    await user.click(button('Show the whole profile'));
    expect(state()).toMatchObject({ focus: undefined, sandwich: 'json.Marshal' });
    await user.click(button('Leave callers and callees'));
    expect(state().sandwich).toBeUndefined();
    expect(changes.map(({ history }) => history)).toEqual(['push', 'push']);
  });

  it('mark shares as lower bounds while something is not loaded', () => {
    renderView(folded('main 10\nmain;other 16\ngc 10\nother 4'), { highlight: 'main' });
    expect(chip('Remove highlight')).toBe('highlight: main 1 place, ≥ 65 %');
  });

  it('say what this profile does not have, and keep it for the next one', () => {
    const gone = { highlight: 'gone.A', sandwich: 'gone.B', focus: ['main', 'gone.C'] };
    const { state, setProfile } = renderView(profile(), gone);
    expect(chip('Remove highlight')).toBe('highlight: gone.A not in this profile');
    expect(chip('Leave callers and callees')).toBe('sandwich: gone.B not in this profile');
    expect(chip('Show the whole profile')).toBe('focus: gone.C not in this profile, showing main');
    const said = screen.getByRole('status').textContent;
    expect(said).toContain('highlight: gone.A, not in this profile');
    expect(said).toContain('sandwich: gone.B, not in this profile');
    expect(said).toContain('focus: gone.C, not in this profile, showing main');
    // The graph shows what can be shown: the nearest frame above, no sandwich, nothing dimmed.
    expect(graph()).toMatchObject({ focus: 1, lit: undefined });
    expect(state()).toMatchObject(gone);

    const next = folded('main;gone.C 4\ngone.A;gone.B 6');
    setProfile(next);
    expect(chip('Remove highlight')).toBe('highlight: gone.A 1 place, 60 %');
    expect(chip('Show the whole profile')).toBe('focus: gone.C 40 %');
    expect(screen.getByRole('tree', { name: 'Callers of gone.B' })).toBeInTheDocument();
  });

  it('say which frame has another name than in the link that leads through it', () => {
    const [text] = encodeShortPaths([['main', 'serve', 'read']]);
    renderView(folded('main;serve2;read 3\nmain;other 1'), { focus: decodeShortPaths([text])[0] });
    expect(graph().focus).toBe(4);
    expect(chip('Show the whole profile')).toBe('focus: read ≥ 75 %, serve2 had another name in the link');
    expect(screen.getByRole('status')).toHaveTextContent('serve2 had another name in the link');
  });

  it('say when nothing of a focus path is there', () => {
    renderView(profile(), { focus: ['x', 'y'] });
    expect(chip('Show the whole profile')).toBe('focus: y not in this profile');
    expect(graph().focus).toBe(0);
  });
});

describe('focus and groups', () => {
  it('go out as paths of names and come back as nodes', () => {
    const { state, changes } = renderView(profile());
    act(() => graph().onFocus(4));
    expect(state().focus).toEqual(['main', 'read']);
    expect(graph().focus).toBe(4);
    act(() => graph().onFocus(0));
    expect(state().focus).toBeUndefined();
    act(() => graph().onCollapse({ mode: 'all', toggled: new Set([1]) }));
    expect(state().collapse).toEqual({ mode: 'all', toggled: [['main']] });
    expect(graph().collapse.toggled).toEqual(new Set([1]));
    expect(changes.map(({ history }) => history)).toEqual(['push', 'push', 'push']);
  });

  it('stay where they are when what the server cut is asked for beside a function of its name', () => {
    const { changes, state } = renderView(
      buildProfile({
        level: [0, 1, 1, 2],
        value: [9, 4, 5, 5],
        self: [0, 4, 0, 5],
        label: [0, 1, 1, 2],
        symbols: ['total', 'other', 'deep'],
      })
    );
    act(() => graph().onFocus(1));
    expect(changes).toEqual([]);
    act(() => graph().onFocus(2));
    expect([state().focus, graph().focus]).toEqual([['other'], 2]);
  });

  it('on a value of 0 say so: there is nothing to draw', () => {
    const { setState } = renderView(withoutValue, { focus: ['main', 'idle'] });
    expect(screen.getByText('The value of this frame is 0')).toBeInTheDocument();
    setState({ focus: ['main'] });
    expect(screen.queryByText('The value of this frame is 0')).not.toBeInTheDocument();
  });

  it('are not given anew to the graph when something else changes', async () => {
    const { setState } = renderView(profile(), { focus: ['main'], collapse: { mode: 'all', toggled: [['main']] } });
    const before = graph();
    // A page reads its whole state from the URL: equal parts, new objects.
    setState({
      focus: ['main'],
      collapse: { mode: 'all', toggled: [['main']] },
      sort: { column: 'total', direction: 'asc' },
    });
    expect(graph()).toBe(before);
  });
});

describe('sandwich', () => {
  const openSandwich = async () => {
    const view = renderView(profile());
    await view.user.click(button('Callers and callees of json.Marshal'));
    return view;
  };

  it('shows callers above and callees below, with the totals of the table', async () => {
    const { state, changes } = await openSandwich();
    expect(changes).toEqual([{ change: { sandwich: 'json.Marshal' }, history: 'push' }]);
    expect(state().layout).toBe('both');
    expect(screen.queryByRole('tree', { name: 'Flame graph' })).not.toBeInTheDocument();
    const callers = graph('Callers of json.Marshal');
    const callees = graph('Callees of json.Marshal');
    expect([callers.direction, callees.direction]).toEqual(['up', 'down']);
    // The recursion counts once: 20 as in the table, of 50.
    expect([callers.profile.total[0], callees.profile.total[0], callers.wholeValue]).toEqual([20, 20, 50]);
    expect(screen.getByTestId('sandwich-symbol')).toHaveTextContent('json.Marshaltotal 20 s 40 %self 20 s 40 %');
    const order = [
      screen.getByRole('tree', { name: 'Callers of json.Marshal' }),
      screen.getByTestId('sandwich-symbol'),
      screen.getByRole('tree', { name: 'Callees of json.Marshal' }),
    ];
    for (let i = 1; i < order.length; i++) {
      expect(order[i - 1].compareDocumentPosition(order[i])).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    }
    expect(button('Callers and callees of json.Marshal')).toHaveAttribute('aria-pressed', 'true');
  });

  it('is left by the same button', async () => {
    const { user, state } = await openSandwich();
    await user.click(button('Callers and callees of json.Marshal'));
    expect(state().sandwich).toBeUndefined();
    expect(screen.getByRole('tree', { name: 'Flame graph' })).toBeInTheDocument();
  });

  it('zooms and collapses each graph on its own, as paths in the state, and starts afresh with another symbol', async () => {
    const { user, state, changes } = await openSandwich();
    act(() => graph('Callers of json.Marshal').onFocus(1));
    act(() => graph('Callees of json.Marshal').onCollapse({ mode: 'all', toggled: new Set([1]) }));
    expect(graph('Callers of json.Marshal').focus).toBe(1);
    expect(graph('Callees of json.Marshal').focus).toBe(0);
    expect(graph('Callers of json.Marshal').collapse.toggled).toEqual(new Set());
    expect(graph('Callees of json.Marshal').collapse.toggled).toEqual(new Set([1]));
    expect(state()).toMatchObject({
      callers: { focus: ['main'], toggled: [] },
      callees: { toggled: [['json.Marshal']] },
      collapse: { mode: 'all', toggled: [] },
    });
    expect(state().focus).toBeUndefined();
    act(() => graph('Callees of json.Marshal').onFocus(1));
    act(() => graph('Callers of json.Marshal').onFocus(0));
    expect(state().callers).toBeUndefined();
    expect(state().callees).toEqual({ focus: ['json.Marshal'], toggled: [['json.Marshal']] });
    expect(changes.slice(1).map(({ history }) => history)).toEqual(['push', 'push', 'push', 'push']);

    await user.click(button('Callers and callees of read'));
    expect(state()).toMatchObject({ sandwich: 'read', callers: undefined, callees: undefined });
    expect(graph('Callers of read').focus).toBe(0);
    expect(graph('Callees of read').collapse.toggled).toEqual(new Set());
  });

  it('says what a new profile lacks of what was zoomed into, and shows the nearest frame', async () => {
    const { user, state, setProfile } = renderView(profile(), {
      sandwich: 'json.Marshal',
      callers: { focus: ['main'], toggled: [] },
      callees: { focus: ['json.Marshal', 'gone'], toggled: [] },
    });
    expect(graph('Callers of json.Marshal').focus).toBe(1);
    expect(graph('Callees of json.Marshal').focus).toBe(1);
    expect(chip('Show all callees of json.Marshal')).toBe('focus: gone not in this profile, showing json.Marshal');
    setProfile(folded('json.Marshal;json.Marshal;gone 5\ngc 5'));
    expect(screen.queryByRole('button', { name: 'Show all callees of json.Marshal' })).not.toBeInTheDocument();
    expect(graph('Callees of json.Marshal').focus).toBe(2);
    expect(chip('Show all callers of json.Marshal')).toBe('focus: main not in this profile');
    await user.click(button('Show all callers of json.Marshal'));
    expect(state()).toMatchObject({ sandwich: 'json.Marshal', callers: undefined });
  });

  it('expands all groups of all graphs from any of them', async () => {
    const { state } = renderView(profile(), {
      sandwich: 'json.Marshal',
      collapse: { mode: 'all', toggled: [['main']] },
      callers: { focus: ['main'], toggled: [['main']] },
      callees: { toggled: [['json.Marshal']] },
    });
    act(() => graph('Callees of json.Marshal').onCollapseAll('none'));
    expect(state()).toMatchObject({
      collapse: { mode: 'none', toggled: [] },
      callers: { focus: ['main'], toggled: [] },
      callees: undefined,
    });
  });

  it('is left, and the layout with it, where the table stands alone', async () => {
    const { user, state } = renderView(profile(), { layout: 'table', sandwich: 'read' });
    await user.click(button('Callers and callees of read'));
    expect(state()).toMatchObject({ sandwich: undefined, layout: 'table' });
  });

  it('of another symbol is drawn anew: it begins at its own symbol', async () => {
    const { user } = await openSandwich();
    const before = screen.getByRole('tree', { name: 'Callees of json.Marshal' });
    await user.click(button('Callers and callees of read'));
    expect(before).not.toBeInTheDocument();
  });

  it('is drawn anew for a symbol that is shown by the same name, too', () => {
    const lambda = (number: number) => `com/example/Cart$$Lambda$${number}/0x0000000800c0${number}.apply`;
    const { setState } = renderView(folded(`main;${lambda(14)} 3\nmain;${lambda(15)} 2`), { sandwich: lambda(14) });
    const callers = () => screen.getByRole('tree', { name: 'Callers of com.example.Cart$$Lambda.apply' });
    const before = callers();
    setState({ sandwich: lambda(15) });
    expect(callers()).not.toBe(before);
  });

  it('of samples without frames says so', () => {
    renderView(folded(' 5\nmain 2'), { sandwich: 'total' });
    expect(screen.getByText('Samples without frames')).toBeInTheDocument();
  });

  it('opens beside the table where the table stood alone', async () => {
    const { user, state } = renderView(profile(), { layout: 'table' });
    await user.click(button('Callers and callees of read'));
    expect(state()).toMatchObject({ sandwich: 'read', layout: 'both' });
    expect(screen.getByRole('tree', { name: 'Callers of read' })).toBeInTheDocument();
  });

  it('is searched too: next goes through callers, then callees', async () => {
    const view = renderView(folded('main;a;x;main;b 6\nmain;x;c 2'), {
      sandwich: 'x',
      search: { text: 'main', regex: false },
    });
    const reveal = (label: string) => {
      const { profile: shown, reveal: at } = graph(label);
      return at && shown.frames.names[shown.symbol[at.node]];
    };
    const next = () => view.user.click(screen.getByRole('button', { name: /^Next match/ }));
    await next();
    expect([reveal('Callers of x'), reveal('Callees of x')]).toEqual(['main', undefined]);
    await next();
    await next();
    expect([reveal('Callers of x'), reveal('Callees of x')]).toEqual([undefined, 'main']);
    expect(screen.getByText('3 of 3')).toBeInTheDocument();
  });
});
