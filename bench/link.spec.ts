import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@grafana/plugin-e2e';
import type { BrowserContext, TestInfo } from '@playwright/test';
import { pathOf, recorded, seeded } from '../tests/data';
import { seedProfiles } from '../tests/seed';
import { test } from '../tests/signedIn';
import { drawnProfiles } from './drawnProfiles';

const PAGE = '/a/oss-serviceprofiles-app/service/profiles';

interface Seen {
  /** milliseconds from the start of the navigation until the frame in which it is there */
  at: number;
  query: { start: number; took: number } | undefined;
  /** milliseconds until then in which a whole profile was on its way */
  waited: number;
}

/** A state's message, a graph with something painted, or the same of a comparison. */
type Wanted = 'message' | 'graph' | 'comparison';

/** Notes in each frame whether what is waited for is on screen. */
function watchFrames(wanted: Wanted) {
  const there = () => {
    if (wanted === 'message') {
      return (document.querySelector('[data-testid="state-message"]')?.getBoundingClientRect().height ?? 0) > 0;
    }
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
    if (!canvas || canvas.width === 0) {
      return false;
    }
    if (wanted === 'comparison' && !document.querySelector('[data-testid="comparison"]')) {
      return false;
    }
    const pixels = canvas.getContext('2d')?.getImageData(canvas.width / 2, 0, 1, 20).data ?? [];
    return pixels.some((byte) => byte > 0);
  };
  const look = () => {
    if (document.body && there()) {
      const asked = performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => /\/api\/ds\/query|\/SelectMergeProfile/.test(name));
      const first = asked.sort((a, b) => a.startTime - b.startTime)[0];
      const query = first && { start: first.startTime, took: first.duration };
      const at = performance.now();
      let [waited, until] = [0, 0];
      for (const { name, startTime, responseEnd } of asked) {
        if (name.includes('/SelectMergeProfile') && startTime < at) {
          const end = Math.min(responseEnd, at);
          waited += Math.max(0, end - Math.max(startTime, until));
          until = Math.max(until, end);
        }
      }
      Object.assign(window, { benchSeen: { at, query, waited } });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** Opens the link in a new tab, as a click on one in a chat would. */
async function open(context: BrowserContext, link: string, wanted: Wanted): Promise<Seen> {
  const page = await context.newPage();
  try {
    await page.addInitScript(watchFrames, wanted);
    await page.goto(link, { waitUntil: 'commit' });
    const seen = await page.waitForFunction(() => (window as unknown as { benchSeen?: Seen }).benchSeen);
    return (await seen.jsonValue())!;
  } finally {
    await page.close();
  }
}

const MINUTE = 60_000;
/** Half an hour is shown in so many windows, as long as that. */
const WINDOWS = 12;
const WINDOW_MS = 2.5 * MINUTE;
/** How often a profile is sent, and how many samples it has: then a window has as much of the stacks as those of recorded hours. */
const SENT_EVERY_MS = 15_000;
const SAMPLES = 140;

/** A request for a graph; milliseconds since the epoch. */
interface Asked {
  start: number;
  end: number;
  isWhole: boolean;
}

const RUNS = Number(process.env.BENCH_LINK_RUNS);
const write = (name: string, runs: object[]) =>
  writeFileSync(join(process.env.BENCH_LINK_OUT!, `${name}.json`), JSON.stringify(runs));

const linkTo = (query: Record<string, string | number>) =>
  `${PAGE}?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`;

/** The bare page and the picture in turn, in one browser whose cache the first, uncounted round has filled. */
test('from the link to the picture', async ({ context }) => {
  const query = { service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...seeded().range };
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const bare = await open(context, PAGE, 'message');
    const link = await open(context, linkTo(query), 'graph');
    expect(bare.query, 'a bare page asks nothing').toBeUndefined();
    if (i > 0) {
      runs.push({ bare: bare.at, link: link.at, query: link.query!.took, asked: link.query!.start });
    }
  }
  write('link', runs);
});

/** A profile of 67k nodes, and the same beside another selector's of as many, in turn; what the server takes is left out. */
test('from the link to a comparison', async ({ context }) => {
  const { labels } = recorded.find(({ labels: { service_name: name } }) => name === 'tsc')!;
  const query = {
    service_name: labels.service_name,
    namespace: seeded().namespaceOf(labels.namespace),
    type: 'wall:wall',
    ...seeded().range,
  };
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const single = await open(context, linkTo(query), 'graph');
    const both = await open(context, linkTo({ ...query, vs_filters: `{version="${labels.version}"}` }), 'comparison');
    if (i > 0) {
      runs.push({ single: single.at - single.waited, compared: both.at - both.waited });
    }
  }
  write('compared', runs);
});

