import { expect } from '@playwright/test';
import { seeded } from './data';
import { answers, gate, limitRange, test, when } from './faultProxy';
import { StatesPage } from './statesPage';

const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range });

test('a slow first answer: says so, is cancelled down to the server, and asked again', async ({ page, faults }) => {
  const slow = gate();
  faults.on(when.flameGraph, answers.after(slow.opened));
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(page.getByText('Asking for the profile')).toBeVisible();
  await expect(page.getByText(/^[2-9] s$/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(profiles.message).toContainText('Cancelled');
  await expect.poll(() => faults.asked.filter(when.flameGraph).map(({ aborted }) => aborted)).toEqual([true]);
  faults.heal();
  slow.open();
  await profiles.message.getByRole('button', { name: 'Try again' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('a slow newer answer: the old picture stays, and says why it is old when the new one fails', async ({
  page,
  faults,
}) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.rows.first()).toBeVisible();
  const slow = gate();
  faults.on(when.flameGraph, answers.after(slow.opened));
  await profiles.addFilter('region', '=', 'eu-west');
  await expect(page.getByText('Asking for a newer profile; this one is older')).toBeVisible();
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const note = page.getByRole('alert').filter({ hasText: 'This picture is older than what was asked for' });
  await expect(note).toContainText('Cancelled');
  await expect(profiles.rows.first()).toBeVisible();

  faults.on(when.flameGraph, answers.queryError('resource_exhausted: too many outstanding requests'));
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect(note).toContainText('Pyroscope refuses more queries for now: too many outstanding requests');
  await expect(profiles.rows.first()).toBeVisible();
  faults.heal();
  slow.open();
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect(note).toBeHidden();
  await expect(profiles.selector).toContainText('region="eu-west"');
});

test('an old picture and a range longer than the server allows: one click to shorten', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), from: 'now-1h', to: 'now' });
  await expect(profiles.rows.first()).toBeVisible();
  limitRange(faults, 2 * 3_600_000, '2h');
  await page.getByRole('button', { name: /^Time range selected/ }).click();
  await page.getByText('Last 6 hours', { exact: true }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Show the newest 2h' }).click();
  await expect(page).toHaveURL(/from=now-2h/);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(profiles.rows.first()).toBeVisible();
});
