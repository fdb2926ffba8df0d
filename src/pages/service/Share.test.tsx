import { config, reportInteraction } from '@grafana/runtime';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { copyText } from '../../flamegraph/copyText';
import { defaultViewState } from '../../viewstate/state';
import { keep } from '../common/memory';
import { Share } from './Share';
import { fakeTab } from './testing/fakeTab';

jest.mock('../../flamegraph/copyText', () => ({ copyText: jest.fn(async () => true) }));
jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), reportInteraction: jest.fn() }));

type User = typeof config.bootData.user;

/** A person, and what Grafana has switched on. */
function signIn(permissions: Record<string, boolean>, { explore = true, drilldown = true } = {}) {
  config.bootData = { ...config.bootData, user: { permissions, orgId: 1 } as unknown as User };
  config.exploreEnabled = explore;
  const apps = drilldown ? { 'grafana-pyroscope-app': {} } : {};
  Object.assign(config, { apps });
}

async function offered(): Promise<string[]> {
  render(<Share tab={fakeTab().tab} />);
  await userEvent.click(screen.getByRole('button', { name: 'Share' }));
  return (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent ?? '').slice(2);
}

it('says in a copied link what was said of own code on earlier visits, and the newer word of this link', async () => {
  signIn({});
  const word = (name: string, said: string) => ({ package: name, word: said });
  // This link's word is about all of `mw`, as the page that the link is copied from shows it.
  const kept = [word('github.com/me/shop', 'yes'), word('github.com/me/mw', 'yes'), word('github.com/me/mw/gen', 'no')];
  keep('own.checkout', JSON.stringify(kept));
  const user = userEvent.setup();
  const { tab } = fakeTab({
    graph: { ...defaultViewState().graph, own: [{ package: 'github.com/me/mw', word: 'through' }] },
  });
  render(<Share tab={tab} />);
  await user.click(screen.getByRole('button', { name: 'Share' }));
  await user.click(await screen.findByRole('menuitem', { name: /Copy link as it is/ }));
  // Grafana's collector hears that a link was copied, and nothing of what is in it.
  expect(jest.mocked(reportInteraction).mock.calls).toEqual([['service_profiles_shared', { pinned: false }]]);
  const link = new URL(jest.mocked(copyText).mock.lastCall![0]);
  expect(link.searchParams.getAll('own')).toEqual(['yes:github.com/me/shop', 'through:github.com/me/mw']);
});

const MAY_EXPLORE = { 'datasources:explore': true };

describe('other parts of Grafana with the same query', () => {
  it('are offered to a person who may explore', async () => {
    signIn(MAY_EXPLORE);
    expect(await offered()).toEqual(['Open in Explore', 'Open in Profiles Drilldown']);
  });

  it('are not offered to a Viewer who may not', async () => {
    signIn({ 'datasources:query': true });
    expect(await offered()).toEqual([]);
  });

  it('are offered only where they are', async () => {
    signIn(MAY_EXPLORE, { explore: false });
    expect(await offered()).toEqual(['Open in Profiles Drilldown']);
    cleanup();
    signIn(MAY_EXPLORE, { drilldown: false });
    expect(await offered()).toEqual(['Open in Explore']);
  });
});
