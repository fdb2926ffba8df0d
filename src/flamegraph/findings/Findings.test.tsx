import { screen, waitFor, within } from '@testing-library/react';
import React from 'react';
import type { Profile } from '../../profile/model';
import { folded } from '../../profile/testing/drawn';
import type { Transform } from '../../profile/transforms/transforms';
import { giveElementsASize } from '../testing/elementSize';
import { renderView } from '../testing/renderView';
import type { ProfileViewState, StateChange } from '../types';
import { Findings, type FindingsProps } from './Findings';

jest.mock('../FlameGraph', () => jest.requireActual('../testing/graphProbe'));

beforeEach(() => giveElementsASize());

const server = () =>
  folded(`
    main.main;net/http.serverHandler.ServeHTTP;main.cart;encoding/json.Marshal;reflect.Value.Field 14
    main.main;net/http.serverHandler.ServeHTTP;main.cart;encoding/json.Marshal 10
    main.main;net/http.serverHandler.ServeHTTP;main.tax 56
    runtime.gcBgMarkWorker 20
  `);

function show(profile: Profile, state: Partial<ProfileViewState> = {}, props: Partial<FindingsProps> = {}) {
  const onOff = jest.fn();
  const change: { to(next: StateChange): void } = { to: () => {} };
  const shown = renderView(profile, state, {
    findings: (transforms) => (
      <Findings
        transforms={transforms}
        measure="cpu"
        samples={undefined}
        cost={undefined}
        formatValue={(value) => `${value} s`}
        onChange={(next) => change.to(next)}
        onOff={onOff}
        {...props}
      />
    ),
  });
  change.to = shown.setState;
  return { ...shown, onOff };
}

// By text: looking for roles in a whole view takes long.
const pill = (name: string) => screen.findByText(name);
const item = (name: string) => screen.findByRole('region', { name });

