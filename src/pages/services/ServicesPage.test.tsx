import { type DataSourceInstanceSettings } from '@grafana/data';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { type ReactNode } from 'react';
import { listDataSources } from '../../pyroscope/dataSources';
import { fetchServices } from '../../pyroscope/services';
import { lost, openPage } from '../service/testing/openPage';
import { ServicesPage } from './ServicesPage';

const mockGone = () => {
  throw Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
};
jest.mock('../common/NoteList', () => mockGone());
jest.mock('../files/localFiles', () => mockGone());
const mockFails: { list?: boolean; controls?: boolean } = {};
const mockPart = (name: 'list' | 'controls') => {
  if (mockFails[name]) {
    throw new Error(`no ${name}`);
  }
  return `the ${name}`;
};
jest.mock('../common/PageControls', () => ({ PageControls: () => mockPart('controls') }));
jest.mock('./ServicesBody', () => ({ ServicesBody: () => mockPart('list') }));
jest.mock('../../pyroscope/services');
jest.mock('../../pyroscope/dataSources', () => ({
  ...jest.requireActual('../../pyroscope/dataSources'),
  listDataSources: jest.fn(),
}));
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ actions, children }: { actions: ReactNode; children: ReactNode }) => (
    <>
      {actions}
      {children}
    </>
  ),
}));

beforeEach(() => {
  // React logs what a boundary catches.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  const dataSource = { uid: 'p', name: 'Pyroscope', jsonData: {} } as DataSourceInstanceSettings;
  jest.mocked(listDataSources).mockReturnValue([dataSource]);
  jest
    .mocked(fetchServices)
    .mockResolvedValue({ services: [] } as unknown as Awaited<ReturnType<typeof fetchServices>>);
});

const open = (link = '') => openPage(<ServicesPage />, link);

it.each([
  ['list', ['the controls', 'Open files']],
  ['controls', ['the list', 'Open files']],
] as const)('the %s that breaks leaves the rest', async (part, rest) => {
  mockFails[part] = true;
  await open();
  mockFails[part] = false;
  expect(screen.getByRole('alert')).toHaveTextContent(`no ${part}`);
  expect(lost(...rest)).toEqual([]);
});

it('where the code that says what a link has lost is gone after an upgrade, the list stays', async () => {
  await open('?from=soon&to=sooner');
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(lost('the controls', 'the list', 'Open files')).toEqual([]);
});

it('where the code that opens files is gone after an upgrade, the list stays', async () => {
  await open();
  await userEvent.upload(screen.getByLabelText(/^Profile files/), new File(['main 1'], 'perf.folded'));
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(lost('the controls', 'the list')).toEqual([]);
});
