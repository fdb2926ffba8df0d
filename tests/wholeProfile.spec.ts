import { expect, type Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { answers, gate, test, when } from './faultProxy';
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
  const whole = gate();
  faults.on(when.wholeProfile, answers.after(whole.opened));
  // A budget that no machine is too slow for: the whole comes when the graph was seen.
  const settings = '**/api/plugins/oss-serviceprofiles-app/settings';
  await page.route(settings, async (route) => {
    const response = await route.fetch();
    const plugin = await response.json();
    await route.fulfill({ response, json: { ...plugin, jsonData: { ...plugin.jsonData, wholeSeconds: 90 } } });
  });
  const profiles = new StatesPage(page, faults);
  await profiles.open(linkOfTsc());
  await expect(page.getByText(/^lower bounds/)).toBeVisible();
  whole.open();
  await expect(page.getByText(/^complete/)).toBeVisible();
  await profiles.expectTop(top);
  await page.unroute(settings);

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
