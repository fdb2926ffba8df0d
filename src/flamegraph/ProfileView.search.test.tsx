import { act, screen, waitFor, within } from '@testing-library/react';
import { drawn, folded } from '../profile/testing/drawn';
import { matchSymbolsSliced } from '../profile/search';
import { shownGraphs } from './testing/graphProbe';
import { giveElementsASize } from './testing/elementSize';
import { renderView } from './testing/renderView';

jest.mock('./FlameGraph', () => jest.requireActual('./testing/graphProbe'));
jest.mock('../profile/search', () => {
  const actual = jest.requireActual('../profile/search');
  return { ...actual, matchSymbolsSliced: jest.fn(actual.matchSymbolsSliced) };
});

beforeEach(() => giveElementsASize());

/** Nodes: 0 total 50, 1 main 30, 2 json.Marshal 20, 3 json.Encode 18, 4 read 10 with self 10, 5 gc 20. */
const profile = () =>
  drawn(`
    [total                                           ]
    [main                        ][gc                ]
    [json.Marshal      ][read    ]
      [json.Encode     ]
  `);

const field = () => screen.getByRole('textbox', { name: 'Search symbols' });
const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('[data-control="name"]')?.textContent);
const graph = () => shownGraphs.get('Flame graph')!;
const lit = () => graph().profile.frames.names.filter((_, symbol) => graph().lit?.[symbol] === 1);
/** The node that the graph was last told to show, and the one before. */
const revealed = () => graph().reveal?.node;
const next = () => screen.getByRole('button', { name: /^Next match/ });
const previous = () => screen.getByRole('button', { name: /^Previous match/ });
const status = () => screen.getByRole('status').textContent;

describe('search', () => {
  it('is literal and ignores case; filters the table, lights the graph, counts each part once', async () => {
    const { user, state, changes } = renderView(profile());
    await user.type(field(), 'JSON.');
    expect(names()).toEqual(['json.Encode', 'json.Marshal']);
    expect(lit()).toEqual(['json.Marshal', 'json.Encode']);
    // Encode is below Marshal: 20 of 50, not 38.
    expect(screen.getByText('2 symbols, 40 %', { selector: 'span' })).toBeInTheDocument();
    expect(field()).toHaveAccessibleDescription('2 symbols, 40 %');
    expect(status()).toContain('2 symbols, 40 %');
    expect(state().search).toEqual({ text: 'JSON.', regex: false });
    expect(new Set(changes.map(({ history }) => history))).toEqual(new Set(['replace']));
  });

  it('finds punctuation as it is, and says when nothing matches', async () => {
    const { user } = renderView(folded('a,b 3\nmain.(*T).Do 2\nx 5'));
    await user.type(field(), ',');
    expect(names()).toEqual(['a,b']);
    await user.clear(field());
    await user.type(field(), '(*t)');
    expect(screen.getByText('1 symbol, 20 %', { selector: 'span' })).toBeInTheDocument();
    await user.clear(field());
    await user.type(field(), '.*');
    expect(screen.getByText('0 symbols, 0 %', { selector: 'span' })).toBeInTheDocument();
    expect(screen.getByText('No symbol matches')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Next match/ })).not.toBeInTheDocument();
  });

  it.each([false, true])('does not find the root, which is no symbol (regular expression: %s)', async (regex) => {
    renderView(profile(), { search: { text: 'total', regex } });
    expect(await screen.findByText('0 symbols, 0 %', { selector: 'span' })).toBeInTheDocument();
    expect(lit()).toEqual([]);
  });

  it('keeps the keys that it and the view have used from Grafana, and passes on the others', async () => {
    const { user } = renderView(profile(), { search: { text: 'json', regex: false }, highlight: 'gc' });
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', listen);
    await user.click(field());
    // Clears the field, takes back the highlight, and is then Grafana's.
    await user.keyboard('{Escape}{Escape}');
    expect(heard).toEqual([]);
    expect(field()).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(heard).toEqual(['Escape']);
    await user.click(screen.getByRole('button', { name: /^Collapse all groups/ }));
    await user.keyboard('/');
    expect(field()).toHaveFocus();
    await user.keyboard('{Control>}k{/Control}');
    expect(heard).toEqual(['Escape', 'Control', 'k']);
    document.removeEventListener('keydown', listen);
  });

  it('is cleared by Escape and by its cross', async () => {
    const { user, state, changes } = renderView(profile(), { search: { text: 'json', regex: false }, highlight: 'gc' });
    expect(names()).toHaveLength(2);
    await user.click(field());
    await user.keyboard('{Escape}');
    expect(state()).toMatchObject({ search: undefined, highlight: 'gc' });
    expect(names()).toHaveLength(5);
    expect(changes.at(-1)?.history).toBe('push');

    await user.type(field(), 'gc');
    await user.click(screen.getByRole('button', { name: 'Clear search' }));
    expect(field()).toHaveValue('');
    expect(names()).toHaveLength(5);
  });

  it('shows a highlighted symbol rather than all matches', async () => {
    const { user } = renderView(profile(), { search: { text: 'json', regex: false } });
    await user.click(screen.getByRole('button', { name: 'json.Encode' }));
    expect(names()).toEqual(['json.Encode', 'json.Marshal']);
    expect(lit()).toEqual(['json.Encode']);
  });
});

