import { expect } from '@grafana/plugin-e2e';
import { pathOf, recorded, seeded } from './data';
import { freshName, pushFile } from './drawn';
import { ProfilesPage } from './profilesPage';
import { test } from './test';

const CPU_FILE = recorded.find(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu')!;
const LONG_SERVICE = 'recommendations-personalization-ranking-gateway-europe-west';
const LONG_NAMESPACE = 'customer-experience-platform-production';

for (const [what, service, namespace, width] of [
  ['usual names', 'cart', 'shop', 1366],
  ['long names', LONG_SERVICE, LONG_NAMESPACE, 1366],
  ['long names, a narrow window', LONG_SERVICE, LONG_NAMESPACE, 900],
] as const) {
  test(`the summary with ${what} shows whole parts, the average first, each with where it comes from`, async ({
    page,
  }) => {
    const place = { service_name: freshName(service), namespace: seeded().namespaceOf(namespace) };
    await pushFile(test.info(), {
      file: pathOf(CPU_FILE),
      name: 'process_cpu',
      labels: { ...place, pod: 'pod-1' },
    });
    await page.setViewportSize({ width, height: 768 });
    const profiles = new ProfilesPage(page);
    await profiles.open({ ...place, from: 'now-30m', to: 'now' });
    const summary = page.getByTestId('summary');
    await expect(summary).toContainText(/cores \(\d+ % covered\)·1 pod·last profile \d+ min ago/);
    const shown = await summary.evaluate((line) => {
      const { right, bottom } = line.getBoundingClientRect();
      return [...line.children].map((part) => {
        const box = part.getBoundingClientRect();
        const whole = box.right <= right + 1 && box.bottom <= bottom + 1 && part.scrollWidth <= part.clientWidth;
        return whole ? 'whole' : box.top >= bottom - 1 ? 'hidden' : 'cut';
      });
    });
    expect(shown[0]).toBe('whole');
    expect(shown).not.toContain('cut');
    // What has no room is the end of the line, never a part in its middle.
    expect(shown.lastIndexOf('whole')).toBe(shown.filter((part) => part === 'whole').length - 1);
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('title', place.service_name);
    await summary.getByText('1 pod').focus();
    await expect(page.getByText(/Different values of the label pod among the profiles/)).toBeVisible();
  });
}
