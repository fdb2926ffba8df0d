import { expect } from '@grafana/plugin-e2e';
import type { Page, Route } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushFile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const CPU_FILE = recorded.find(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu')!;
const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range });

const isWholeProfile = (path: string) => path.endsWith('/SelectMergeProfile');

/** The second field of a request for a whole profile, after its type; both are shorter than 128 bytes. */
function selectorIn(request: Buffer): string {
  const at = 2 + request[1];
  return request.subarray(at + 2, at + 2 + request[at + 1]).toString();
}

/** What the page asks of the data source, in order: `profile` (the whole one), `graph`, `metrics`, or the path of a resource. */
function asking(page: Page): Array<{ what: string; selector: string }> {
  const asked: Array<{ what: string; selector: string }> = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/ds/query') {
      const [{ queryType, labelSelector }] = request.postDataJSON().queries;
      // A machine that is slow has the flame graph asked for too.
      asked.push({ what: queryType === 'profile' ? 'graph' : queryType, selector: labelSelector });
    } else if (url.pathname.startsWith('/api/datasources/')) {
      const whole = isWholeProfile(url.pathname);
      asked.push({
        what: whole ? 'profile' : url.pathname,
        selector: whole ? selectorIn(request.postDataBuffer()!) : '',
      });
    }
  });
  return asked;
}

/** Holds back all answers but that of the picture's query, and what a page needs to be there at all. */
async function holdTheRest(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const hold = async (route: Route) => {
    await released;
    await route.fallback();
  };
  await page.route('**/api/datasources/**', (route) =>
    isWholeProfile(new URL(route.request().url()).pathname) ? route.fallback() : hold(route)
  );
  await page.route('**/apis/**', hold);
  await page.route('**/api/ds/query*', (route) =>
    route.request().postDataJSON().queries[0].queryType === 'profile' ? route.fallback() : hold(route)
  );
  return release;
}

declare global {
  interface Window {
    /** What of the plugin's code and of the server the page has asked for, in order. */
    fetched?: string[];
    /** What a flame graph was of. */
    seen?: Set<string>;
    /** So many of these before the frame after the one that the picture was drawn in. */
    fetchedBeforePicture?: number;
  }
}

/** Notes what the page fetches, and how much of it before the flame graph is on screen. */
async function noteFetched(page: Page) {
  await page.addInitScript(() => {
    const fetched: string[] = (window.fetched = []);
    const { appendChild } = Node.prototype;
    Node.prototype.appendChild = function <T extends Node>(this: Node, node: T): T {
      if (node instanceof HTMLScriptElement && node.src !== '') {
        fetched.push(new URL(node.src).pathname);
      }
      return appendChild.call(this, node) as T;
    };
    const { fetch } = window;
    window.fetch = (input, init) => {
      fetched.push(new URL(input instanceof Request ? input.url : input, window.location.href).pathname);
      return fetch(input, init);
    };
    const look = () => {
      const boxes = document.querySelector<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
      if (boxes && boxes.width > 0 && boxes.getContext('2d')!.getImageData(boxes.width / 2, 5, 1, 1).data[3] > 0) {
        window.fetchedBeforePicture = fetched.length;
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
}

/** However slow the machine is, nobody has waited so long yet that something else comes first. */
async function havePatience(page: Page) {
  await page.addInitScript(() => {
    const PATIENCE_MS = 2000;
    const start = window.setTimeout;
    window.setTimeout = ((run: TimerHandler, ms?: number, ...rest: unknown[]) =>
      start(run, ms === PATIENCE_MS ? 2 ** 31 - 1 : ms, ...rest)) as typeof window.setTimeout;
  });
}

test('nothing is fetched between the answer and the picture that is drawn of it', async ({ page }) => {
  await noteFetched(page);
  await havePatience(page);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const held = async (route: Route) => {
    await answered;
    await route.fallback();
  };
  await page.route('**/SelectMergeProfile', held);
  // A machine that is slow has the flame graph asked for too.
  await page.route('**/api/ds/query*', held);
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(profiles.selector).toContainText('pyroscope');
  await expect(profiles.type).toHaveValue('process_cpu / cpu');
  // What waits until the page around the picture is drawn has begun.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))))
  );
  const before = await page.evaluate(() => window.fetched!.length);
  answer();
  await expect(profiles.rows.first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.fetchedBeforePicture)).toBeDefined();
  const between = await page.evaluate((from) => window.fetched!.slice(from, window.fetchedBeforePicture), before);
  // Grafana itself may ask for something at any time, and sends how long its own pages took.
  const ours = between.filter((path) => /\/plugins\/oss-|\/api\/datasources\/|\/userstorage\./.test(path));
  expect(ours).toEqual([]);
  // All that belongs to a whole page comes right after it.
  const after = () => page.evaluate(() => window.fetched!.slice(window.fetchedBeforePicture).join(' '));
  for (const part of ['export.js', 'findings.js', 'guide.js', 'own.js', 'timeline.js']) {
    await expect.poll(after).toContain(part);
  }
});

test('a link to a comparison: both sides are asked for before either is there, and drawn as one', async ({ page }) => {
  await havePatience(page);
  await page.addInitScript(() => {
    const seen: Set<string> = (window.seen = new Set());
    new MutationObserver(() => {
      const [graph, compared] = ['[role="tree"]', '[data-testid="comparison"]'].map((of) => document.querySelector(of));
      if (graph) {
        seen.add(compared ? 'both' : 'one side');
      }
    }).observe(document, { childList: true, subtree: true });
  });
  const asked: string[] = [];
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/SelectMergeProfile', async (route) => {
    asked.push(selectorIn(route.request().postDataBuffer()!));
    await answered;
    await route.fallback();
  });
  // A machine that is slow has flame graphs asked for too.
  await page.route('**/api/ds/query*', async (route) => {
    await answered;
    await route.fallback();
  });
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link(), vs_filters: '{region="eu-west"}' });
  await expect.poll(() => asked.map((selector) => selector.includes('region="eu-west"'))).toEqual([false, true]);
  answer();
  await expect(page.getByTestId('comparison')).toBeVisible();
  await expect(profiles.graph).toBeVisible();
  expect(await page.evaluate(() => [...window.seen!])).toEqual(['both']);
});

