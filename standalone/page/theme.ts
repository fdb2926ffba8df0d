export type ThemeName = 'dark' | 'light';

const KEY = 'service-profiles.standalone.theme';

/**
 * The theme to show: what the address says (`?theme=light`, as Grafana has it), else what was chosen last, else dark.
 */
export function pickTheme(search: string, storage: Pick<Storage, 'getItem'> | undefined): ThemeName {
  return themeNamed(new URLSearchParams(search).get('theme')) ?? themeNamed(read(storage)) ?? 'dark';
}

/** Keeps the choice for the next visit; a browser that keeps nothing is fine. */
export function rememberTheme(theme: ThemeName, storage: Pick<Storage, 'setItem'> | undefined) {
  try {
    storage?.setItem(KEY, theme);
  } catch {
    // Storage is full or forbidden: the choice lasts until the page is closed.
  }
}

/** The browser's storage, if it lets us have it at all. */
export function browserStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

const themeNamed = (name: string | null): ThemeName | undefined =>
  name === 'light' || name === 'dark' ? name : undefined;

function read(storage: Pick<Storage, 'getItem'> | undefined): string | null {
  try {
    return storage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}
