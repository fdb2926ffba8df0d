import { AppEvents, AppPlugin, EventBusSrv, PageLayoutType, type AppPluginMeta } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';
import { AppContext } from './AppContext';
import { Chrome } from './Chrome';
import { PluginPage } from './PluginPage';
import { Toasts } from './Toasts';

jest.mock('virtual:plugin', () => ({ pluginId: 'x-app' }), { virtual: true });
jest.mock('virtual:router', () => ({ useLocation: () => ({ pathname: '/a/x-app/services', search: '' }) }), {
  virtual: true,
});

const app = new AppPlugin();
app.meta = {
  id: 'x-app',
  name: 'Service Profiles',
  info: { logos: { small: 'logo.svg', large: '' } },
  includes: [{ type: 'page', name: 'Services', path: '/a/x-app/services', addToNav: true, defaultNav: true }],
} as unknown as AppPluginMeta;

const onToggleTheme = jest.fn();

let screenWidth = 1366;

beforeEach(() => {
  screenWidth = 1366;
  window.localStorage.clear();
  window.matchMedia = ((query: string) => ({
    matches: screenWidth >= Number(/min-width:\s*(\d+)px/.exec(query)?.[1]),
    addEventListener: () => {},
    removeEventListener: () => {},
  })) as unknown as typeof window.matchMedia;
});

const show = (props: Partial<PluginPageProps> = {}) =>
  render(
    <AppContext.Provider value={app}>
      <Chrome onToggleTheme={onToggleTheme}>
        <PluginPage {...props}>content</PluginPage>
      </Chrome>
    </AppContext.Provider>
  );

const pageNav = {
  text: 'checkout',
  url: '/a/x-app/service?service_name=checkout',
  parentItem: { text: 'Services', url: '/a/x-app/services' },
};

test('a page without a title of its own has that of the navigation', () => {
  show();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Services');
  expect(document.title).toBe('Services - Service Profiles');
  expect(within(screen.getByRole('main')).getByText('content')).toBeInTheDocument();
});

test('pageNav is the title, the end of the breadcrumbs and the title of the window', () => {
  const { unmount } = show({ pageNav });
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('checkout');
  const crumbs = within(screen.getByRole('navigation', { name: 'Breadcrumbs' }));
  expect(crumbs.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Service Profiles',
    'Services',
    'checkout',
  ]);
  expect(crumbs.getByRole('link', { name: 'Services' })).toHaveAttribute('href', '/a/x-app/services');
  expect(crumbs.getByText('checkout')).toHaveAttribute('aria-current', 'page');
  expect(document.title).toBe('checkout - Services - Service Profiles');
  unmount();
  show();
  expect(document.title).toBe('Services - Service Profiles');
});

test('honors renderTitle, subTitle, actions, info and tabs', () => {
  const children = [
    { text: 'Profiles', url: '/a/x-app/p', active: true },
    { text: 'Hidden', hideFromTabs: true },
  ];
  show({
    pageNav: { ...pageNav, subTitle: 'not this', children },
    renderTitle: (title) => <h1>service {title}</h1>,
    subTitle: 'namespace shop',
    actions: <button>Share</button>,
    info: [{ label: 'Pods', value: 8 }],
  });
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('service checkout');
  expect(screen.getByText('namespace shop')).toBeInTheDocument();
  expect(screen.queryByText('not this')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Share' })).toBeInTheDocument();
  expect(screen.getByRole('definition')).toHaveTextContent('8');
  expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Profiles']);
});

test.each([PageLayoutType.Canvas, PageLayoutType.Custom])('layout %p has no header', (layout) => {
  show({ pageNav, layout });
  expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  expect(screen.getByText('content')).toBeInTheDocument();
});

test('the theme button toggles, the skip button goes to the content', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Switch to the light theme' }));
  expect(onToggleTheme).toHaveBeenCalledTimes(1);
  fireEvent.click(screen.getByRole('button', { name: 'Skip to main content' }));
  expect(screen.getByRole('main')).toHaveFocus();
});

describe('the menu', () => {
  const menu = () => screen.queryByRole('navigation', { name: 'Navigation' });

  test('is docked on a wide screen, leads to the pages, and stays closed when it was closed', () => {
    const { unmount } = show();
    const link = within(menu()!).getByRole('link', { name: 'Services' });
    expect(link).toHaveAttribute('href', '/a/x-app/services');
    expect(link).toHaveAttribute('aria-current', 'page');
    fireEvent.click(screen.getByRole('button', { name: 'Close menu' }));
    expect(menu()).not.toBeInTheDocument();
    unmount();
    show();
    expect(menu()).not.toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Open menu' }));
    expect(menu()).toBeInTheDocument();
  });

  test('is not there on a narrow screen', () => {
    screenWidth = 1100;
    show();
    expect(menu()).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /menu/ })).not.toBeInTheDocument();
  });
});

test('? opens the list of keys', () => {
  show();
  fireEvent.keyDown(document.body, { key: '?' });
  expect(screen.getByRole('dialog', { name: 'Shortcuts' })).toHaveTextContent('Go to home');
});

describe('toasts', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('show what is published, the same only once, and go by themselves', () => {
    const appEvents = new EventBusSrv();
    render(<Toasts appEvents={appEvents} />);
    act(() => {
      appEvents.emit(AppEvents.alertError, ['Error', 'the whole text']);
      appEvents.emit(AppEvents.alertError, ['Error', 'the whole text']);
      appEvents.publish({ type: AppEvents.alertSuccess.name, payload: ['Saved'] });
    });
    expect(screen.getAllByTestId(/Alert/).map((alert) => alert.textContent)).toEqual(['Errorthe whole text', 'Saved']);
    act(() => jest.advanceTimersByTime(3_000));
    expect(screen.queryByText('Saved')).not.toBeInTheDocument();
    act(() => jest.advanceTimersByTime(4_000));
    expect(screen.queryByText('Error')).not.toBeInTheDocument();
  });
});
