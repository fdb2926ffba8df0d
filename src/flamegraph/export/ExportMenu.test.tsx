import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { compareProfiles } from '../../profile/comparison/compare';
import { changeTable } from '../../profile/comparison/changeTable';
import { linedStacks, type LinedStacks } from '../../profile/pprof/lines';
import { folded } from '../../profile/testing/drawn';
import { profileFromStacks } from '../../profile/stacks';
import { marshaling as profile } from '../testing/marshaling';
import { renderView } from '../testing/renderView';
import { drawingOf, stubCanvas } from '../testing/canvasStub';
import type { Exporting, LinesToExport } from '../types';

const from = Date.UTC(2026, 10, 26, 18);
const exporting: Exporting = {
  origin: {
    service: 'checkout',
    profileName: 'process_cpu',
    sampleType: 'cpu',
    sampleUnit: 'nanoseconds',
    range: { from, to: from + 3_600_000 },
  },
  unit: 'ns',
  facts: async () => ({ link: 'https://grafana.example/x' }),
};
/** What stands before a file's ending. */
const STEM = 'checkout-process_cpu-cpu-20261126T180000Z-20261126T190000Z';

let saved: Array<{ name: string; blob: Blob }>;
const canvases: HTMLCanvasElement[] = [];

beforeEach(() => {
  stubCanvas({ width: 1000, height: 300 });
  saved = [];
  const blobs = new Map<string, Blob>();
  URL.createObjectURL = (blob: Blob) => {
    blobs.set(`blob:${blobs.size}`, blob);
    return `blob:${blobs.size - 1}`;
  };
  URL.revokeObjectURL = () => {};
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: blobs.get(this.href)! });
  });
  HTMLCanvasElement.prototype.toBlob = function (this: HTMLCanvasElement, done) {
    canvases.push(this);
    done(new Blob(['png']));
  };
});
afterEach(() => jest.restoreAllMocks());

async function exportAs(format: string, ...view: Parameters<typeof renderView>) {
  const { user } = renderView(view[0], view[1], { exporting, ...view[2] });
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: format }));
  await new Promise((resolve) => setTimeout(resolve));
  return saved.at(-1)!;
}

/** The plain text that is copied. */
async function copied(...[shown, state]: Parameters<typeof renderView>): Promise<string> {
  const written: string[] = [];
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
  const { user } = renderView(shown, state, { exporting });
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => written.push(text) },
  });
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Copy as plain text' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeInTheDocument();
  return written[0];
}

const bytesOf = (blob: Blob) =>
  new Promise<Uint8Array>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(blob);
  });

const textOf = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(blob);
  });

it('is not there where nobody says what is exported', () => {
  renderView(profile());
  expect(screen.queryByRole('button', { name: 'Export' })).not.toBeInTheDocument();
});

it('writes the stacks of the focused frame, under a name that says what it is', async () => {
  const { name, blob } = await exportAs('Folded stacks', profile(), { focus: ['main', 'json.Marshal'] });
  expect(name).toBe(`${STEM}.folded.txt`);
  expect(await textOf(blob)).toBe('main;json.Marshal 2\nmain;json.Marshal;json.Marshal 18\n');
});

it('writes the stacks of a sandwich', async () => {
  const { blob } = await exportAs('Folded stacks', profile(), { sandwich: 'read' });
  expect(await textOf(blob)).toBe('main;read 10\n');
});

it('writes the table with the rows that a search leaves, in their order', async () => {
  const { blob } = await exportAs('Table as CSV', profile(), {
    search: { text: 'a', regex: false },
    sort: { column: 'symbol', direction: 'asc' },
  });
  const lines = (await textOf(blob)).replace('\uFEFF', '').split('\r\n');
  expect(lines).toEqual([
    '"Symbol","Self (ns)","Self (%)","Total (ns)","Total (%)"',
    '"json.Marshal",20,40,20,40',
    '"main",0,0,30,60',
    '"read",10,20,10,20',
    '',
  ]);
});

