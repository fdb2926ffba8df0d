import { expect } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushProfileAt } from './drawn';
import { ProfilesPage } from './profilesPage';
import { mergedSymbols, symbolsOf, topBySelf } from './reference';
import { test } from './test';

const CPU_FILE = recorded.find(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu')!;
const [[TOP]] = topBySelf(mergedSymbols([symbolsOf(pathOf(CPU_FILE), 'cpu')]), 1);

let place: { service_name: string; namespace: string };

let pushed = 0;

/** Pushes the profile once more, each time a second later: servers may take two of the same moment for one. */
async function push() {
  const time = seeded().range.to - 120_000 + 1000 * pushed++;
  await pushProfileAt(test.info(), { file: pathOf(CPU_FILE), name: 'process_cpu', labels: place, time });
}

test.beforeEach(async () => {
  pushed = 0;
  place = { service_name: freshName('refreshed'), namespace: seeded().namespaceOf('refreshing') };
  await push();
});

/** Looks at every frame that the browser draws, from now on. @returns what was ever wrong */
async function watch(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const wrong = new Set<string>();
    Object.assign(window, { seenWrong: wrong });
    const find = <T extends Element>(selector: string) => document.querySelector<T>(selector);
    const at = (selector: string) => find(selector)?.getBoundingClientRect().top;
    const canvasOf = () => find<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
    const [canvas, top] = [canvasOf(), at('[data-testid="flamegraph-boxes"]')];
    const painted = () => {
      const { width = 0, height = 0 } = canvasOf() ?? {};
      const column = (x: number) => canvasOf()?.getContext('2d')?.getImageData(x, 0, 1, height).data ?? [];
      return [0.01, 0.25, 0.5, 0.75].some((part) => [...column(Math.floor(part * width))].some((byte) => byte > 0));
    };
    const faded = () => {
      for (let element: Element | null = canvasOf(); element; element = element.parentElement) {
        if (getComputedStyle(element).opacity !== '1') {
          return true;
        }
      }
      return false;
    };
    const look = () => {
      const checks: Array<[string, boolean]> = [
        ['no graph', canvasOf() === null],
        ['another graph', canvasOf() !== canvas],
        ['a blank graph', !painted()],
        ['a faded graph', faded()],
        ['a graph that jumps', at('[data-testid="flamegraph-boxes"]') !== top],
        ['an empty table', document.querySelectorAll('[role="table"] [data-index]').length === 0],
        ['no summary', !find('[data-testid="summary"]')?.textContent],
        ['no timeline', find('[data-testid="timeline"] .uplot canvas') === null],
        // What takes two seconds is announced, in a line that moves nothing.
        ['loading', /Loading/.test(document.body.innerText)],
      ];
      checks.filter(([, bad]) => bad).forEach(([what]) => wrong.add(what));
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => [...(window as unknown as { seenWrong: Set<string> }).seenWrong]);
}

/** How far the table is scrolled. */
const scrolled = (profiles: ProfilesPage) =>
  profiles.table.evaluate((table) => {
    const all = [table, ...table.querySelectorAll('*')];
    return Math.max(...all.map(({ scrollTop }) => scrollTop));
  });

const pictures = (page: Page) => {
  const answers: number[] = [];
  page.on('response', (response) => {
    const isGraph = response.request().postData()?.includes('"queryType":"profile"');
    if (response.url().includes('/SelectMergeProfile') || (response.url().includes('/api/ds/query') && isGraph)) {
      answers.push(response.status());
    }
  });
  return answers;
};

// The short name of a type is in every link that the page writes; the list of types says what it stands for.
for (const type of ['process_cpu:cpu', undefined]) {
  test(`an automatic refresh of ${type ?? 'the first type'} brings what is new, loses nothing and never flashes`, async ({
    page,
  }) => {
    const profiles = new ProfilesPage(page);
    await profiles.open({ ...place, from: 'now-1h', to: 'now', refresh: '2s', ...(type ? { type } : {}) });
    await expect(page.getByTestId('summary')).toContainText('last profile');
    await expect(page.getByTestId('timeline').locator('.uplot canvas')).toBeVisible();
    await profiles.row(TOP).getByRole('button', { name: TOP, exact: true }).click();
    await profiles.search.fill('runtime');
    await profiles.clickFrame(1, 0.5);
    await profiles.expectLinked('focus', /./);
    await profiles.table.hover();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => scrolled(profiles)).toBe(200);
    const link = page.url();
    const numbers = () => profiles.rows.first().innerText();
    const first = await numbers();
    const chips = page.getByRole('button', { name: /^(Remove highlight|Show the whole profile|Clear search)$/ });
    await expect(chips).toHaveCount(3);
    const graphs = pictures(page);
    await expect.poll(() => graphs.length, { message: 'a refresh after the last step' }).toBeGreaterThan(0);
    const wrong = await watch(page);

    await push();
    const before = graphs.length;
    await expect.poll(() => graphs.length).toBeGreaterThan(before + 1);
    await expect.poll(numbers, { message: 'two profiles instead of one' }).not.toBe(first);
    expect(page.url()).toBe(link);
    expect(await scrolled(profiles)).toBe(200);
    await expect(chips).toHaveCount(3);
    await expect(profiles.search).toHaveValue('runtime');
    expect(await wrong()).toEqual([]);
  });
}

test('an automatic refresh keeps a sandwich as it is', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, from: 'now-1h', to: 'now', refresh: '2s', sandwich: TOP });
  const callers = page.getByRole('tree', { name: `Callers of ${TOP}` });
  await expect(callers).toBeVisible();
  await expect(page.getByTestId('summary')).toContainText('last profile');
  await expect(page.getByTestId('timeline').locator('.uplot canvas')).toBeVisible();
  const link = page.url();
  const wrong = await watch(page);
  const graphs = pictures(page);
  await expect.poll(() => graphs.length).toBeGreaterThan(1);
  await expect(callers).toBeVisible();
  expect(page.url()).toBe(link);
  expect(await wrong()).toEqual([]);
});

test('a refresh by hand asks anew, of an absolute range too', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  const numbers = () => profiles.rows.first().innerText();
  await expect(page.getByTestId('summary')).toContainText('cores');
  const [first, average] = [await numbers(), await page.getByTestId('summary').innerText()];
  await push();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/ds/query')) {
      asked.push(request.postDataJSON().queries[0].queryType);
    } else if (request.url().includes('/SelectMergeProfile')) {
      asked.push('profile');
    }
  });
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect.poll(numbers).not.toBe(first);
  await expect.poll(() => page.getByTestId('summary').innerText()).not.toBe(average);
  expect(asked[0]).toBe('profile');
});
