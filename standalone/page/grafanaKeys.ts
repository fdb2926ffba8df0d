export interface KeyActions {
  /** to a path of Grafana */
  go(path: string): void;
  toggleTheme(): void;
  /** the list of these keys */
  help(): void;
  /** the command palette */
  palette(): void;
}

/** How long the second key of a sequence may take, as in mousetrap. */
const SEQUENCE_MS = 1_000;

const PATHS: Record<string, string> = {
  'g h': '/',
  'g d': '/dashboards',
  'g e': '/explore',
  'g a': '/alerting/list',
  'g p': '/profile',
};

/**
 * The keys that Grafana itself takes on every page: a listener of the document, so that it hears a key after the page's
 * views, and only if none of them has stopped it. In a text field it takes Escape, which leaves the field, and those with
 * Ctrl or Cmd; the rest is typed.
 *
 * @returns what ends listening
 */
export function listenToGrafanaKeys(document: Document, actions: KeyActions): () => void {
  let first = { key: '', at: 0 };
  const onKeyDown = (event: KeyboardEvent) => {
    const { activeElement } = document;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea')) {
        activeElement.blur();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'k') {
        event.preventDefault();
        actions.palette();
      }
      return;
    }
    if (event.altKey || isTextField(event.target)) {
      return;
    }
    const sequence = event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : '';
    first = { key: event.key, at: event.timeStamp };
    const action = actionOf(event.key, actions) ?? actionOf(sequence, actions);
    if (action) {
      event.preventDefault();
      action();
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

function actionOf(keys: string, { go, toggleTheme, help }: KeyActions): (() => void) | undefined {
  if (keys === '?') {
    return help;
  }
  if (keys === 'c t') {
    return toggleTheme;
  }
  return keys in PATHS ? () => go(PATHS[keys]) : undefined;
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
