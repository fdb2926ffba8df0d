import { writeFile } from 'node:fs/promises';
import { expect, type TestInfo } from '@playwright/test';
import { seeded } from './data';
import { cpuProfile, freshName } from './drawn';
import { answers, gate, limitRange, refuseWholeProfiles, test, when, type Asked } from './faultProxy';
import { seedProfiles } from './seed';
import { StatesPage } from './statesPage';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Where the newest of three parts begins: a profile stands just there. */
const edge = () => seeded().range.to - 2 * MINUTE;

/** Two seconds a minute before the edge of a part, three at the edge itself; five hours around them, of which two are allowed. */
async function pushAround(testInfo: TestInfo) {
  const labels = { service_name: freshName('parts'), namespace: seeded().namespaceOf('parts') };
  const push = async (folded: string, time: number) => {
    const file = testInfo.outputPath(`${time}.pb`);
    await writeFile(file, cpuProfile(folded));
    return { file, name: 'process_cpu', labels, time };
  };
  await seedProfiles(process.env.PYROSCOPE_URL ?? String(testInfo.project.use.baseURL), [
    await push('main;older 2', edge() - MINUTE),
    await push('main;newer 3', edge()),
  ]);
  return { ...labels, type: 'process_cpu:cpu', from: edge() - 3 * HOUR, to: edge() + 2 * HOUR };
}

const older = ({ body }: Asked) => Number(JSON.parse(body).to) < edge();

test('a range beyond the limit is asked for in parts, which are added up', async ({ page, faults }, testInfo) => {
  const link = await pushAround(testInfo);
  limitRange(faults, 2 * HOUR, '2h');
  const profiles = new StatesPage(page, faults);
  await profiles.open(link);
  await expect(profiles.row('older')).toContainText('2 s');
  await expect(profiles.row('newer')).toContainText('3 s');
  await expect(profiles.row('main')).toContainText('5 s');
  await expect(page.getByText(/^complete/)).toBeVisible();
  await expect(profiles.type).toHaveValue(/process_cpu \/ cpu/);
  // Numbers and timeline, too.
  await expect(page.getByTestId('service-facts')).toContainText('cores');
});

test('it says how many parts are there, can be cancelled, and says why a part failed', async ({
  page,
  faults,
}, testInfo) => {
  const link = await pushAround(testInfo);
  refuseWholeProfiles(faults);
  const { opened, open } = gate();
  faults.on((asked) => when.flameGraph(asked) && older(asked), answers.after(opened));
  limitRange(faults, 2 * HOUR, '2h');
  const profiles = new StatesPage(page, faults);
  await profiles.open(link);
  await expect(page.getByText('1 of 3 parts')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(profiles.message).toContainText('Cancelled');
  open();
  faults.on(
    (asked) => when.flameGraph(asked) && older(asked),
    answers.queryError('resource_exhausted: too many outstanding requests')
  );
  await profiles.message.getByRole('button', { name: 'Try again' }).click();
  await expect(profiles.message).toContainText('Pyroscope refuses more queries for now');
  await expect(profiles.message).toContainText('too many outstanding requests');
  await expect(profiles.message.getByRole('button', { name: 'Try again' })).toBeVisible();
  await profiles.message.getByRole('button', { name: 'Show the last 2 hours of the range' }).click();
  // The link's range ends in two hours: its last two are those until now.
  await expect(page).toHaveURL(/from=now-2h&to=now/);
  await expect(profiles.row('newer')).toContainText('3 s');
  await expect(profiles.row('older')).toContainText('2 s');
});
