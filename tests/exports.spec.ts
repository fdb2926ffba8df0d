import { readFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import type { Page, TestInfo } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { ProfilesPage } from './profilesPage';
import { linesBySymbol, symbolsOf, topBySelf } from './reference';
import { test } from './test';

/** A real TypeScript build: 67,410 nodes in the call tree. */
const TSC = recorded.find(({ labels }) => labels.service_name === 'tsc')!;

/** Go's profiles have lines within functions. */
const GO = recorded.filter(
  ({ labels, name, sampleType }) =>
    labels.service_name === 'pyroscope' && name === 'process_cpu' && sampleType === 'cpu'
);

const link = () => ({
  service_name: 'tsc',
  namespace: seeded().namespaceOf(TSC.labels.namespace),
  ...seeded().range,
});

/** @returns where the file is, and how it would be called */
async function exported(page: Page, testInfo: TestInfo, format: string) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: format, exact: true }).click();
  const download = await coming;
  const path = testInfo.outputPath(format);
  await download.saveAs(path);
  return { path, name: download.suggestedFilename() };
}

test('what is on screen is exported with the numbers of the pushed file', async ({ page }, testInfo) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(page.getByText(/^complete/)).toBeVisible();
  const symbols = symbolsOf(pathOf(TSC), TSC.sampleType);
  const top = topBySelf(symbols, 20);

  await test.step('pprof: every function', async () => {
    const { path, name } = await exported(page, testInfo, 'pprof');
    expect(name).toMatch(/^tsc-wall-wall-\d{8}T\d{6}Z-\d{8}T\d{6}Z\.pb\.gz$/);
    const read = symbolsOf(path, 'wall');
    const wanted = [...symbols].filter(([, { total }]) => total > 0);
    expect([...read].sort(byName)).toEqual(wanted.sort(byName));
  });

  await test.step('folded stacks: the same total', async () => {
    const text = await readFile((await exported(page, testInfo, 'Folded stacks')).path, 'utf8');
    const sum = text.split('\n').reduce((total, line) => total + Number(/ (\d+)$/.exec(line)?.[1] ?? 0), 0);
    expect(sum).toBe([...symbols.values()].reduce((total, { self }) => total + self, 0));
  });

  await test.step('CSV: the table', async () => {
    const lines = (await readFile((await exported(page, testInfo, 'Table as CSV')).path, 'utf8')).split('\r\n');
    expect(lines[0]).toContain('"Symbol","Self (ns)"');
    const rows = lines.slice(1, 21).map((line) => /^"(.*)",(\d+),[\d.]+,(\d+),[\d.]+$/.exec(line)!.slice(1));
    expect(rows.map(([, self, total]) => [Number(self), Number(total)])).toEqual(
      top.map(([, { self, total }]) => [self, total])
    );
  });

  await test.step('speedscope and JSON are read', async () => {
    const speedscope = JSON.parse(await readFile((await exported(page, testInfo, 'speedscope')).path, 'utf8'));
    const total = [...symbols.values()].reduce((sum, { self }) => sum + self, 0);
    expect(speedscope.profiles[0]).toMatchObject({ type: 'evented', unit: 'nanoseconds', endValue: total });
    const json = JSON.parse(await readFile((await exported(page, testInfo, 'JSON')).path, 'utf8'));
    expect(json).toMatchObject({ format: 'service-profiles/1', service: 'tsc', total, lowerBounds: false });
  });
});

test('a pprof of a graph that knows no lines has those of the whole profile', async ({ page }, testInfo) => {
  const profiles = new ProfilesPage(page);
  // The whole profile cannot be had for the picture; the flame graph is complete as it is.
  await page.route('**/SelectMergeProfile', (route) => route.fulfill({ status: 503, json: { message: 'busy' } }));
  await profiles.open({
    ...{ service_name: 'pyroscope', namespace: seeded().namespaceOf(GO[0].labels.namespace) },
    ...{ type: 'process_cpu:cpu', ...seeded().range },
  });
  await expect(page.getByText(/^complete/)).toBeVisible();
  const wanted = linesBySymbol(GO.map(pathOf), 'cpu');
  const files = wanted.get('runtime.mallocgc')!;
  expect(files.size).toBeGreaterThan(1);

  await test.step('without, where they cannot be had, and that is said', async () => {
    const { path } = await exported(page, testInfo, 'pprof');
    await expect(page.getByRole('alert').filter({ hasText: 'Saved without source lines' })).toBeVisible();
    expect([...linesBySymbol([path], 'cpu').get('runtime.mallocgc')!.keys()]).toEqual([0]);
  });

  await test.step('with them, asked for again', async () => {
    await page.unroute('**/SelectMergeProfile');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Try again' }).click();
    const path = testInfo.outputPath('lines.pb.gz');
    await (await coming).saveAs(path);
    const read = linesBySymbol([path], 'cpu');
    expect([...read.keys()].sort()).toEqual([...wanted.keys()].sort());
    wanted.forEach((lines, name) =>
      expect([name, ...[...read.get(name)!].sort()]).toEqual([name, ...[...lines].sort()])
    );
    await expect(page.getByRole('alert').filter({ hasText: 'Saved without source lines' })).toBeHidden();
  });
});

test('pictures open as pictures', async ({ page }, testInfo) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(page.getByText(/^complete/)).toBeVisible();
  const svg = await readFile((await exported(page, testInfo, 'SVG')).path, 'utf8');
  const png = (await readFile((await exported(page, testInfo, 'PNG')).path)).toString('base64');
  const sizes = await page.evaluate(
    async (sources) => {
      const sizeOf = async (src: string) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      };
      return Promise.all(sources.map(sizeOf));
    },
    [`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, `data:image/png;base64,${png}`]
  );
  expect(sizes[0][0]).toBe(1600);
  expect(sizes[1]).toEqual([3200, 2 * sizes[0][1]]);
  expect(svg.match(/<rect /g)!.length).toBeGreaterThan(500);
});

test('a text for a ticket is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await expect(page.getByText(/^complete/)).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  const [[name]] = topBySelf(symbolsOf(pathOf(TSC), TSC.sampleType), 1);
  expect(text.split('\n').find((line) => /^\| [\d.]/.test(line))).toContain(`\`${name}\``);
  expect(text).toContain('· complete');
  expect(text).toContain('profilecli query profile');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(6000);
  // The link opens the same picture.
  await page.goto(/<(http[^>]+)>/.exec(text)![1]);
  await expect(profiles.rows.first()).toContainText(name);
});

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
