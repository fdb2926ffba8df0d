import { readFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import type { Page, TestInfo } from '@playwright/test';
import { seeded } from './data';
import { freshName, MATCH_TRAP, pushDrawn, waitForList } from './drawn';
import { harmTo, NAMES, shown, unseenIn } from './hostileNames';
import { linkTo, ProfilesPage, SERVICES } from './profilesPage';
import { symbolsOf } from './reference';
import { test } from './test';

const LONG = 'x'.repeat(60_000);

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

  await test.step('the list of services', async () => {
    await waitForList(testInfo, { service_name: service, namespace });
    const { from, to } = seeded().range;
    await page.goto(`/a/oss-serviceprofiles-app/services?from=${from}&to=${to}`);
    await page.getByPlaceholder('Search services').fill(service);
    await expect(page.getByRole('row').getByRole('link')).toHaveCount(1);
    expect(await unseenIn(page)).toEqual([]);
  });

  await test.step('links of nothing but hostile parameters', async () => {
    const name = NAMES[11];
    const place = { service_name: service, namespace, ...seeded().range };
    await page.goto(
      linkTo({
        service_name: '__proto__',
        namespace: '<script>window.pwned=10</script>',
        ds: `javascript:window.pwned=11${name}`,
        type: '<img src=x onerror=window.pwned=12>:x',
        filters: '{"><img src=x onerror=window.pwned=13>',
        from: 'javascript:1',
        focus: NAMES[1],
        highlight: LONG.slice(0, 4000),
      })
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('__proto__');
    await expect(page.getByText(/does not exist|not found|no data source/i).first()).toBeVisible();
    expect(await unseenIn(page)).toEqual([]);
    // A name that a label may have, and an expression that the server refuses in words that repeat it.
    await page.goto(linkTo({ ...place, filters: `{${JSON.stringify(name)}="a"}` }));
    await expect(page.getByRole('group', { name: 'Label filters' })).toContainText(shown(name));
    await page.goto(linkTo({ ...place, filters: `{tier=~${JSON.stringify(`${name}(`)}}` }));
    await expect(page.getByRole('alert')).toContainText('parsing label selector');
    expect(await unseenIn(page)).toEqual([]);
    await page.goto(linkTo({ file: `${'a'.repeat(64)},${name}` }));
    await expect(page.getByRole('heading', { name: `Choose ${shown(name)}` })).toBeVisible();
    expect(await unseenIn(page)).toEqual([]);
  });

  expect(harm).toEqual([]);
});

/** @returns where the file is */
async function exported(page: Page, testInfo: TestInfo, format: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: format, exact: true }).click();
  const path = testInfo.outputPath(format);
  await (await coming).saveAs(path);
  return path;
}

