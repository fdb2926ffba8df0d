import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { ProfilesPage } from './profilesPage';
import { mergedSymbols, symbolsOf, topBySelf } from './reference';
import { test } from './test';

const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range });
const own = () => `service_name="pyroscope", namespace="${link().namespace}"`;

type Labels = (typeof recorded)[number]['labels'];
const cpu = (fits: (labels: Labels) => boolean) =>
  mergedSymbols(
    recorded
      .filter(
        ({ name, sampleType, labels }) =>
          name === 'process_cpu' && sampleType === 'cpu' && labels.service_name === 'pyroscope' && fits(labels)
      )
      .map((profile) => symbolsOf(pathOf(profile), 'cpu'))
  );
const total = (symbols: ReturnType<typeof cpu>) => [...symbols.values()].reduce((sum, { self }) => sum + self, 0);

test('several values are one chip and one expression, and the others are still suggested', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await profiles.addFilter('version', '=', 'v1');
  await profiles.filters.getByRole('button', { name: 'version = v1', exact: true }).click();
  const form = page.getByRole('form', { name: 'Label filter' });
  await form.getByRole('button', { name: 'Or' }).click();
  const value = form.getByRole('combobox', { name: 'Value' });
  await value.click();
  // Not shrunk to the value that is chosen; that one is not offered again.
  await expect(page.getByRole('option').filter({ hasText: /^v/ })).toHaveText(['v2']);
  await value.fill('v2');
  await value.press('Enter');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(profiles.filters.getByRole('button', { name: 'version = v1, v2', exact: true })).toBeVisible();
  await expect(profiles.selector).toHaveText(`{${own()}, version=~"v1|v2"}`);
  await profiles.expectTop(
    topBySelf(
      cpu(() => true),
      5
    )
  );

  await profiles.filters.getByRole('button', { name: 'version = v1, v2', exact: true }).click();
  await form.getByRole('button', { name: 'Remove the value v1' }).click();
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(profiles.selector).toHaveText(`{${own()}, version="v2"}`);
  await profiles.expectTop(
    topBySelf(
      cpu(({ version }) => version === 'v2'),
      5
    )
  );
});

test('filters as text: a mistake is marked at its place, Escape leaves them, Enter applies them', async ({ page }) => {
  const profiles = new ProfilesPage(page);
  await profiles.open({ ...link(), filters: '{region="eu-west"}' });
  await profiles.filters.getByRole('button', { name: 'Edit the filters as text' }).click();
  const text = page.getByRole('textbox', { name: 'Label selector' });
  await expect(text).toHaveValue('{region="eu-west"}');
  await text.fill('{region!=us}');
  await text.press('Enter');
  const alert = page.getByRole('alert').filter({ hasText: 'parse error' });
  await expect(alert.locator('mark')).toHaveText('us');
  await expect(alert).toContainText('1:10: parse error: unexpected identifier "us" in label matching, expected string');
  await text.press('Escape');
  await expect(profiles.selector).toContainText('region="eu-west"');

  await profiles.filters.getByRole('button', { name: 'Edit the filters as text' }).click();
  await text.fill(`{${own()}, region!~"eu-.*", "no.such.label"=""}`);
  await text.press('Enter');
  await expect(profiles.selector).toHaveText(`{${own()}, region!~"eu-.*", "no.such.label"=""}`);
  await profiles.expectTop(
    topBySelf(
      cpu(({ region }) => !region.startsWith('eu-')),
      5
    )
  );
});

test('the labels panel: shares to the number, one click to filter to a value, away from it, and back', async ({
  page,
}) => {
  const profiles = new ProfilesPage(page);
  await profiles.open(link());
  await page.getByRole('button', { name: 'Labels', exact: true }).click();
  const panel = page.getByTestId('labels-panel');
  const label = panel.getByRole('combobox', { name: 'Label to look at' });
  await label.fill('region');
  await page.getByRole('option', { name: 'region', exact: true }).click();
  await expect(page).toHaveURL(/labels=region/);

  const share = (region: string) =>
    `${Number(((100 * total(cpu((labels) => labels.region === region))) / total(cpu(() => true))).toFixed(1))} %`;
  const row = (region: string) => panel.getByRole('row').filter({ hasText: region });
  await expect(row('eu-west')).toContainText(share('eu-west'));
  await expect(row('us-central')).toContainText(share('us-central'));

  // It stands beside the picture, which stays where it is, and ends where the picture does.
  const [graphBox, panelBox] = [await profiles.graph.boundingBox(), await panel.boundingBox()];
  expect(graphBox!.y).toBeLessThanOrEqual(320);
  expect(panelBox!.x).toBeGreaterThanOrEqual(graphBox!.x + graphBox!.width);
  expect(panelBox!.y + panelBox!.height).toBeLessThanOrEqual(page.viewportSize()!.height);
  await expect(row('eu-west').locator('svg[viewBox^="0 -1"] path')).toHaveAttribute('d', /^M/);

  await panel.getByRole('button', { name: 'Only region = eu-west' }).click();
  await expect(profiles.selector).toHaveText(`{${own()}, region="eu-west"}`);
  await profiles.expectTop(
    topBySelf(
      cpu(({ region }) => region === 'eu-west'),
      5
    )
  );
  await panel.getByRole('button', { name: 'All but region = eu-west' }).click();
  await expect(profiles.selector).toHaveText(`{${own()}, region!="eu-west"}`);
  await panel.getByRole('button', { name: 'All but region = eu-west' }).click();
  await expect(profiles.selector).toHaveText(`{${own()}}`);
  await page.reload();
  await expect(row('us-central')).toContainText(share('us-central'));
  await panel.getByRole('button', { name: 'Close the labels panel' }).click();
  await expect(panel).toBeHidden();
  await expect(page).not.toHaveURL(/labels=/);
});
