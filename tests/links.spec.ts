import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, pushDrawn, waitForList } from './drawn';
import { ProfilesPage, SERVICES } from './profilesPage';
import { test } from './test';

/** Everything that an address, a selector or a page could take for something else. */
const ODD: Array<[what: string, text: string]> = [
  ['slashes and dots', 'team/../cart/v2'],
  ['quotes', `it's "quoted" \`so\``],
  ['commas, spaces and braces', 'a, b=c {d="e"} ${f}'],
  ['unicode', 'größe-日本語-🔥'],
  ['backslashes and percents', 'C:\\temp\\new %2F 100% &amp; +1 #top ?q=1'],
];

const FAST = 'main;work 6\nmain;wait 1';
const SLOW = 'main;work 3\nmain;other/path.(*T).work 10';

for (const [what, text] of ODD) {
  test(`${what} in service, namespace and label survive the trip`, async ({ page }, testInfo) => {
    const place = { service_name: freshName(text), namespace: seeded().namespaceOf(text) };
    await pushDrawn(testInfo, FAST, { ...place, tier: text });
    await pushDrawn(testInfo, SLOW, { ...place, tier: 'plain' });
    const profiles = new ProfilesPage(page);
    const both: Array<[string, { self: number; total: number }]> = [
      ['other/path.(*T).work', { self: 10e9, total: 10e9 }],
      ['work', { self: 9e9, total: 9e9 }],
      ['wait', { self: 1e9, total: 1e9 }],
      ['main', { self: 0, total: 20e9 }],
    ];

    await test.step('through the list of services', async () => {
      await waitForList(testInfo, place);
      const { from, to } = seeded().range;
      await page.goto(`${SERVICES}?from=${from}&to=${to}`);
      await page.getByPlaceholder('Search services').fill(place.service_name);
      await page.getByRole('row').getByRole('link', { name: place.service_name, exact: true }).click();
      await profiles.expectTop(both);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(place.service_name);
      await profiles.expectLinked('service_name', place.service_name);
      await profiles.expectLinked('namespace', place.namespace);
    });

    await test.step('by a link made by hand', async () => {
      await profiles.open({ ...place, ...seeded().range });
      await profiles.expectTop(both);
    });

    await test.step('filtered by the label', async () => {
      await profiles.addFilter('tier', '=', text);
      await profiles.expectTop([
        ['work', { self: 6e9, total: 6e9 }],
        ['wait', { self: 1e9, total: 1e9 }],
        ['main', { self: 0, total: 7e9 }],
      ]);
      const reopened = page.url();
      await page.goto('about:blank');
      await page.goto(reopened);
      await profiles.expectTop([
        ['work', { self: 6e9, total: 6e9 }],
        ['wait', { self: 1e9, total: 1e9 }],
        ['main', { self: 0, total: 7e9 }],
      ]);
      await expect(profiles.filters).toContainText(text);
    });

    await test.step('without the label, by a selector typed into the link', async () => {
      const value = JSON.stringify(text);
      await profiles.open({ ...place, ...seeded().range, filters: `{tier!=${value}}` });
      await profiles.expectTop([
        ['other/path.(*T).work', { self: 10e9, total: 10e9 }],
        ['work', { self: 3e9, total: 3e9 }],
        ['main', { self: 0, total: 13e9 }],
      ]);
    });
  });
}
