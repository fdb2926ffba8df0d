import { expect, type Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { answers, type FaultProxy, gate, test, when } from './faultProxy';
import { linkTo, expectShown } from './profilesPage';
import { mergedSymbols, stacksOf, symbolsOf, topBySelf } from './reference';
import { StatesPage } from './statesPage';

/** 67,410 nodes in the call tree; the flame graph is cut at 16,384. */
const TSC = recorded.find(({ labels }) => labels.service_name === 'tsc')!;

const linkOfTsc = () => ({
  service_name: 'tsc',
  namespace: seeded().namespaceOf(TSC.labels.namespace),
  ...seeded().range,
});

declare global {
  interface Window {
    heldTimers?: number;
    decodedInWorkers?: number;
  }
}

/**
 * Neither the whole profile's head start passes, nor its budget, nor the patience with a worker, however slow the machine:
 * what is waited for comes in time.
 */
async function holdTimers(page: Page) {
  await page.addInitScript(() => {
    const HEAD_START_MS = 700;
    const BUDGET_MS = 3000;
    const PATIENCE_MS = 5000;
    const start = window.setTimeout;
    window.heldTimers = 0;
    window.setTimeout = ((run: TimerHandler, ms?: number, ...rest: unknown[]) => {
      const isHeld = ms === HEAD_START_MS || ms === BUDGET_MS || ms === PATIENCE_MS;
      window.heldTimers! += isHeld ? 1 : 0;
      return start(run, isHeld ? 2 ** 31 - 1 : ms, ...rest);
    }) as typeof window.setTimeout;
  });
}

const SETTINGS = '**/api/plugins/oss-serviceprofiles-app/settings';

/** The whole profile comes once the gate is opened, when the graph was seen: with a budget that no machine is too slow for. */
async function holdWhole(page: Page, faults: FaultProxy) {
  const whole = gate();
  faults.on(when.wholeProfile, answers.after(whole.opened));
  await page.route(SETTINGS, async (route) => {
    const response = await route.fetch();
    const plugin = await response.json();
    await route.fulfill({ response, json: { ...plugin, jsonData: { ...plugin.jsonData, wholeSeconds: 90 } } });
  });
  return whole;
}

/** Counts what workers have decoded. */
async function countDecoded(page: Page) {
  await page.addInitScript(() => {
    window.decodedInWorkers = 0;
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }) => (window.decodedInWorkers! += data?.kind === 'decoded' ? 1 : 0));
      }
    };
  });
}

test('a profile too large for a flame graph is shown whole, with the numbers of the pushed file', async ({
  page,
  faults,
}) => {
  await holdTimers(page);
  await countDecoded(page);
  const profiles = new StatesPage(page, faults);
  await profiles.open(linkOfTsc());
  await profiles.expectTop(topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 10));
  expect(await page.evaluate(() => window.heldTimers)).toBeGreaterThan(1);
  expect(faults.asked.filter(when.flameGraph)).toEqual([]);
  await expect(page.getByText(/^complete/)).toBeVisible();
  await expect(profiles.table).not.toContainText('≥');
  // It was decoded beside the main thread.
  // Once, or once more where the first question was for a type that is not sent.
  expect(await page.evaluate(() => window.decodedInWorkers)).toBeGreaterThan(0);
});