describe('a pprof of a complete profile', () => {
  const picture = () => profileFromStacks([{ frames: ['main.tree'], value: 170 }]);
  const lines = () => {
    const asked = { load: jest.fn<Promise<LinedStacks>, [{ signal: AbortSignal; onBytes(bytes: number): void }]>() };
    const source: LinesToExport = {
      ...asked,
      factorOf: () => 1,
      loading: (bytes) => `Loading lines, ${bytes} B`,
      failed: () => ({ text: 'Saved without lines: no proxy', retry: true }),
    };
    return { ...asked, exporting: { ...exporting, lines: async () => source } };
  };
  const stacks: LinedStacks = {
    lines: {
      ...{ length: 2, name: ['main.tree', 'main.tree'], file: ['main.go', 'main.go'] },
      ...{ line: Float64Array.of(31, 32), self: Float64Array.of(160, 10), total: Float64Array.of(160, 10) },
    },
    ...{ lineStart: Int32Array.of(0, 1, 2), lineAt: Int32Array.of(0, 1), bare: new Map() },
    ...{ stackStart: Int32Array.of(0, 1, 2), stack: Int32Array.of(0, 1), value: Float64Array.of(160, 10) },
    ...{ total: 170, notLoaded: 0 },
  };
  const linesIn = async ({ blob }: { blob: Blob }) => {
    const { lines: read } = linedStacks(await bytesOf(blob), 'cpu');
    return Array.from(
      { length: read.length },
      (_, l) => `${read.name[l]} ${read.file[l]}:${read.line[l]} ${read.self[l]}`
    );
  };

  // jsdom cannot gzip.
  it('has the source lines of the whole profile, which is asked for', async () => {
    const { load, exporting: withLines } = lines();
    load.mockResolvedValue(stacks);
    await exportAs('pprof', picture(), {}, { exporting: withLines });
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0].name).toBe(`${STEM}.pb`);
    expect(await linesIn(saved[0])).toEqual(['main.tree main.go:31 160', 'main.tree main.go:32 10']);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says how much has come, and can be stopped: nothing is saved', async () => {
    const { load, exporting: withLines } = lines();
    load.mockReturnValue(new Promise(() => {}));
    await exportAs('pprof', picture(), {}, { exporting: withLines });
    const [{ signal, onBytes }] = load.mock.calls[0];
    act(() => onBytes(2000));
    expect(screen.getByText('Loading lines, 2000 B')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(signal.aborted).toBe(true);
    expect(screen.queryByText(/^Loading lines/)).not.toBeInTheDocument();
    expect(saved).toEqual([]);
  });

  it('is saved without where they cannot be had, and says so until it is read', async () => {
    const { load, exporting: withLines } = lines();
    load.mockRejectedValueOnce(new Error('refused')).mockResolvedValueOnce(stacks);
    await exportAs('pprof', picture(), {}, { exporting: withLines });
    expect(await screen.findByRole('alert')).toHaveTextContent('Saved without lines: no proxy');
    expect(await linesIn(saved[0])).toEqual(['main.tree :0 170']);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(await linesIn(saved[1])).toHaveLength(2);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('is saved without where the code for them is gone, and the page can be reloaded', async () => {
    const gone = Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
    await exportAs('pprof', picture(), {}, { exporting: { ...exporting, lines: () => Promise.reject(gone) } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Saved without source lines: a part of the page could not be loaded'
    );
    expect(screen.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    expect(await linesIn(saved[0])).toEqual(['main.tree :0 170']);
  });

  it('is not asked for where the picture is cut', async () => {
    const { load, exporting: withLines } = lines();
    await exportAs('pprof', folded('main;other 3\nmain 97'), {}, { exporting: withLines });
    expect(load).not.toHaveBeenCalled();
    expect(saved.at(-1)!.name).toBe(`${STEM}-lower-bounds.pb`);
  });
});

describe('of a cut profile', () => {
  const cut = () => folded('main;read 20\nmain;other 3\nmain 67\ngc 10');

  it.each([
    ['what a focus shows', { focus: ['gc'] }],
    ['what a sandwich shows', { sandwich: 'read' }],
    ['what transforms leave', { transforms: [{ kind: 'hide', about: 'main' } as const] }],
  ])('%s are lower bounds, though nothing below was cut', async (_, state) => {
    const json = await exportAs('JSON', cut(), state);
    expect(json.name).toBe(`${STEM}-lower-bounds.json`);
    expect(JSON.parse(await textOf(json.blob))).toMatchObject({ lowerBounds: true, notLoaded: 3 });
    cleanup();
    const { blob } = await exportAs('speedscope', cut(), state);
    expect(JSON.parse(await textOf(blob)).name).toContain('lower bounds, 3.0 % not loaded');
    cleanup();
    const csv = await exportAs('Table as CSV', cut(), state);
    expect(await textOf(csv.blob)).toContain('Self (ns, lower bound)');
    cleanup();
    const svg = await exportAs('SVG', cut(), state);
    expect(await textOf(svg.blob)).toContain('lower bounds, 3.0 % not loaded');
  });

  it('the text of what transforms leave does not say that it is complete', async () => {
    const text = await copied(cut(), { transforms: [{ kind: 'hide', about: 'main' }] });
    expect(text).toContain('Total 10 s · lower bounds, 3.0 % not loaded');
    expect(text).toMatch(/≥ 10 s +≥ 100 %.* gc/);
  });
});

it('draws all rows of the graph as SVG, names and values in it', async () => {
  const { name, blob } = await exportAs('SVG', profile(), { collapse: { mode: 'none', toggled: [] } });
  expect(name).toBe(`${STEM}.svg`);
  const svg = new DOMParser().parseFromString(await textOf(blob), 'image/svg+xml');
  const boxes = [...svg.querySelectorAll('g')].map((box) => [
    box.querySelector('title')!.textContent,
    box.querySelector('rect')!.getAttribute('y'),
    box.querySelector('rect')!.getAttribute('width'),
  ]);
  expect(boxes).toEqual([
    ['total, 50 s, 100 %', '20', '1599'],
    ['main, 30 s, 60 %', '40', '959'],
    ['gc, 20 s, 40 %', '40', '639'],
    ['json.Marshal, 20 s, 40 %', '60', '639'],
    ['read, 10 s, 20 %', '60', '319'],
    ['json.Marshal, 18 s, 36 %', '80', '575'],
  ]);
  expect(svg.documentElement.getAttribute('height')).toBe('100');
  expect(svg.querySelector('text')!.textContent).toContain('checkout · process_cpu:cpu · 2026-11-26T18:00:00Z to');
});

it('draws frames of at least half a pixel only', async () => {
  const tiny = profileFromStacks([
    { frames: ['large'], value: 1_000_000 },
    ...Array.from({ length: 50 }, (_, i) => ({ frames: [`tiny${i}`], value: 1 })),
  ]);
  const svg = await textOf((await exportAs('SVG', tiny)).blob);
  expect(svg).toContain('large');
  expect(svg).not.toContain('tiny');
});

it('draws callers above callees', async () => {
  const svg = await textOf((await exportAs('SVG', profile(), { sandwich: 'json.Marshal' })).blob);
  const rows = [...svg.matchAll(/<title>(\S+), [^<]*<\/title><rect x="\d+" y="(\d+)"/g)].map(([, name, y]) => [
    name,
    y,
  ]);
  expect(rows).toEqual([
    ['json.Marshal', '40'],
    ['main', '20'],
    ['json.Marshal', '80'],
    ['json.Marshal', '100'],
  ]);
});

it('draws PNG twice as fine, and says so where it is cut at what browsers draw', async () => {
  const { name } = await exportAs('PNG', profile(), { collapse: { mode: 'none', toggled: [] } });
  expect(name).toBe(`${STEM}.png`);
  expect([canvases.at(-1)!.width, canvases.at(-1)!.height]).toEqual([3200, 200]);
});

it('cuts a PNG of very deep stacks', async () => {
  const deep = profileFromStacks([{ frames: Array.from({ length: 5000 }, (_, i) => `f${i}`), value: 1 }]);
  await exportAs('PNG', deep, { collapse: { mode: 'none', toggled: [] } });
  const canvas = canvases.at(-1)!;
  expect(canvas.height).toBeLessThanOrEqual(16_384);
  expect(canvas.height).toBeGreaterThan(16_300);
  expect(await screen.findByRole('button', { name: 'Cut: 817 of 5,001 rows' })).toBeInTheDocument();
  expect(drawingOf(canvas).texts[1].text).toBe('Cut: 817 of 5,001 rows');
  // The background and the rows.
  expect(drawingOf(canvas).rects).toHaveLength(1 + 817);
});

it('offers for a comparison what holds two sides', async () => {
  const side = (text: string) => ({ profile: folded(text), factor: 1, samples: undefined });
  const both = compareProfiles(side('main 1'), side('main 3'), 'larger');
  const { user } = renderView(both, {}, { exporting, changes: changeTable(both, both.sides!) });
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  const names = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
  expect(names).toEqual(['speedscope', 'Table as CSV', 'JSON', 'SVG', 'PNG', 'Copy as Markdown', 'Copy as plain text']);
});

it('copies text for a ticket', async () => {
  const text = await copied(profile(), { focus: ['main'] });
  expect(text).toContain('checkout, process_cpu:cpu, 2026-11-26T18:00:00Z to 2026-11-26T19:00:00Z');
  expect(text).toContain('Total 50 s · complete');
  expect(text).toContain('20 s    40 %   20 s     40 %  json.Marshal');
  expect(text).toContain('Heaviest path: main 60 % > json.Marshal 40 % > json.Marshal 36 %');
  expect(text).toContain('https://grafana.example/x');
});
