import { makeBootData } from './bootData';
import { pickTheme, rememberTheme } from './theme';

const stored = (value: string | null) => ({ getItem: () => value });

test.each([
  ['?theme=light', 'dark', 'light'],
  ['?x=1&theme=dark', 'light', 'dark'],
  ['', 'light', 'light'],
  ['?theme=sepia', 'light', 'light'],
  ['', 'sepia', 'dark'],
  ['', null, 'dark'],
])('address %p and remembered %p give %p', (search, remembered, theme) => {
  expect(pickTheme(search, stored(remembered))).toBe(theme);
});

test('a browser that keeps nothing is fine', () => {
  const forbidden = () => {
    throw new Error('SecurityError');
  };
  expect(pickTheme('', { getItem: forbidden })).toBe('dark');
  expect(pickTheme('', undefined)).toBe('dark');
  expect(() => rememberTheme('light', { setItem: forbidden })).not.toThrow();
});

test('what was remembered is found again', () => {
  const kept = new Map<string, string>();
  rememberTheme('light', { setItem: (key, value) => void kept.set(key, value) });
  expect(pickTheme('', { getItem: (key) => kept.get(key) ?? null })).toBe('light');
});

test('the boot data has what @grafana/runtime and user storage read', () => {
  const settings = { buildInfo: { version: '12.3.3' }, appSubUrl: '' };
  const { settings: merged, user } = makeBootData(settings, 'light', 'de-DE');
  expect(merged).toMatchObject({ ...settings, namespace: 'default', datasources: {}, featureToggles: {} });
  expect(user).toMatchObject({ uid: 'standalone', isSignedIn: true, theme: 'light', lightTheme: true });
});
