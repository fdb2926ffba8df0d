import { writeFile } from 'node:fs/promises';

import { expect } from '@grafana/plugin-e2e';
import { seeded } from './data';
import { freshName, heapProfile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { seedProfiles } from './seed';
import { test } from './test';

const MINUTE = 60_000;

test('a heap that grows is asked what grows, and says which stack, how fast and what that is in a day', async ({
  page,
}, testInfo) => {
  const labels = { service_name: freshName('leaking'), namespace: seeded().namespaceOf('leaks') };
  const { to } = seeded().range;
  // A snapshot a minute: sessions hold 8 MiB more in each, and the cache a little more or less.
  const profiles = await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const file = testInfo.outputPath(`${i}.pb`);
      await writeFile(
        file,
        heapProfile(`main;login;session.New ${100 + 8 * i + (i % 3)}\nmain;cache.Get ${400 + (i % 4)}`)
      );
      return { file, name: 'memory', labels, time: to - (30.5 - i) * MINUTE };
    })
  );
  await seedProfiles(String(process.env.PYROSCOPE_URL ?? testInfo.project.use.baseURL), profiles);

  await new ProfilesPage(page).open({ ...labels, type: 'memory:inuse_space', from: to - 14 * MINUTE, to });
  await page.getByRole('button', { name: 'What grows?' }).click();
  const grown = page.getByRole('table', { name: 'What grows' }).getByRole('row', { name: /^session\.New/ });
  await expect(grown).toContainText(/\+4\d\d MiB/);
  await expect(grown).toContainText(/\+11\.\d+ GiB in 24 h/);
  await expect(page.getByRole('table', { name: 'What grows' }).getByRole('row')).toHaveCount(2);
  await expect(page.getByText('A heap stack is where memory was allocated, not what holds it')).toBeVisible();
  await grown.getByRole('button', { name: 'session.New' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('highlight')).toBe('session.New');
});
