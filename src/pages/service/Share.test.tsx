import { config } from '@grafana/runtime';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { Share } from './Share';
import { fakeTab } from './testing/fakeTab';

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