const CASES: Array<[what: string, more: Record<string, string>, type: string]> = [
  ['that names no type', {}, 'process_cpu / cpu'],
  ['with the short name of a type', { type: 'memory:alloc_space' }, 'memory / alloc_space'],
  ['with a filter', { filters: '{region="eu-west"}' }, 'process_cpu / cpu'],
];

for (const [what, more, type] of CASES) {
  test(`a cold link ${what}: the picture waits for nothing but its own query`, async ({ page }) => {
    const asked = asking(page);
    const release = await holdTheRest(page);
    const profiles = new ProfilesPage(page);
    await profiles.open({ ...link(), ...more });
    await expect(profiles.rows.first()).toBeVisible();
    await expect(profiles.graph).toBeVisible();
    // The list of types leaves in the same moment; nothing leaves before these two.
    expect(asked.slice(0, 2).map((one) => one.what)).toContain('profile');
    expect(asked.filter((one) => one.what === 'profile')).toHaveLength(1);
    release();
    await expect(page.getByTestId('summary')).toContainText(/\d/);
    await expect(profiles.type).toHaveValue(type);
    expect(asked.filter((one) => one.what === 'profile')).toHaveLength(1);
  });
}

test('a cold link of somebody whom the data source proxy refuses: the picture comes all the same', async ({ page }) => {
  await page.route('**/api/datasources/proxy/**', (route) => route.fulfill({ status: 403, json: {} }));
  const release = await holdTheRest(page);
  await page.route('**/api/datasources/proxy/**', (route) => route.fulfill({ status: 403, json: {} }));
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(profiles.rows.first()).toBeVisible();
  release();
  await expect(page.getByTestId('summary')).toContainText('cores');
});

test('the label of the namespace: the likeliest where none is known, then the one that worked', async ({ page }) => {
  const place = { service_name: freshName('dotted'), 'k8s.namespace.name': seeded().namespaceOf('dotted') };
  await pushFile(test.info(), { file: pathOf(CPU_FILE), name: 'process_cpu', labels: place });
  const params = { service_name: place.service_name, namespace: place['k8s.namespace.name'], ...seeded().range };
  const asked = asking(page);
  const graphs = () => asked.filter((one) => one.what === 'profile').map((one) => one.selector);
  const profiles = new ProfilesPage(page);
  await profiles.open(params);
  await expect(profiles.rows.first()).toBeVisible();
  const selectorBy = (label: string) => `{service_name="${params.service_name}", ${label}="${params.namespace}"}`;
  expect(graphs()).toEqual([selectorBy('namespace'), selectorBy('"k8s.namespace.name"')]);

  asked.length = 0;
  const release = await holdTheRest(page);
  await profiles.open(params);
  await expect(profiles.rows.first()).toBeVisible();
  expect(graphs()).toEqual([selectorBy('"k8s.namespace.name"')]);
  release();
});
