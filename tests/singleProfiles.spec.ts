import { expect } from '@grafana/plugin-e2e';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { TestInfo } from '@playwright/test';
import { Label, Profile } from 'pprof-format';
import { seeded } from './data';
import { cpuProfile, freshName, pushProfileAt } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const MINUTE = 60_000;

/** A service of three profiles: of pod a five seconds and, two minutes later, forty; of pod b twenty then. */
async function pushThree(testInfo: TestInfo, span: string, trace: string) {
  const labels = { service_name: freshName('singles'), namespace: seeded().namespaceOf('singles') };
  const { to } = seeded().range;
  const push = async (at: number, pod: string, bytes: Uint8Array) => {
    const file = testInfo.outputPath(`${pod}-${at}.pb`);
    await writeFile(file, bytes);
    await pushProfileAt(testInfo, { file, name: 'process_cpu', labels: { ...labels, pod }, time: to - at * MINUTE });
  };
  await push(4, 'a', cpuProfile('main;small 5'));
  await push(2, 'a', cpuProfile('main;large 40'));
  await push(2, 'b', inSpan(cpuProfile('main;spanned 8\nmain;beside 12'), span, trace));
  return { ...labels, type: 'process_cpu:cpu', ...seeded().range };
}

/** The profile with its first sample taken in a span. */
function inSpan(bytes: Uint8Array, span: string, trace: string): Uint8Array {
  const profile = Profile.decode(bytes);
  const text = (value: string) => profile.stringTable.dedup(value);
  profile.sample[0].label = [
    new Label({ key: text('span_id'), str: text(span) }),
    new Label({ key: text('trace_id'), str: text(trace) }),
  ];
  return profile.encode();
}

const freshIds = () => ({ span: randomBytes(8).toString('hex'), trace: randomBytes(16).toString('hex') });

test('single profiles stand as dots; a dragged rectangle gives the graph of those, and its link does too', async ({
  page,
}, testInfo) => {
  const { span, trace } = freshIds();
  const params = await pushThree(testInfo, span, trace);
  const profiles = new ProfilesPage(page);
  await profiles.open(params);
  await expect(profiles.row('small')).toBeVisible();
  await page.getByRole('button', { name: 'Split by' }).click();
  await page.getByRole('menuitem', { name: 'Single profiles' }).click();
  const scatter = page.getByTestId('scatter');
  await expect(scatter).toContainText('3 profiles, up to 40 s');
  // From above the largest to below the second, over the whole width.
  const plane = (await scatter.getByTestId('scatter-plane').boundingBox())!;
  await page.mouse.move(plane.x + 2, plane.y + 2);
  await page.mouse.down();
  await page.mouse.move(plane.x + plane.width / 2, plane.y + 0.3 * plane.height, { steps: 3 });
  await page.mouse.move(plane.x + plane.width - 2, plane.y + 0.4 * plane.height, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByTestId('only-label')).toContainText('Only the selected single profiles');
  await expect(profiles.row('large')).toBeVisible();
  await expect(profiles.row('spanned')).toHaveCount(0);
  await profiles.expectLinked('brush', /^\d+,\d+,\d+,\d+,\{\}$/);

  await page.reload();
  await expect(page.getByTestId('only-label')).toContainText('Only the selected single profiles');
  await expect(profiles.row('large')).toBeVisible();
  await expect(profiles.row('small')).toHaveCount(0);
  await expect(scatter).toContainText('3 profiles, up to 40 s');

  await scatter.getByRole('button', { name: /20 s · b$/ }).click();
  await expect(page.getByTestId('only-label')).toContainText(/Only profile [0-9a-f-]{36}/);
  await expect(profiles.row('spanned')).toBeVisible();
  await profiles.expectLinked('brush');
  await page.getByRole('button', { name: 'Show all profiles' }).click();
  await expect(profiles.row('small')).toBeVisible();
});

test('two rectangles are compared: the second by a button, or by keys, in the link, and with dots that lie in it', async ({
  page,
}, testInfo) => {
  const { span, trace } = freshIds();
  const params = await pushThree(testInfo, span, trace);
  const profiles = new ProfilesPage(page);
  const { to } = seeded().range;
  // The largest alone.
  await profiles.open({ ...params, brush: `${to - 3 * MINUTE},${to},30000000000,50000000000,{}` });
  const scatter = page.getByTestId('scatter');
  await expect(profiles.row('large')).toBeVisible();
  await scatter.getByRole('button', { name: 'Compare with others' }).click();
  // Below a quarter of the plane lies the smallest alone, at the left.
  const plane = scatter.getByTestId('scatter-plane');
  const box = (await plane.boundingBox())!;
  await page.mouse.move(box.x + 2, box.y + box.height - 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + 0.8 * box.height, { steps: 3 });
  await page.mouse.move(box.x + box.width - 2, box.y + 0.75 * box.height, { steps: 3 });
  await page.mouse.up();
  const row = (name: string) =>
    profiles.table.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  const comparison = page.getByTestId('comparison');
  await expect(comparison).toContainText(/the selected profiles.*compared withthe profiles in the dashed rectangle/);
  await expect(row('large')).toContainText(/not seen before|new/);
  await expect(row('small')).toContainText(/not seen after|gone/);
  await expect(row('spanned')).toHaveCount(0);
  await profiles.expectLinked('brush', /^\d+,\d+,30000000000,50000000000,\{\}$/);
  await profiles.expectLinked('vs_brush', /^\d+,\d+,\d+,\d+,\{\}$/);

  await page.reload();
  await expect(row('small')).toContainText(/not seen after|gone/);
  await expect(scatter).toContainText('3 profiles, up to 40 s');

  await test.step('by keys: from the middle up and left, then to the lower right corner, is all', async () => {
    await plane.focus();
    for (let at = 0; at < 20; at++) {
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Shift+ArrowUp');
    }
    await page.keyboard.press('Enter');
    for (let at = 0; at < 20; at++) {
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
    }
    await page.keyboard.press('Shift+Enter');
    await expect(row('spanned')).toContainText(/not seen after|gone/);
    await expect(row('large')).toBeVisible();
  });
});

test('links with span= and trace= give the samples of only those, and say where there are none', async ({
  page,
}, testInfo) => {
  const { span, trace } = freshIds();
  const params = await pushThree(testInfo, span, trace);
  const profiles = new ProfilesPage(page);
  const label = page.getByTestId('only-label');
  await profiles.open({ ...params, span });
  await expect(label).toContainText(`Only span ${span}`);
  await expect(profiles.row('spanned')).toBeVisible();
  await expect(profiles.row('beside')).toHaveCount(0);

  await profiles.open({ ...params, trace });
  // A Pyroscope before 2.2 tells no traces apart: it says so, and shows the service.
  await expect(label).toContainText(
    new RegExp(`Only trace ${trace}|cannot look for traces; that needs 2\\.2 or later`)
  );
  const tellsTraces = (await label.innerText()).includes('Only trace');
  await expect(profiles.row('spanned')).toBeVisible();
  await expect(profiles.row('beside')).toHaveCount(tellsTraces ? 0 : 1);
  await profiles.open({ ...params, trace: freshIds().trace });
  await expect(label).toContainText(tellsTraces ? 'No profile has trace' : 'cannot look for traces');
  await expect(profiles.row('beside')).toBeVisible();
  // The server under test by default is one that does.
  expect(tellsTraces || process.env.GRAFANA_URL !== undefined).toBe(true);
});