const cpuFiles = recorded.filter(({ file }) => /^pyroscope\/.*process_cpu\.cpu\./.test(file)).map(pathOf);

/** Half an hour of a service. @returns a link's parameters to it */
async function pushHalfHour({ project }: TestInfo, name: string, files: readonly string[]) {
  const labels = { service_name: `${name}-${Date.now()}`, namespace: seeded().namespaceOf('monitoring') };
  // Windows begin at multiples of their length.
  const to = Math.floor((Date.now() - 5 * MINUTE) / WINDOW_MS) * WINDOW_MS;
  const from = to - WINDOWS * WINDOW_MS;
  const every = (to - from) / files.length;
  await seedProfiles(
    process.env.PYROSCOPE_URL ?? String(project.use.baseURL),
    files.map((file, i) => ({ file, name: 'process_cpu', labels, time: from + (i + 0.5) * every }))
  );
  return { ...labels, from, to, type: 'process_cpu:cpu' };
}

/** How often a page is opened whose whole profile goes over its budget of time, as it does beside other work. */
const TRIES = 5;

async function openWindows(context: BrowserContext, link: string): Promise<WindowsTimes> {
  for (let i = 0; i < TRIES; i++) {
    const times = await openOnce(context, link);
    if (times) {
      return times;
    }
  }
  throw new Error(
    `The whole profile did not come within its budget, ${TRIES} times: the machine is too busy to measure`
  );
}

interface WindowsTimes {
  whole: number;
  windows: number;
}

/**
 * A function is drawn over time in a page that is at rest, as a person does it: how long the windows take, from the first
 * question to the last answer; and the range's whole profile, which the page was opened with.
 * @returns undefined where that did not come: there is nothing to hold the windows against
 */
async function openOnce(context: BrowserContext, link: string): Promise<WindowsTimes | undefined> {
  const page = await context.newPage();
  const asked: Asked[] = [];
  page.on('requestfinished', (request) => {
    const isGraph = /"queryType":"profile"/.test(request.postData() ?? '') && /ds\/query/.test(request.url());
    const isWhole = request.url().includes('/SelectMergeProfile');
    if (isGraph || isWhole) {
      const { startTime, responseEnd } = request.timing();
      asked.push({ start: startTime, end: startTime + responseEnd, isWhole });
    }
  });
  await page.goto(link);
  const row = page.getByRole('table', { name: 'Symbols' }).locator('[data-index="0"] [data-control="name"]');
  await row.click({ button: 'right' });
  await page.waitForLoadState('networkidle');
  const whole = asked.find(({ isWhole }) => isWhole);
  if (whole === undefined) {
    await page.close();
    return undefined;
  }
  const before = asked.length;
  await page.getByRole('menuitem', { name: 'Show over time' }).click();
  const windows = () => asked.slice(before);
  await expect.poll(() => windows().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(WINDOWS);
  await expect(page.getByTestId('over-time').getByRole('status')).toHaveCount(0);
  const [first, last] = [windows().map(({ start }) => start), windows().map(({ end }) => end)];
  await page.close();
  return { whole: whole.end - whole.start, windows: Math.max(...last) - Math.min(...first) };
}

/** Of a service whose profiles differ as real ones do, and, in turn, of one whose windows have nearly all of its stacks. */
test('twelve windows of a range', async ({ context }, testInfo) => {
  const drawn = drawnProfiles(cpuFiles, (WINDOWS * WINDOW_MS) / SENT_EVERY_MS, SAMPLES).map((pprof, i) => {
    const file = testInfo.outputPath(`${i}.pb`);
    writeFileSync(file, pprof);
    return file;
  });
  const usual = await pushHalfHour(testInfo, 'windows', drawn);
  const whole = Array.from({ length: 30 }, (_, minute) => cpuFiles[minute % cpuFiles.length]);
  const alike = await pushHalfHour(testInfo, 'windows-alike', whole);
  const runs = [];
  for (let i = 0; i <= RUNS; i++) {
    const run = { ...(await openWindows(context, linkTo(usual))), alike: await openWindows(context, linkTo(alike)) };
    if (i > 0) {
      runs.push(run);
    }
  }
  write('windows', runs);
});
