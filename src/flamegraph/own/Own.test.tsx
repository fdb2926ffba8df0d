import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { OwnWord } from '../../profile/own/ownership';
import { folded } from '../../profile/testing/drawn';
import { shownGraphs } from '../testing/graphProbe';
import { giveElementsASize } from '../testing/elementSize';
import { renderView } from '../testing/renderView';
import type { ProfileViewState } from '../types';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => giveElementsASize());

/** Its code is fetched once a page, when the first picture is drawn. */
beforeAll(async () => {
  show();
  await waitFor(() => press('No own code on the stack'));
  cleanup();
});

const stacks = () =>
  folded(`
    main.main;main.hash;crypto/sha256.block 50
    main.main;main.hash;runtime.mallocgc 10
    main.main 11
    google.golang.org/grpc.(*Server).serve 9
    google.golang.org/grpc.(*Server).serve;runtime.gopark 8
    runtime.gcBgMarkWorker;runtime.gcDrain 12
  `);

interface Known {
  words?: OwnWord[];
  repository?: string;
  waits?: boolean;
  coming?: boolean;
}

const show = (
  profile = stacks(),
  { words = [], repository, waits = false, coming }: Known = {},
  state: Partial<ProfileViewState> = {}
) => renderView(profile, state, { own: { words, repository, waits, coming } });

const table = () => screen.getByRole('table', { name: 'Symbols' });
const texts = () =>
  within(table())
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.querySelectorAll('[role="cell"]')].map((cell) => cell.textContent).join(' | '));
const press = (name: string | RegExp) => screen.getByRole('button', { name });
const header = (name: string) => within(table()).getByRole('button', { name });

describe('the column Own', () => {
  it('charges what is done for own code to it, and leaves self as it was', async () => {
    const { user, state } = show();
    expect(texts()[0]).toBe('crypto/sha256.block | 50 s 50 % | 50 s 50 % | ');
    await user.click(header('Own'));
    expect(state().sort).toEqual({ column: 'own', direction: 'desc' });
    expect(texts().slice(0, 2)).toEqual([
      'main.hash | 0 s 0 % | 60 s 60 % | 60 s 60 %',
      'main.main | 11 s 11 % | 71 s 71 % | 11 s 11 %',
    ]);
  });

  it('has a row for stacks without own code, which opens into what they do; all add up to the whole', async () => {
    const { user } = show();
    const row = press('No own code on the stack');
    expect(row).toHaveAttribute('aria-expanded', 'false');
    expect(texts().at(-1)).toBe('No own code on the stack | 29 s 29 %');
    await user.click(row);
    expect(texts().slice(-4)).toEqual([
      'No own code on the stack | 29 s 29 %',
      'Garbage collection | 12 s 12 %',
      'Idle | 8 s 8 %',
      'Started by libraries | 9 s 9 %',
    ]);
    expect(Number(table().getAttribute('aria-rowcount'))).toBe(1 + texts().length);
  });

  it('leaves idle stacks out where profiles are of waiting, and says so', async () => {
    const { user } = show(stacks(), { waits: true });
    await user.click(press('No own code on the stack, without idle'));
    expect(texts().slice(-4)).toEqual([
      'No own code on the stack, without idle | 21 s 21 %',
      'Garbage collection | 12 s 12 %',
      'Idle, left out of the sum | 8 s 8 %',
      'Started by libraries | 9 s 9 %',
    ]);
    expect(press('own 71 % · libraries 9 % · runtime 12 % · idle 8 %')).toBeInTheDocument();
  });

  it('is not there where nothing is known of the service', () => {
    renderView(stacks(), { sort: { column: 'own', direction: 'desc' } });
    expect(within(table()).queryByRole('columnheader', { name: 'Own' })).not.toBeInTheDocument();
    expect(texts()[0]).toBe('crypto/sha256.block | 50 s 50 % | 50 s 50 %');
  });
});