describe('regular expressions', () => {
  const toggle = () => screen.getByRole('button', { name: 'Use a regular expression' });

  it('are a choice', async () => {
    const { user, state } = renderView(profile());
    expect(toggle()).toHaveAttribute('aria-pressed', 'false');
    await user.type(field(), '^(read|GC)$');
    expect(screen.getByText('0 symbols, 0 %', { selector: 'span' })).toBeInTheDocument();
    await user.click(toggle());
    expect(toggle()).toHaveAttribute('aria-pressed', 'true');
    expect(state().search).toEqual({ text: '^(read|GC)$', regex: true });
    expect(await screen.findByText('2 symbols, 60 %', { selector: 'span' })).toBeInTheDocument();
    expect(names()).toEqual(['gc', 'read']);
  });

  it('that are none are shown as such at the field, and filter nothing', async () => {
    renderView(profile(), { search: { text: '(json', regex: true } });
    await waitFor(() => expect(field()).toBeInvalid());
    expect(field()).toHaveAccessibleDescription(/^Not a regular expression: Missing closing \)/);
    expect(names()).toHaveLength(5);
  });

  it('that are slow show the rows from before dimmed, and no count of them', async () => {
    const { setState } = renderView(profile(), { search: { text: 'json.+', regex: true } });
    expect(await screen.findByText('2 symbols, 40 %', { selector: 'span' })).toBeInTheDocument();
    const rowgroup = () => within(screen.getByRole('table')).getAllByRole('rowgroup').at(-1)!;
    const plain = rowgroup().className;
    jest.mocked(matchSymbolsSliced).mockImplementation(() => new Promise(() => {}));
    setState({ search: { text: 'g.+', regex: true } });
    expect(await screen.findByText('Searching…', { selector: 'span' })).toBeInTheDocument();
    expect(names()).toEqual(['json.Encode', 'json.Marshal']);
    expect(rowgroup().className).not.toBe(plain);
    expect(screen.queryByRole('button', { name: /^Next match/ })).not.toBeInTheDocument();
    jest.mocked(matchSymbolsSliced).mockImplementation(jest.requireActual('../profile/search').matchSymbolsSliced);
  });

  it('that replace a slow one abort it', async () => {
    const signals: AbortSignal[] = [];
    jest.mocked(matchSymbolsSliced).mockImplementation((_, __, options) => {
      signals.push(options!.signal!);
      return new Promise(() => {});
    });
    const { setState } = renderView(profile(), { search: { text: 'a+', regex: true } });
    await waitFor(() => expect(signals).toHaveLength(1));
    expect(screen.getByText('Searching…', { selector: 'span' })).toBeInTheDocument();
    setState({ search: { text: 'b+', regex: true } });
    await waitFor(() => expect(signals).toHaveLength(2));
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
    jest.mocked(matchSymbolsSliced).mockImplementation(jest.requireActual('../profile/search').matchSymbolsSliced);
  });

  it('keep their mode when the field is cleared', async () => {
    const { user, state } = renderView(profile(), { search: { text: 'x', regex: true } });
    await user.clear(field());
    expect(state().search).toEqual({ text: '', regex: true });
  });
});

