import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, MATCH_TRAP, pushDrawn, waitForList } from './drawn';
import { harmTo, NAMES, shown, unseenIn } from './hostileNames';
import { linkTo, ProfilesPage } from './profilesPage';
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

  await test.step('a link of nothing but hostile parameters', async () => {
    await page.goto(
      linkTo({
        service_name: '__proto__',
        namespace: '<script>window.pwned=10</script>',
        ds: 'javascript:window.pwned=11',
        type: '<img src=x onerror=window.pwned=12>:x',
        filters: '{"><img src=x onerror=window.pwned=13>',
        from: 'javascript:1',
        focus: NAMES[1],
        highlight: LONG.slice(0, 4000),
      })
    );
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('__proto__');
    await expect(page.getByText(/does not exist|not found|no data source/i).first()).toBeVisible();
  });

  expect(harm).toEqual([]);
});
