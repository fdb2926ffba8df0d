import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { seeded } from './data';
import { freshName, MATCH_TRAP, pushDrawn } from './drawn';
import { linkTo, ProfilesPage } from './profilesPage';
import { test } from './test';

/** Names that try to be something else: markup, scripts, links, formulas, an object's own keys, direction and control. */
const NAMES = [
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
const LONG = 'x'.repeat(60_000);

/** Everything that a name would need to do harm: a script that ran, a policy that had to stop it, a page that failed. */
async function harmTo(page: Page): Promise<string[]> {
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
function unseenIn(page: Page): Promise<string[]> {
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
const shown = (name: string) =>
  name.replace(/[\p{Cc}\u202e\u2066]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

test('hostile names of services, labels and functions stay names', async ({ page }, testInfo) => {
  const harm = await harmTo(page);
  const service = freshName('<b onmouseover="window.pwned=8">&amp;\u202E=1+1');
  const namespace = `"><script>window.pwned=9</script> ${seeded().namespaceOf('hostile')}`;
  const drawing = [...NAMES, LONG].map((name, at) => `main;${name} ${at + 1}`).join('\n');
  const label = `${NAMES[0]}\u202E`;
  await pushDrawn(testInfo, drawing, { service_name: service, namespace, tier: label });
  const profiles = new ProfilesPage(page);

  await test.step('page, table, tooltip and menu', async () => {
    await page.goto(linkTo({ service_name: service, namespace, ...seeded().range }));
    // The largest that is short: rows further down are drawn only when they are scrolled to or searched for.
    await expect(profiles.row(MATCH_TRAP)).toBeVisible();
    for (const name of [...NAMES, 'main']) {
      await profiles.search.fill(name);
      await expect(profiles.row(shown(name))).toBeVisible();
      expect(await unseenIn(page)).toEqual([]);
    }
    await profiles.search.fill('');
    await profiles.chooseFromMenu(2, 0.99, /^Highlight/);
    await page.keyboard.press('Escape');
  });

  await test.step('chips, sandwich, filter, label panel', async () => {
    for (const name of [NAMES[0], NAMES[3], NAMES[8], NAMES[11], NAMES[12]]) {
      await page.goto(linkTo({ service_name: service, namespace, ...seeded().range, highlight: name, sandwich: name }));
      await expect(page.getByRole('tree', { name: `Callers of ${shown(name)}` })).toBeVisible();
      expect(await unseenIn(page)).toEqual([]);
    }
    await page.goto(
      linkTo({
        service_name: service,
        namespace,
        ...seeded().range,
        filters: `{tier=${JSON.stringify(label)}}`,
        labels: 'tier',
      })
    );
    await expect(profiles.selector).toContainText('onerror');
    await expect(
      page
        .getByTestId('labels-panel')
        .getByText(/onerror.*\\u202e/)
        .first()
    ).toBeVisible();
    expect(await unseenIn(page)).toEqual([]);
  });

  await test.step('an expression that never ends elsewhere', async () => {
    await page.goto(
      linkTo({ service_name: service, namespace, ...seeded().range, search: '(a+)+$', search_mode: 'regex' })
    );
    await expect(page.getByRole('search')).toContainText(/\d+ symbols?/);
  });

  await test.step('the list of services, and a page that embeds the tab', async () => {
    const { from, to } = seeded().range;
    await page.goto(`/a/oss-serviceprofiles-app/services?from=${from}&to=${to}`);
    await page.getByPlaceholder('Search services').fill(service);
    await expect(page.getByRole('row').getByRole('link')).toHaveCount(1);
    expect(await unseenIn(page)).toEqual([]);
    await page.goto(`/embedding?${new URLSearchParams({ service, from: String(from), to: String(to) })}`);
    await expect(profiles.row(MATCH_TRAP)).toBeVisible();
  });

  await test.step('a link of nothing but hostile parameters', async () => {
    await page.goto(
      linkTo({
        service_name: '__proto__',
        namespace: '<script>window.pwned=10</script>',
        ds: 'javascript:window.pwned=11',
        type: '<img src=x onerror=window.pwned=12>:x',
        filters: '{"><img src=x onerror=window.pwned=13>',
        from: 'javascript:1',
        focus: NAMES[1],
        highlight: LONG.slice(0, 4000),
      })
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('__proto__');
    await expect(page.getByText(/does not exist|not found|no data source/i).first()).toBeVisible();
  });

  expect(harm).toEqual([]);
});