describe('next and previous', () => {
  it('go through the matching frames in the order of the graph, and around', async () => {
    const { user } = renderView(profile(), { search: { text: 'e', regex: false } });
    // json.Encode and read; json.Marshal has no e.
    const order: Array<number | undefined> = [];
    for (let i = 0; i < 3; i++) {
      await user.click(next());
      order.push(revealed());
    }
    expect(order).toEqual([3, 4, 3]);
    expect(screen.getByText('1 of 2')).toBeInTheDocument();
    await user.click(previous());
    expect(revealed()).toBe(4);
    expect(status()).toContain('Match 2 of 2: read');
  });

  it('work by Enter, Shift+Enter and F3', async () => {
    const { user } = renderView(profile());
    await user.type(field(), 'json');
    await user.keyboard('{Enter}');
    expect(revealed()).toBe(2);
    await user.keyboard('{Enter}');
    expect(revealed()).toBe(3);
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(revealed()).toBe(2);
    act(() => screen.getByRole('button', { name: 'json.Marshal' }).focus());
    await user.keyboard('{F3}');
    expect(revealed()).toBe(3);
    await user.keyboard('{Shift>}{F3}{/Shift}');
    expect(revealed()).toBe(2);
  });

  it('show the same frame again when it is the only one', async () => {
    const { user } = renderView(profile(), { search: { text: 'gc', regex: false } });
    await user.click(next());
    const first = graph().reveal;
    await user.click(next());
    expect(revealed()).toBe(5);
    expect(graph().reveal).not.toBe(first);
  });

  it('open the collapsed group that hides a match, and only that one', async () => {
    // main hides a and b; gc hides c.
    const grouped = folded('main;a;b 10\ngc;c 5\nx 1');
    const { user, state, changes } = renderView(grouped, { search: { text: 'b', regex: false } });
    await user.click(next());
    expect(state().collapse).toEqual({ mode: 'all', toggled: [['main']] });
    expect(changes.at(-1)?.history).toBe('replace');
    expect(graph().profile.frames.names[graph().profile.symbol[revealed()!]]).toBe('b');
    expect([...graph().collapse.toggled].map((node) => grouped.frames.names[grouped.symbol[node]])).toEqual(['main']);
    await user.click(next());
    expect(state().collapse.toggled).toEqual([['main']]);
  });

  it('stay where they were after a refresh', async () => {
    const { user, setProfile } = renderView(profile(), { search: { text: 'e', regex: false } });
    await user.click(next());
    await user.click(next());
    expect(screen.getByText('2 of 2')).toBeInTheDocument();
    const shown = graph().reveal;
    setProfile(profile());
    expect(screen.getByText('2 of 2')).toBeInTheDocument();
    // The graph is not told again.
    expect(graph().reveal).toBe(shown);
    setProfile(folded('A;e 1\nmain;json.Marshal;json.Encode 20\nmain;read 10'));
    expect(screen.getByText('3 of 3')).toBeInTheDocument();
    await user.click(next());
    expect(screen.getByText('1 of 3')).toBeInTheDocument();
  });

  it('name no place that a zoom leaves out', async () => {
    const { user, setState } = renderView(folded('a;e1 1\na;e2 2\nb;e3 3\nb;e4 4'), {
      search: { text: 'e', regex: false },
    });
    await user.click(previous());
    expect(screen.getByText('4 of 4')).toBeInTheDocument();
    setState({ focus: ['a'] });
    expect(screen.queryByText(/of 2/)).not.toBeInTheDocument();
    expect(status()).not.toContain('Match');
    await user.click(next());
    expect(screen.getByText('1 of 2')).toBeInTheDocument();
  });

  it('keep to what is below the focus, and leave a focus that hides every match', async () => {
    const { user, state } = renderView(profile(), { focus: ['main'], search: { text: 'e', regex: false } });
    await user.click(next());
    expect(revealed()).toBe(3);
    expect(state().focus).toEqual(['main']);
    await user.clear(field());
    await user.type(field(), 'gc');
    await user.click(next());
    expect(revealed()).toBe(5);
    expect(state().focus).toBeUndefined();
  });

  it('are not offered where there is no graph', () => {
    renderView(profile(), { search: { text: 'json', regex: false }, layout: 'table' });
    expect(names()).toHaveLength(2);
    expect(screen.queryByRole('button', { name: /^Next match/ })).not.toBeInTheDocument();
  });
});
