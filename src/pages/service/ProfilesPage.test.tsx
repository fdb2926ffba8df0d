import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { type ReactNode } from 'react';
import { ProfilesPage } from './ProfilesPage';
import { type ProfilesTabProps } from './ProfilesTab';
import { fakeTab } from './testing/fakeTab';
import { lost, openPage } from './testing/openPage';

const mockGone = () => {
  throw Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
};
jest.mock('./ServiceChoice', () => mockGone());
jest.mock('../common/NoteList', () => mockGone());
const mockFails: { title?: boolean; controls?: boolean } = {};
jest.mock('../common/PageControls', () => ({
  PageControls: () => {
    if (mockFails.controls) {
      throw new Error('no such time zone');
    }
    return 'the controls';
  },
}));
jest.mock('../common/visibleValue', () => ({
  visibleValue: (text: string) => {
    if (mockFails.title && text === 'checkout') {
      throw new Error('no such name');
    }
    return text;
  },
}));
jest.mock('./ProfilesTab', () => ({
  ProfilesTab: ({ frame }: ProfilesTabProps) => frame?.(mockTab(), 'table and graph'),
}));
const mockTab = () => fakeTab().tab;
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ renderTitle, actions, children }: Record<string, ReactNode> & { renderTitle(): ReactNode }) => (
    <>
      {renderTitle()}
      {actions}
      {children}
    </>
  ),
}));

// React logs what a boundary catches.
beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => jest.restoreAllMocks());

const open = (link = '') => openPage(<ProfilesPage />, `?service_name=cart${link}`);

it('where the code of the list of services is gone after an upgrade, the page stays as it is', async () => {
  await open();
  await userEvent.click(screen.getByRole('button', { name: 'Switch service' }));
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(screen.getByRole('heading').textContent).toBe('checkout');
  expect(lost('the controls', 'table and graph')).toEqual([]);
});

it('where the code that says what a link has lost is gone, the page stays as it is', async () => {
  await open('&from=soon');
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(screen.getByRole('heading').textContent).toBe('checkout');
  expect(lost('the controls', 'table and graph')).toEqual([]);
});

it.each([
  ['title', 'no such name', ['the controls', 'table and graph']],
  ['controls', 'no such time zone', ['checkout', 'table and graph']],
] as const)('a %s that breaks leaves the rest', async (part, failure, rest) => {
  mockFails[part] = true;
  await open();
  mockFails[part] = false;
  expect(screen.getByRole('alert')).toHaveTextContent(failure);
  expect(lost(...rest)).toEqual([]);
});
