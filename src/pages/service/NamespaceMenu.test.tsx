import { render, screen } from '@testing-library/react';
import React from 'react';
import { fetchNamespaces } from '../../pyroscope/namespaces';
import { type SettledNamespace } from '../../subject/subject';
import { NamespaceMenu } from './NamespaceMenu';
import { fakeTab, Queries } from './testing/fakeTab';

jest.mock('../../pyroscope/namespaces');

const LABELS = ['namespace', 'service_namespace'];

/** The menu of a tab that shows a namespace; `label`: the one that the link names. */
function show(namespace: SettledNamespace, label?: string) {
  const { tab } = fakeTab({ subject: { namespace: { kind: namespace.kind, label } as SettledNamespace } });
  const known = { ...tab, settings: { ...tab.settings, namespaceLabels: LABELS } };
  render(<NamespaceMenu tab={{ ...known, asked: { ...tab.asked!, namespace } }} />, { wrapper: Queries });
}

const asked = () => jest.mocked(fetchNamespaces).mock.calls.map(([, { labels }]) => labels);
const items = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent);

beforeEach(() => {
  jest.mocked(fetchNamespaces).mockClear();
  jest.mocked(fetchNamespaces).mockResolvedValue({
    label: 'service_namespace',
    names: ['prod'],
    without: false,
    failed: [{ label: 'namespace', error: new Error('context deadline exceeded') }],
  });
});

it('says which label could not be asked about, and why, below the namespaces that are known', async () => {
  show({ kind: 'any' });
  await screen.findByRole('menuitem', { name: 'prod' });
  expect(items()).toEqual([
    'prod',
    'All namespaces',
    'Could not ask for the label namespace: context deadline exceeded',
  ]);
});

it('asks by the label of the namespace that is shown, else by all', async () => {
  show({ kind: 'value', value: 'prod', label: 'service_namespace' });
  await screen.findByRole('menuitem', { name: 'prod' });
  show({ kind: 'any' }, 'team');
  await screen.findAllByRole('menuitem', { name: 'All namespaces' });
  show({ kind: 'none', label: 'namespace' });
  await screen.findAllByRole('menuitem', { name: 'All namespaces' });
  expect(asked()).toEqual([['service_namespace'], ['team', ...LABELS], LABELS]);
});