describe('whose code it is', () => {
  const service = () =>
    folded(`
      main.main;github.com/me/shop/cart.Total;encoding/json.Marshal 60
      main.main;github.com/lib/router.Serve 30
      main.main 10
    `);

  it('says that it found none where names alone tell nothing, instead of shares of nobody', async () => {
    show(folded('<module>;main.<locals>.work;Flask.wsgi_app;report 10'));
    expect(await screen.findByText('No own code found')).toBeInTheDocument();
    expect(screen.queryByText(/Is .* your code/)).not.toBeInTheDocument();
    expect(screen.queryByText(/^own /)).not.toBeInTheDocument();
  });

  it('says the shares, and asks where nothing tells', async () => {
    const { user, changes } = show(service());
    expect(press('own 100 % · libraries 0 % · runtime 0 %')).toBeInTheDocument();
    expect(screen.getByText('Is github.com/me/shop your code?')).toBeInTheDocument();
    await user.click(press('No'));
    expect(screen.getByText('Is github.com/lib/router your code?')).toBeInTheDocument();
    await user.click(press('Yes'));
    expect(screen.queryByText(/your code\?/)).not.toBeInTheDocument();
    const said = [
      { package: 'github.com/me/shop', word: 'no' },
      { package: 'github.com/lib/router', word: 'yes' },
    ];
    expect(changes.at(-1)).toEqual({ change: { own: said }, history: 'push' });
    await user.click(header('Own'));
    expect(texts()[0]).toContain('main.main | 10 s 10 % | 100 s 100 % | 70 s 70 %');
  });

  it('asks with the end of a long name, which is the part that differs', () => {
    show(folded('github.com/an-organization/with-a-long-name/checkout/internal/cart.Total 1'));
    const asked = screen.getByText(/your code\?$/);
    expect(asked).toHaveTextContent('Is …organization/with-a-long-name your code?');
    expect(asked).toHaveAttribute('title', 'Is github.com/an-organization/with-a-long-name your code?');
  });

  it('does not ask while a profile may yet come that tells it', () => {
    show(service(), { coming: true });
    expect(press('own 100 % · libraries 0 % · runtime 0 %')).toBeInTheDocument();
    expect(screen.queryByText(/your code\?/)).not.toBeInTheDocument();
  });

  it('says shares as lower bounds where something is not loaded', () => {
    show(folded('main.main 617\nos.Read 123\nother 260'));
    expect(press('own ≥ 61.7 % · libraries ≥ 0 % · runtime ≥ 12.3 %')).toBeInTheDocument();
  });

  it('does not ask where the repository tells, and the link wins over what was said before', async () => {
    const repository = 'https://github.com/me/shop';
    const words: OwnWord[] = [{ package: 'github.com/lib', word: 'yes' }];
    const { user } = show(service(), { repository, words }, { own: [{ package: 'github.com/lib', word: 'no' }] });
    expect(screen.queryByText(/your code\?/)).not.toBeInTheDocument();
    await user.click(header('Own'));
    expect(texts().slice(0, 2)).toEqual([
      'github.com/me/shop/cart.Total | 0 s 0 % | 60 s 60 % | 60 s 60 %',
      'main.main | 10 s 10 % | 100 s 100 % | 40 s 40 %',
    ]);
  });

  it('lets a link’s word win over what was kept of its parts; a word that is said here leaves them as they are', async () => {
    const cart: OwnWord = { package: 'github.com/me/shop/cart', word: 'no' };
    const shop: OwnWord = { package: 'github.com/me/shop', word: 'yes' };
    const profile = folded('github.com/me/shop/cart.Total 60\ngithub.com/me/shop.Serve 40');
    show(profile, { words: [cart] }, { own: [shop] });
    expect(press('own 100 % · libraries 0 % · runtime 0 %')).toBeInTheDocument();
    cleanup();
    const { user, state } = show(profile, { words: [cart] });
    await user.click(press('Yes'));
    expect(state().own).toEqual([cart, shop]);
    expect(press('own 40 % · libraries 60 % · runtime 0 %')).toBeInTheDocument();
  });

  it('says what decided, where it can be changed', async () => {
    const { user, state } = show(service(), { repository: 'https://github.com/me/shop' });
    await user.click(press(/^own /));
    expect(screen.getByText('by the service’s repository')).toBeInTheDocument();
    expect(screen.getByText('not decided, on 30 % of the stacks')).toBeInTheDocument();
    const choice = screen.getByRole('radiogroup', { name: 'Whose code is github.com/me/shop' });
    expect(within(choice).getByRole('radio', { name: 'Own' })).toBeChecked();
    await user.click(within(choice).getByRole('radio', { name: 'Passes through' }));
    expect(state().own).toEqual([{ package: 'github.com/me/shop', word: 'through' }]);
  });

  it('lets a part of what was found be marked by its name, of which it offers those of the profile', async () => {
    const profile = folded(`
      github.com/me/shop/internal/mw.Log;github.com/lib/router.Serve 5
      github.com/me/shop/internal/mw.Log;github.com/lib/router.Serve;github.com/me/shop/cart.Total 2
    `);
    const { user, state } = show(profile, { repository: 'https://github.com/me/shop' });
    await user.click(press(/^own/));
    const choice = (name: string) => screen.getByRole('radiogroup', { name: `Whose code is ${name}` });
    const part = 'github.com/me/shop/internal/mw';
    within(choice('Another package or a part of one'))
      .getAllByRole('radio')
      .forEach((radio) => expect(radio).toBeDisabled());
    const field = screen.getByLabelText('Another package or a part of one');
    const write = (value: string) => fireEvent.change(field, { target: { value } });
    write('shop/');
    const offered = [...document.getElementById(field.getAttribute('list')!)!.querySelectorAll('option')];
    expect(offered.map(({ value }) => value)).toEqual(['github.com/me/shop/cart', part]);
    write(` ${part}`);
    await user.click(within(choice(part)).getByRole('radio', { name: 'Passes through' }));
    expect(state().own).toEqual([{ package: part, word: 'through' }]);
    expect(field).toHaveValue('');
    expect(within(choice(part)).getByRole('radio', { name: 'Passes through' })).toBeChecked();
    expect(press('own 28.6 % · libraries 71.4 % · runtime 0 %')).toBeInTheDocument();
  });

  it('offers a choice for what the profile has, with the word in force, and reads a name with a separator behind it', async () => {
    const words: OwnWord[] = [{ package: 'github.com/me/shop/cart', word: 'no' }];
    const { user, state } = show(service(), { words, repository: 'https://github.com/me/shop' });
    await user.click(press(/^own/));
    const field = screen.getByLabelText('Another package or a part of one');
    const choice = (name: string) => screen.getByRole('radiogroup', { name: `Whose code is ${name}` });
    const write = (value: string) => fireEvent.change(field, { target: { value } });
    write('github.com/me/sho');
    within(choice('github.com/me/sho'))
      .getAllByRole('radio')
      .forEach((radio) => expect(radio).toBeDisabled());
    // It has a row of its own.
    write('github.com/me/shop/cart');
    expect(within(choice('github.com/me/shop/cart')).getByRole('radio', { name: 'Not own' })).toBeChecked();
    const inField = choice('Another package or a part of one');
    expect(within(inField).getByRole('radio', { name: 'Not own' })).toBeChecked();
    write('github.com/lib/');
    await user.click(within(choice('github.com/lib')).getByRole('radio', { name: 'Own' }));
    expect(state().own).toEqual([{ package: 'github.com/lib', word: 'yes' }]);
  });

  it('takes a word back, at once or later, to what tells by itself', async () => {
    const { user, state } = show(service());
    const asked = 'Is github.com/me/shop your code?';
    await user.click(press('Yes'));
    expect(press(/^own/)).toHaveTextContent('own 100 %');
    await user.click(press('Undo'));
    expect(state().own).toEqual([{ package: 'github.com/me/shop', word: 'default' }]);
    expect(screen.getByText(asked)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    await user.click(press('Yes'));
    await user.click(press(/^own/));
    await user.click(press('github.com/me/shop: use the default'));
    expect(state().own).toEqual([{ package: 'github.com/me/shop', word: 'default' }]);
    expect(screen.getByText(asked)).toBeInTheDocument();
  });

  it('takes back what was said on an earlier visit', async () => {
    const words: OwnWord[] = [{ package: 'github.com/me/shop', word: 'no' }];
    const { user, state } = show(service(), { words });
    expect(screen.getByText('Is github.com/lib/router your code?')).toBeInTheDocument();
    await user.click(press(/^own/));
    await user.click(press('github.com/me/shop: use the default'));
    expect(state().own).toEqual([{ package: 'github.com/me/shop', word: 'default' }]);
    expect(screen.getByText('Is github.com/me/shop your code?')).toBeInTheDocument();
  });

  it('dims what is not own, unless something is searched or highlighted', async () => {
    const { user, setState } = show();
    await user.click(press('Dim other code'));
    const { profile } = shownGraphs.get('Flame graph')!;
    const lit = () => profile.frames.names.filter((_, s) => shownGraphs.get('Flame graph')!.lit?.[s] === 1);
    expect(lit()).toEqual(['main.main', 'main.hash']);
    expect(press('Dim other code')).toHaveAttribute('aria-pressed', 'true');
    setState({ highlight: 'runtime.mallocgc' });
    expect(lit()).toEqual(['runtime.mallocgc']);
  });
});
