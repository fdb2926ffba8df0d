import type { PluginMeta } from '@grafana/data';
import { activePage, breadcrumbs, homeUrl, navPages } from './navigation';

const meta = {
  id: 'x-app',
  includes: [
    { type: 'page', name: 'Hidden', path: '/a/x-app/hidden' },
    { type: 'page', name: 'Services', path: '/a/x-app/services', addToNav: true, defaultNav: true },
    { type: 'page', name: 'Configuration', path: '/plugins/x-app', addToNav: true },
    { type: 'dashboard', name: 'Board', path: '/d/1', addToNav: true },
  ],
} as unknown as PluginMeta;

test('the navigation has the pages that ask for it', () => {
  expect(navPages(meta).map(({ text }) => text)).toEqual(['Services', 'Configuration']);
  expect(navPages({ includes: null } as unknown as PluginMeta)).toEqual([]);
});

test('the plugin begins at its default page, else at its first, else at its root', () => {
  expect(homeUrl(meta)).toBe('/a/x-app/services');
  expect(homeUrl({ id: 'x-app', includes: [meta.includes![2]] })).toBe('/plugins/x-app');
  expect(homeUrl({ id: 'x-app', includes: undefined })).toBe('/a/x-app');
});

test('the active page is the one with the longest matching path, by whole segments', () => {
  const pages = [
    { text: 'root', url: '/a/x-app' },
    { text: 'service', url: '/a/x-app/service' },
  ];
  expect(activePage(pages, '/a/x-app/service/profiles')?.text).toBe('service');
  expect(activePage(pages, '/a/x-app/services')?.text).toBe('root');
  expect(activePage(pages, '/a/x-app2')).toBeUndefined();
});

test('breadcrumbs lead from the app over parents to the page, without two of one path in a row', () => {
  const services = { text: 'Services', url: '/a/x-app/services' };
  const pageNav = {
    text: 'checkout',
    url: '/a/x-app/service?service_name=checkout',
    parentItem: { text: 'Services', url: '/a/x-app/services?ds=1' },
  };
  expect(breadcrumbs({ text: 'App', url: '/a/x-app/services' }, services, pageNav)).toEqual([
    { text: 'App', url: '/a/x-app/services' },
    { text: 'Services', url: '/a/x-app/services?ds=1' },
    { text: 'checkout', url: '/a/x-app/service?service_name=checkout' },
  ]);
  const hidden = { ...pageNav, hideFromBreadcrumbs: true, parentItem: undefined };
  expect(breadcrumbs({ text: 'App' }, undefined, hidden)).toEqual([{ text: 'App' }]);
});
