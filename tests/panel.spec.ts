import { join } from 'node:path';
import { expect } from '@grafana/plugin-e2e';
import { test } from './test';

/**
 * The nested panel's bundle, loaded as Grafana loads it: from a folder of its own, with the modules that Grafana shares.
 * The standalone page has no dashboards, so its modules are borrowed from the app's bundle.
 */
const dist = join(__dirname, '../dist');
const PANEL = '/public/plugins/oss-serviceprofiles-panel/';

test.beforeEach(async ({ page }) => {
  await page.route(`**${PANEL}**`, (route) => {
    const path = new URL(route.request().url()).pathname.replace(PANEL, '');
    return route.fulfill({ path: join(dist, 'panel', path), contentType: 'text/javascript' });
  });
  await page.addInitScript(borrowSharedModules);
  await page.goto('/a/oss-serviceprofiles-app/services');
  await page.waitForFunction(() => 'sharedModules' in window);
});

test('the panel draws a frame, searches by regular expression and opens the sandwich', async ({ page }) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  // The services page's own questions and icons are given up when the panel takes its place.
  page.on('requestfailed', (request) => {
    if (new URL(request.url()).pathname.startsWith(PANEL)) {
      problems.push(request.url());
    }
  });
  await page.evaluate(drawPanel, `${PANEL}module.js`);

  const read = page.getByRole('row', { name: /read/ });
  await expect(read).toContainText('600 ms');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('textbox').fill('^(read|gc)$');
  await expect(page.getByText(/2 symbols/).first()).toBeVisible();
  await expect(page.getByRole('row', { name: /main/ })).toHaveCount(0);
  await read.getByRole('button', { name: 'Callers and callees of read' }).click();
  await expect(page.getByTestId('sandwich-symbol')).toContainText('600 ms');
  expect(problems).toEqual([]);
});

test('the panel transforms by a row\'s menu: a chip says so, "Undo" takes it back', async ({ page }) => {
  await page.evaluate(drawPanel, `${PANEL}module.js`);
  const row = (name: RegExp) => page.getByRole('row', { name });
  await row(/read/).getByRole('button', { name: 'More about read' }).click();
  await page.getByRole('menuitem', { name: 'Transform' }).hover();
  await page.getByRole('menuitem', { name: 'Merge into caller' }).click();
  const chips = page.getByRole('group', { name: 'Transforms' });
  await expect(chips.getByRole('button', { name: 'merged read', exact: true })).toBeVisible();
  await expect(chips).toContainText('100 % left: 1.5 s of 1.5 s');
  await expect(row(/main/)).toContainText(/1 s 66.7 %.*1 s 66.7 %/);
  await expect(row(/read/)).toHaveCount(0);
  await chips.getByRole('button', { name: 'Undo' }).click();
  await expect(row(/read/)).toContainText('600 ms');
  await expect(chips).toHaveCount(0);
});

/** Keeps what the app's bundle is given, by name, and lets the next bundle have the same. */
function borrowSharedModules() {
  type Factory = (...modules: unknown[]) => unknown;
  let define: ((names: string[], factory: Factory) => void) | undefined;
  Object.defineProperty(window, 'define', {
    configurable: true,
    get: () =>
      define &&
      Object.assign(
        (names: string[], factory: Factory) =>
          define?.(names, (...modules) => {
            Object.assign(window, { sharedModules: Object.fromEntries(names.map((name, i) => [name, modules[i]])) });
            return factory(...modules);
          }),
        { amd: {} }
      ),
    set: (installed) => (define = installed),
  });
}

/** Loads the panel's bundle and draws it over the page: total 1.5 s, main 1 s calls read 0.6 s, gc 0.5 s. */
async function drawPanel(url: string) {
  // What Grafana hands over is not typed here: the suite knows the plugin only from outside.
  const { sharedModules } = window as unknown as { sharedModules: Record<string, Record<string, CallableFunction>> };
  const address = new URL(url, document.baseURI).href;
  const loaded = new Promise<{ plugin: { panel: unknown } }>((resolve) => {
    const define = (names: string[], factory: CallableFunction) =>
      resolve(factory(...names.map((name) => (name === 'module' ? { uri: address } : sharedModules[name]))));
    Object.defineProperty(window, 'define', { configurable: true, value: Object.assign(define, { amd: {} }) });
  });
  document.head.append(Object.assign(document.createElement('script'), { src: address }));
  const { plugin } = await loaded;
  const field = (name: string, values: unknown[], config = {}) => ({ name, type: 'number', values, config });
  const fields = [
    field('level', [0, 1, 2, 1]),
    field('value', [1.5e9, 1e9, 6e8, 5e8], { unit: 'ns' }),
    field('self', [0, 4e8, 6e8, 5e8]),
    field('label', [0, 1, 2, 3], { type: { enum: { text: ['total', 'main', 'read', 'gc'] } } }),
  ];
  const data = { state: 'Done', series: [{ refId: 'A', length: 4, fields }] };
  const place = document.createElement('div');
  place.style.cssText = 'position: fixed; inset: 0; z-index: 10; background: black';
  document.body.replaceChildren(place);
  const { react, 'react-dom': reactDom } = sharedModules;
  const element = react.createElement(plugin.panel, { data, options: {}, width: 1200, height: 600 });
  reactDom.render(element, place);
}
