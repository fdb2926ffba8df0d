import { writeFileSync } from 'node:fs';
import { expect } from '@grafana/plugin-e2e';
import type { BrowserContext } from '@playwright/test';
import { seeded } from '../tests/data';
import { test } from '../tests/signedIn';

const PAGE = '/a/oss-serviceprofiles-app/service/profiles';

interface Seen {
  /** milliseconds from the start of the navigation until the frame in which it is there */
  at: number;
  query: { start: number; took: number } | undefined;
}

/** Notes in each frame whether what is waited for is on screen: a state's message, or a graph with something painted. */
function watchFrames(wanted: 'message' | 'graph') {
  const there = () => {
    if (wanted === 'message') {
      return (document.querySelector('[data-testid="state-message"]')?.getBoundingClientRect().height ?? 0) > 0;
    }
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="flamegraph-boxes"]');
    if (!canvas || canvas.width === 0) {
      return false;
    }
    const pixels = canvas.getContext('2d')?.getImageData(canvas.width / 2, 0, 1, 20).data ?? [];
    return pixels.some((byte) => byte > 0);
  };
  const look = () => {
    if (document.body && there()) {
      const asked = performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/api\/ds\/query|\/SelectMergeProfile/.test(name));
      const first = asked.sort((a, b) => a.startTime - b.startTime)[0];
      const query = first && { start: first.startTime, took: first.duration };
      Object.assign(window, { benchSeen: { at: performance.now(), query } });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

/** Opens the link in a new tab, as a click on one in a chat would. */
async function open(context: BrowserContext, link: string, wanted: 'message' | 'graph'): Promise<Seen> {
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

/** The bare page and the picture in turn, in one browser whose cache the first, uncounted round has filled. */
test('from the link to the picture', async ({ context }) => {
  const { from, to } = seeded().range;
  const query = new URLSearchParams({
    service_name: 'pyroscope',
    namespace: seeded().namespaceOf('monitoring'),
    from: String(from),
    to: String(to),
  });
  const runs = [];
  for (let i = 0; i <= Number(process.env.BENCH_LINK_RUNS); i++) {
    const bare = await open(context, PAGE, 'message');
    const link = await open(context, `${PAGE}?${query}`, 'graph');
    expect(bare.query, 'a bare page asks nothing').toBeUndefined();
    if (i > 0) {
      runs.push({ bare: bare.at, link: link.at, query: link.query!.took, asked: link.query!.start });
    }
  }
  writeFileSync(process.env.BENCH_LINK_OUT!, JSON.stringify(runs));
});