describe('findings', () => {
  it('stand behind a button: name, share, what it means and what to do', async () => {
    const { user } = show(server());
    await user.click(await pill('3 findings'));
    expect(await item('JSON')).toHaveTextContent(/^JSON 24 %Documents are encoded and decoded\. Do it once/);
    expect(await item('Garbage collection')).toHaveTextContent('Garbage collection 20 %');
    expect(await item('Reflection')).toHaveTextContent('Reflection 14 %');
  });

  it('highlight with one click what they say: the search has the same share', async () => {
    const { user, state } = show(server());
    await user.click(await pill('3 findings'));
    await user.click(await screen.findByRole('button', { name: 'Highlight: JSON' }));
    expect(state().search).toEqual({ text: expect.stringMatching(/^\^\(encoding\/json\|/), regex: true });
    expect(await screen.findByText('1 symbol, 24 %', { selector: 'span' })).toBeInTheDocument();
  });

  it('keep only the stacks that they say, as a step that a chip stands for', async () => {
    const { user, changes } = show(server());
    await user.click(await pill('3 findings'));
    await user.click(await screen.findByRole('button', { name: 'Keep only these stacks: JSON' }));
    const bar = await screen.findByRole('group', { name: 'Transforms' });
    expect(bar).toHaveTextContent('24 % left: 24 s of 100 s');
    expect(changes.at(-1)).toMatchObject({
      change: { transforms: [{ kind: 'keep', regex: true }] },
      history: 'push',
    });
    // They are of the whole: what is kept does not become 100 %.
    await user.click(await pill('3 findings'));
    expect(await item('JSON')).toHaveTextContent('JSON 24 %');
  });

  it('offer what could be out of the way, never hide it unasked, and take it back', async () => {
    const { user, state } = show(server());
    await user.click(await pill('3 findings'));
    expect(state().transforms).toBeUndefined();
    const offer = 'Hide: Garbage collection 20 %';
    expect(await screen.findByRole('button', { name: offer })).toHaveAttribute('aria-pressed', 'false');
    await user.click(screen.getByRole('button', { name: offer }));
    await waitFor(() => expect(state().transforms).toHaveLength(1));
    expect(await screen.findByRole('group', { name: 'Transforms' })).toHaveTextContent('80 % left');
    await user.click(await pill('3 findings'));
    expect(await screen.findByRole('button', { name: offer })).toHaveAttribute('aria-pressed', 'true');
    await user.click(screen.getByRole('button', { name: offer }));
    await waitFor(() => expect(state().transforms).toBeUndefined());
  });

  it.each<[string, Transform[]]>([
    ['set in a profile with other functions of its', []],
    ['of a link with the patterns of one profile alone', [{ kind: 'hide', about: '^(WKS|SVR)::gc_heap', regex: true }]],
  ])('know a preset again that was %s', async (_, linked) => {
    const collecting = (other: string) => folded(`main.main 70\nruntime.gcBgMarkWorker 20\n${other} 10`);
    const { user, state, setProfile } = show(collecting('main.f'), { transforms: linked });
    if (linked.length === 0) {
      await user.click(await pill('1 finding'));
      await user.click(await screen.findByRole('button', { name: 'Hide: Garbage collection 20 %' }));
      await waitFor(() => expect(state().transforms).toHaveLength(1));
    }
    setProfile(collecting('WKS::gc_heap::mark_object'));
    await user.click(await pill('1 finding'));
    const offer = await screen.findByRole('button', { name: 'Hide: Garbage collection 30 %' });
    expect(offer).toHaveAttribute('aria-pressed', 'true');
    expect(await screen.findByRole('group', { name: 'Transforms' })).toHaveTextContent(
      linked.length === 0 ? '70 % left' : '90 % left'
    );
    await user.click(offer);
    await waitFor(() => expect(state().transforms).toBeUndefined());
  });

  it.each<[string, Transform[], Array<Transform['kind']>, string]>([
    ['Keep only these stacks: JSON', [{ kind: 'packages' }], ['keep', 'packages'], '24 % left'],
    ['Keep only these stacks: JSON', [{ kind: 'own', off: true }], ['keep', 'own'], '24 % left'],
    [
      'Hide: Garbage collection 20 %',
      [{ kind: 'hide', about: 'main.tax' }, { kind: 'merge', about: 'runtime.gcBgMarkWorker' }, { kind: 'flatten' }],
      ['hide', 'hide', 'merge', 'flatten'],
      '24 % left',
    ],
    [
      'Merge into callers: Frames of web frameworks 80 %',
      [{ kind: 'merge', about: 'main.main' }, { kind: 'keep', about: 'main.cart' }, { kind: 'packages' }],
      ['merge', 'keep', 'merge', 'packages'],
      '24 % left',
    ],
  ])('%s: before what others left of its functions (%j)', async (button, transforms, kinds, left) => {
    const { user, state } = show(server(), { transforms });
    await user.click(await pill('3 findings'));
    await user.click(await screen.findByRole('button', { name: button }));
    await waitFor(() => expect(state().transforms?.map(({ kind }) => kind)).toEqual(kinds));
    expect(await screen.findByRole('group', { name: 'Transforms' })).toHaveTextContent(left);
  });

  it('say what they cost where a core has a price, with the formula', async () => {
    const { user } = show(server(), {}, { cost: { cores: 2.5, price: 0.04, currency: 'USD' } });
    await user.click(await pill('3 findings'));
    const cost = within(await item('JSON')).getByText('0.024 USD per hour');
    await user.hover(cost);
    expect(await screen.findByRole('tooltip')).toHaveTextContent('24 % of 2.5 cores × 0.04 USD per core and hour');
  });

  it('are shares of what is not idle in wall time, which is said', async () => {
    const profile = folded(':(idle):0 900\n./a.js:f:1;:(garbage collector):0 20\n./a.js:f:1 80');
    const { user } = show(profile, {}, { measure: 'wall' });
    await user.click(await pill('1 finding'));
    expect(await screen.findByText(/Shares are of the time without idle threads \(900 s\)/)).toBeInTheDocument();
    expect(await item('Garbage collection')).toHaveTextContent('Garbage collection 20 %');
    expect(screen.getByRole('button', { name: 'Hide: Threads that wait for work 90 %' })).toBeInTheDocument();
  });

  it('are turned off with one click, and are not there where nothing is to be said', async () => {
    const { user, onOff, setProfile } = show(server());
    await user.click(await pill('3 findings'));
    await user.click(await screen.findByRole('button', { name: 'Turn off findings' }));
    expect(onOff).toHaveBeenCalledTimes(1);
    setProfile(folded('main.main 1'));
    await waitFor(() => expect(screen.queryByRole('button', { name: /findings/ })).not.toBeInTheDocument());
  });
});
