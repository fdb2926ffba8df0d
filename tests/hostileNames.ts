import type { Page } from '@playwright/test';
import { MATCH_TRAP } from './drawn';

/** Names that try to be something else: markup, scripts, links, formulas, an object's own keys, direction and control. */
export const NAMES = [
  '<img src=x onerror="window.pwned=1">',
  '</script><script>window.pwned=2</script>',
  '"><svg onload=window.pwned=3>',
  'javascript:window.pwned=4',
  '[a](javascript:window.pwned=5)',
  '=HYPERLINK("https://evil.example","x")',
  '{{constructor.constructor("window.pwned=6")()}}',
  '${window.pwned=7}',
  '__proto__',
  'constructor',
  'toString',
  'safe\u202Egpj.exe\u2066',
  'bell\u0007escape\u001b[31m',
  MATCH_TRAP,
];

/** Everything that a name would need to do harm: a script that ran, a policy that had to stop it, a page that failed. */
export async function harmTo(page: Page): Promise<string[]> {
  const harm: string[] = [];
  page.on('pageerror', (error) => harm.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    harm.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => message.text().includes('Content Security Policy') && harm.push(message.text()));
  await page.exposeFunction('reportHarm', (what: string) => harm.push(what));
  await page.addInitScript(() => {
    const report = (window as unknown as { reportHarm(what: string): void }).reportHarm;
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => report(`policy: ${blockedURI}`));
    Object.defineProperty(window, 'pwned', { set: (by) => report(`script ${by}`) });
  });
  return harm;
}

/** What of the page's words, titles and labels has characters that turn the direction of what follows, or control it. */
export function unseenIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words = [document.title];
    for (const element of document.body.querySelectorAll('*:not(script, style)')) {
      words.push(...[...element.childNodes].flatMap((node) => (node instanceof Text ? [node.data] : [])));
      words.push(...['title', 'aria-label'].map((name) => element.getAttribute(name) ?? ''));
    }
    return words.filter((text) =>
      /[\u0000-\u0008\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)
    );
  });
}

/** As `visible` of src/profile/naming shows it. */
export const shown = (name: string) =>
  name.replace(/[\p{Cc}\u202e\u2066]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