async function copied(page: Page, form: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: form }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('exports of hostile names have them whole, and do no harm where they are read', async ({
  page,
  context,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const harm = await harmTo(page);
  const place = {
    service_name: freshName('=1+1<svg onload="window.pwned=8">'),
    namespace: seeded().namespaceOf('hostile'),
  };
  await pushDrawn(testInfo, NAMES.map((name, at) => `main;${name} ${at + 1}`).join('\n'), place);
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...place, ...seeded().range });
  await expect(page.getByText(/^complete/)).toBeVisible();

  await test.step('CSV: no cell is a formula', async () => {
    const csv = (await readFile(await exported(page, testInfo, 'Table as CSV'), 'utf8')).slice(1);
    const cells = [...csv.matchAll(/"((?:[^"]|"")*)"/g)].map(([, text]) => text.replaceAll('""', '"'));
    expect(cells.filter((text) => /^[\s\p{Cc}]*[=+\-@|]/u.test(text))).toEqual([]);
    expect(cells.map((text) => text.replace(/^'/, ''))).toEqual(expect.arrayContaining(NAMES));
    expect(cells).toContain(`'${NAMES[5]}`);
  });

  await test.step('JSON and speedscope', async () => {
    const json = JSON.parse(await readFile(await exported(page, testInfo, 'JSON'), 'utf8'));
    expect(json.service).toBe(place.service_name);
    const speedscope = JSON.parse(await readFile(await exported(page, testInfo, 'speedscope'), 'utf8'));
    for (const frames of [json.frames, speedscope.shared.frames]) {
      expect(frames.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(NAMES));
    }
  });

  await test.step('folded stacks: a line each', async () => {
    const lines = (await readFile(await exported(page, testInfo, 'Folded stacks'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(NAMES.length);
    lines.forEach((line) => expect(line).toMatch(/^[^;\p{Cc}]+;[^;\p{Cc}]+ \d+$/u));
  });

  await test.step('SVG: a picture of rectangles and texts only, and nothing happens where it stands', async () => {
    const svg = await readFile(await exported(page, testInfo, 'SVG'), 'utf8');
    const parts = await page.evaluate((text) => {
      const picture = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      document.body.append(document.importNode(picture, true));
      const all = [picture, ...picture.querySelectorAll('*')];
      return {
        elements: [...new Set(all.map(({ nodeName }) => nodeName))].sort(),
        attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
        titles: [...picture.querySelectorAll('title')].map(({ textContent }) => textContent),
      };
    }, svg);
    expect(parts.elements).toEqual(['g', 'rect', 'svg', 'text', 'title']);
    expect(parts.attributes.filter((name) => /^on|href|style|src/i.test(name))).toEqual([]);
    expect(parts.titles.filter((title) => title?.includes(NAMES[0]))).not.toEqual([]);
  });

  await test.step('PNG', async () => {
    const png = await readFile(await exported(page, testInfo, 'PNG'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  await test.step('texts: names are code, and hide nothing', async () => {
    const markdown = await copied(page, 'Copy as Markdown');
    expect(markdown).toContain(`\`${NAMES[0]}\``);
    const markup = markdown.replace(/```[^]*?```|`[^`\n]*`|<http[^\s<>"`]*>/g, '');
    expect(markup).not.toMatch(/<|\]\(|pwned/);
    await page.reload();
    await expect(page.getByText(/^complete/)).toBeVisible();
    const plain = await copied(page, 'Copy as plain text');
    expect(plain).toContain(NAMES[5]);
    expect(markdown + plain).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  });

  await test.step('pprof: every function with its value, and opened here again', async () => {
    const path = await exported(page, testInfo, 'pprof');
    const selfs = [...symbolsOf(path, 'cpu')].map(([name, { self }]) => [name, self / 1e9]);
    expect(selfs).toEqual(expect.arrayContaining(NAMES.map((name, at) => [name, at + 1])));
    await page.goto(SERVICES);
    const coming = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open files' }).click();
    await (await coming).setFiles(path);
    await expect(profiles.row(shown(NAMES[11]))).toBeVisible();
    expect(await unseenIn(page)).toEqual([]);
  });

  expect(harm).toEqual([]);
});

test('hostile names stay names in chips and findings', async ({ page }, testInfo) => {
  const harm = await harmTo(page);
  const place = { service_name: freshName('chips'), namespace: seeded().namespaceOf('hostile') };
  const texts = NAMES.map((name) => `main.main;encoding/json.Marshal;${name} 2\nmain.main;${name};runtime.gcDrain 1`);
  await pushDrawn(testInfo, texts.join('\n'), place);
  const profiles = new ProfilesPage(page);
  const bar = page.getByRole('group', { name: 'Transforms' });
  for (const name of [NAMES[0], NAMES[4], NAMES[8], NAMES[11]]) {
    await profiles.open({ ...place, ...seeded().range, t: `hide:${name}`, highlight: name, focus: 'main.main' });
    await expect(bar).toContainText('% left');
    await expect(bar).toContainText(shown(name));
    expect(await unseenIn(page)).toEqual([]);
  }
  await bar.getByRole('button', { name: /^Remove: / }).click();
  await page.getByRole('button', { name: /^\d findings?$/ }).click();
  await expect(page.getByRole('region', { name: 'JSON' })).toContainText(/^JSON 66\.7 %/);
  await page.getByRole('button', { name: 'Keep only these stacks: JSON' }).click();
  await expect(bar).toContainText('66.7 % left');
  expect(await unseenIn(page)).toEqual([]);
  expect(harm).toEqual([]);
});
