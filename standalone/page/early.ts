import { showFailure } from './failure';
import { browserStorage, pickTheme, rememberTheme } from './theme';

/**
 * Runs before everything else, blocking: the right background from the first paint, and words instead of an empty page
 * when one of the page's own scripts or the server's settings can't be had.
 */
const theme = pickTheme(window.location.search, browserStorage());
rememberTheme(theme, browserStorage());
document.documentElement.dataset.theme = theme;

const restart = 'Is the server still running? Start it again with npm start, then reload this page.';
let started = false;

document.addEventListener('page-started', () => {
  started = true;
});

window.addEventListener(
  'error',
  (event) => {
    const ownScript = event.target instanceof HTMLScriptElement && event.target.dataset.page !== undefined;
    if (ownScript) {
      void whyNoSettings().then((reason) => fail(reason ?? 'A script of the page did not load.'));
    } else if (event instanceof ErrorEvent) {
      fail(event.message);
    }
  },
  // Errors of loading don't bubble.
  true
);
window.addEventListener('unhandledrejection', (event) => fail(String(event.reason)));

function fail(message: string) {
  const root = document.getElementById('reactRoot');
  if (root && !started) {
    showFailure(root, message, restart);
  }
}

/** boot.js imports the settings; the browser says only that the script failed, not why. */
async function whyNoSettings(): Promise<string | undefined> {
  try {
    const response = await fetch('/api/frontend/settings');
    return response.ok
      ? undefined
      : `The server answered /api/frontend/settings with ${response.status}: ${messageIn(await response.text())}`;
  } catch {
    return 'The server does not answer.';
  }
}

function messageIn(body: string): string {
  try {
    return String(JSON.parse(body).message ?? body);
  } catch {
    return body.slice(0, 500);
  }
}
