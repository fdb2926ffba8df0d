import { expect, type Page } from '@playwright/test';
import { seeded } from './data';
import { answers, gate, limitRange, refuseWholeProfiles, test, when } from './faultProxy';
import { StatesPage } from './statesPage';

const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range });

test.beforeEach(({ faults }) => refuseWholeProfiles(faults));

test('a slow first answer: says so, is cancelled down to the server, and asked again', async ({ page, faults }) => {
  const slow = gate();
  faults.on(when.flameGraph, answers.after(slow.opened));
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(page.getByText('Loading profile')).toBeVisible();
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
  await expect(page.getByRole('button', { name: /Remove filter.*region/ })).toBeVisible();
  const place = () => profiles.graph.evaluate((graph) => graph.getBoundingClientRect().top);
  const before = await place();
  await expect(page.getByText('Updating…')).toBeVisible();
  expect(await place(), 'the graph stays where it is').toBe(before);
  await page.screenshot({ path: test.info().outputPath('updating.png') });
  await expect(profiles.rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const note = page.getByRole('alert').filter({ hasText: 'Could not update. Showing the previous result.' });
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
  // More parts of two hours than are asked for.
  await page.getByText('Last 7 days', { exact: true }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Show the last 2 hours of the range' }).click();
  await expect(page).toHaveURL(/from=now-2h/);
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(profiles.rows.first()).toBeVisible();
});

test('a newer question ends the older one, down to the server', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.rows.first()).toBeVisible();
  const before = faults.asked.length;
  const slow = gate();
  faults.on(when.flameGraph, answers.after(slow.opened));
  const ended = () =>
    faults.asked
      .slice(before)
      .filter(when.flameGraph)
      .map(({ aborted }) => aborted);
  await profiles.addFilter('region', '=', 'eu-west');
  await expect.poll(ended).toEqual([false]);
  await profiles.addFilter('version', '=', 'v2');
  await expect.poll(ended).toEqual([true, false]);
  slow.open();
  await expect(page.getByText('Updating…')).toBeHidden();
  await expect(profiles.selector).toContainText('version="v2"');
  expect(ended()).toEqual([true, false]);
});

test('a newer question ends the count of snapshots that only the older one needed', async ({ page, faults }) => {
  const slow = gate();
  faults.on(when.proxy, answers.after(slow.opened));
  faults.on(when.flameGraph, answers.after(slow.opened));
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), type: 'memory:inuse_space', snapshot: 'average' });
  const asked = () => faults.asked.filter((one) => when.proxy(one) || when.flameGraph(one));
  // The count of snapshots, the whole profile, and the cut graph, since the whole profile has not begun to come.
  await expect.poll(() => asked().length).toBe(3);
  await page.getByRole('radio', { name: 'latest' }).check();
  await expect
    .poll(() =>
      asked()
        .slice(0, 3)
        .map(({ aborted }) => aborted)
    )
    .toEqual([true, true, true]);
  slow.open();
  await expect(page.getByTestId('snapshot-label')).toHaveText(/^snapshot \d\d:/);
});

test('a refresh of an absolute range that fails: the picture says that it is old, and why', async ({
  page,
  faults,
}) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.rows.first()).toBeVisible();
  faults.on(when.flameGraph, answers.queryError('internal: failed to open block 01HX: unexpected EOF'));
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  const note = page.getByRole('alert').filter({ hasText: 'Could not update. Showing the previous result.' });
  await expect(note).toContainText('failed to open block 01HX: unexpected EOF');
  await expect(profiles.rows.first()).toBeVisible();
  faults.heal();
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect(note).toBeHidden();
  await expect(profiles.rows.first()).toBeVisible();
});

const REFRESHED = { from: 'now-1h', to: 'now', refresh: '1s' };

/** Whether the element is there in every frame that the browser draws, from now on. */
async function staysVisible(page: Page, selector: string): Promise<() => Promise<boolean>> {
  await page.evaluate((wanted) => {
    Object.assign(window, { alwaysThere: true });
    const look = () => {
      if (document.querySelector(wanted) === null) {
        Object.assign(window, { alwaysThere: false });
      }
      requestAnimationFrame(look);
    };
    look();
  }, selector);
  return () => page.evaluate(() => (window as unknown as { alwaysThere: boolean }).alwaysThere);
}

test('automatic refreshes that fail: the note stays as it is until one succeeds', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), ...REFRESHED });
  await expect(profiles.rows.first()).toBeVisible();
  const asked = () => faults.asked.filter(when.flameGraph).length;
  faults.on(when.flameGraph, answers.queryError('unavailable: too many outstanding requests'));
  const note = page.getByRole('alert').filter({ hasText: 'Could not update. Showing the previous result.' });
  await expect(note).toContainText('too many outstanding requests');
  const stayed = await staysVisible(page, '[role="alert"]');
  const before = asked();
  await expect.poll(asked).toBeGreaterThan(before + 2);
  expect(await stayed()).toBe(true);
  faults.heal();
  await expect(note).toBeHidden();
  await expect(profiles.rows.first()).toBeVisible();
});

test('automatic refreshes of a range without profiles: the message stays as it is', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), ...REFRESHED, from: 'now-1m' });
  await expect(profiles.message).toContainText('sent no profiles in this time range');
  const stayed = await staysVisible(page, '[data-testid="state-message"]');
  const asked = () => faults.asked.filter(when.resource).length;
  const before = asked();
  await expect.poll(asked).toBeGreaterThan(before + 8);
  expect(await stayed()).toBe(true);
});

test('an answer slower than the interval of refreshes comes, and the next is asked for then', async ({
  page,
  faults,
}) => {
  faults.on(when.flameGraph, answers.late(2_500));
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), ...REFRESHED });
  await expect(profiles.rows.first()).toBeVisible();
  const graphs = () => faults.asked.filter(when.flameGraph);
  await expect.poll(() => graphs().length).toBeGreaterThan(2);
  expect(graphs().filter(({ aborted }) => aborted)).toEqual([]);
});