test('where the proxy is refused, the flame graph shows lower bounds, and why', async ({ page, faults }) => {
  faults.on(when.wholeProfile, answers.with(403, { message: 'data source access denied' }));
  const profiles = new StatesPage(page, faults);
  await profiles.open(linkOfTsc());
  await expect(
    page.getByText(/^lower bounds, [0-9.]+ % not loaded: the whole profile needs the data source proxy$/)
  ).toBeVisible();
  await expect(profiles.rows.first()).toContainText('≥');
  await expect(page.getByRole('button', { name: 'Load all' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Load more' })).toBeVisible();
});

test('what was cut below a focused frame is asked for by its call site, and takes its place', async ({
  page,
  faults,
}) => {
  faults.on(when.wholeProfile, answers.with(403, { message: 'data source access denied' }));
  // Half of it is cut; its 14,449 frames fit into one answer.
  const { names } = stacksOf(pathOf(TSC), TSC.sampleType).find((stack) => stack.names.includes('createProgram'))!;
  const focus = names.slice(0, names.indexOf('createProgram') + 1);
  const { total } = symbolsOf(pathOf(TSC), TSC.sampleType).get('parseTemplateExpression')!;
  const profiles = new StatesPage(page, faults);
  // A name that the cut graph has nowhere.
  const link = linkTo({ ...linkOfTsc(), search: 'parseTemplateExpression' });
  await page.goto(faults.url(`${link}&${new URLSearchParams(focus.map((name) => ['focus', name]))}`));
  // 53 % of the whole is cut without it.
  await expect(page.getByText(/^lower bounds, 2\d(\.\d)? % not loaded/)).toBeVisible();
  const shown = profiles.row('parseTemplateExpression').getByRole('cell').nth(2).locator('span').first();
  expectShown((await shown.innerText()).replace('≥', ''), total, 'total of parseTemplateExpression');
  await profiles.expectLinked('focus', ...focus);
});

test('a page of a proxy in between is no profile: the flame graph stays, with the reason', async ({ page, faults }) => {
  faults.on(when.wholeProfile, ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please log in</html>');
  });
  await new StatesPage(page, faults).open(linkOfTsc());
  await expect(page.getByText(/not loaded: the server does not offer the whole profile$/)).toBeVisible();
});

test('an answer that breaks off leaves the flame graph', async ({ page, faults }) => {
  faults.on(when.wholeProfile, answers.cutOff());
  const profiles = new StatesPage(page, faults);
  await profiles.open(linkOfTsc());
  await expect(page.getByText(/^lower bounds/)).toBeVisible();
  await expect(profiles.rows.first()).toContainText('≥');
});

test('what comes late takes the place of the flame graph, and all can be loaded beyond the budget', async ({
  page,
  faults,
}) => {
  const top = topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 5);
  const whole = await holdWhole(page, faults);
  const profiles = new StatesPage(page, faults);
  await profiles.open(linkOfTsc());
  await expect(page.getByText(/^lower bounds/)).toBeVisible();
  whole.open();
  await expect(page.getByText(/^complete/)).toBeVisible();
  await profiles.expectTop(top);
  await page.unroute(SETTINGS);

  faults.on(when.wholeProfile, answers.late(5000));
  await profiles.open({ ...linkOfTsc(), type: 'wall:wall' });
  await expect(page.getByText(/not loaded: the whole profile takes longer than 3 s$/)).toBeVisible();
  faults.heal();
  await page.getByRole('button', { name: 'Load all' }).click();
  await expect(page.getByText(/^complete/)).toBeVisible();
  await profiles.expectTop(top);
  await profiles.expectLinked('detail', 'all');

  // The link wants all from the start, whatever the budget.
  faults.on(when.wholeProfile, answers.late(5000));
  await page.reload();
  await expect(page.getByText(/^Loading all/)).toBeVisible();
  faults.heal();
  await expect(page.getByText(/^complete/)).toBeVisible();
});

/** What a frame that was painted showed. */
interface Painted {
  /** whether all is loaded */
  note: string;
  /** pixels that are painted in the graph's first rows on screen; undefined without a graph */
  pixels: number | undefined;
  /** how many rows the table has */
  rows: number;
  /** it is said to be out of date */
  dimmed: boolean;
  /** what must stay: where graph and table stand and are scrolled to, what is selected and where the keyboard is */
  place: string;
}

declare global {
  interface Window {
    painted?: Painted[];
  }
}

/** From now on notes what each frame shows, once it is painted. */
async function watchFrames(page: Page) {
  await page.evaluate(() => {
    const painted: Painted[] = (window.painted = []);
    const rectOf = (element: Element | null) => element && JSON.stringify(element.getBoundingClientRect());
    const note = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
      const tree = document.querySelector('[role="tree"]');
      const table = document.querySelector('[role="table"]');
      const scrolled = [...document.querySelectorAll('*')].flatMap(({ scrollTop }) =>
        scrollTop > 0 ? [scrollTop] : []
      );
      // A share is another in the whole profile; the name before it is not.
      const selected = tree?.querySelector('[aria-selected="true"]')?.getAttribute('aria-label')?.split(',')[0];
      const texts = [...document.querySelectorAll('span')].map(({ textContent }) => textContent);
      const data = canvas?.width ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, 60).data : undefined;
      painted.push({
        note: texts.map((text) => /^(lower bounds|complete$)/.exec(text ?? '')?.[0]).find(Boolean) ?? '',
        pixels: data?.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 0 ? 1 : 0), 0),
        rows: table?.querySelectorAll('[data-index]').length ?? 0,
        dimmed: tree?.closest('[aria-busy]')?.getAttribute('aria-busy') === 'true',
        place: [rectOf(canvas), rectOf(table), ...scrolled, selected, document.activeElement === tree].join(' '),
      });
    };
    // A message that is sent before a frame is painted comes after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = note;
    const next = () => {
      port2.postMessage(undefined);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

test('what comes late takes the place without a flicker: no frame lacks graph or table, nothing moves', async ({
  page,
  faults,
}) => {
  const whole = await holdWhole(page, faults);
  const { names } = stacksOf(pathOf(TSC), TSC.sampleType).find((stack) => stack.names.includes('createProgram'))!;
  const focus = names.slice(0, names.indexOf('createProgram') + 1).map((name) => ['focus', name]);
  const profiles = new StatesPage(page, faults);
  await page.goto(faults.url(`${linkTo(linkOfTsc())}&${new URLSearchParams(focus)}`));
  await expect(page.getByText(/^lower bounds/)).toBeVisible();
  // A selected frame that is scrolled out of sight, and a table somewhere in its middle.
  await profiles.graph.press('ArrowDown');
  await profiles.graph.press('ArrowDown');
  const selected = await profiles.selectedFrame().getAttribute('aria-label');
  await profiles.graph.evaluate((tree) => (tree.scrollTop = tree.scrollHeight));
  await profiles.rows.nth(2).hover();
  await page.mouse.wheel(0, 3000);
  await expect(profiles.table.locator('[data-index="5"]')).toBeHidden();

  await watchFrames(page);
  whole.open();
  await expect(page.getByText(/^complete$/)).toBeVisible();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const painted = await page.evaluate(() => window.painted!);
  expect([...new Set(painted.map(({ note }) => note))]).toEqual(['lower bounds', 'complete']);
  expect(painted.filter(({ pixels, rows, dimmed }) => !pixels || rows === 0 || dimmed)).toEqual([]);
  expect([...new Set(painted.map(({ place }) => place))]).toEqual([expect.stringContaining(selected!.split(',')[0])]);
});

test('own code is told by the whole profile, also where a complete flame graph came first', async ({
  page,
  faults,
}) => {
  const whole = await holdWhole(page, faults);
  const profiles = new StatesPage(page, faults);
  const namespace = seeded().namespaceOf('monitoring');
  await profiles.open({ service_name: 'pyroscope', namespace, type: 'process_cpu:cpu', ...seeded().range });
  const line = page.getByRole('group', { name: 'Own code', exact: true });
  // A flame graph has no file, and not the binary's name: nothing tells, and nobody is asked yet.
  await expect(line).toContainText(/^No own code found/);
  await expect(page.getByText(/^complete/)).toBeVisible();
  await expect(line).not.toContainText('your code?');
  whole.open();
  await expect(line).toContainText(/^own [1-9]/);
  await expect(line).not.toContainText('your code?');
});

test('the number of samples stands beside what few of them make', async ({ page, faults }) => {
  const files = recorded.filter(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'samples');
  const counts = mergedSymbols(files.map((file) => symbolsOf(pathOf(file), 'samples')));
  const names = [...counts.keys()];
  const isOneRow = (name: string) => names.every((other) => other === name || !other.includes(name));
  const [rare] = [...counts].find(([name, { self, total }]) => self === 3 && total === 3 && isOneRow(name))!;
  const profiles = new StatesPage(page, faults);
  const namespace = seeded().namespaceOf('monitoring');
  await profiles.open({ service_name: 'pyroscope', namespace, type: 'process_cpu:cpu', ...seeded().range });
  await expect(page.getByText(/^complete · [\d,]+ samples$/)).toBeVisible();
  await profiles.search.fill(rare);
  await expect(profiles.row(rare).getByTitle('3 samples: may be off by 115 % by chance').first()).toHaveText('n=3');
});
