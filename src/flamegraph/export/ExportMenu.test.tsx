import { screen } from '@testing-library/react';
import { compareProfiles } from '../../profile/comparison/compare';
import { changeTable } from '../../profile/comparison/changeTable';
import { folded } from '../../profile/testing/drawn';
import { profileFromStacks } from '../../profile/stacks';
import { marshaling as profile } from '../testing/marshaling';
import { renderView } from '../testing/renderView';
import { drawingOf, stubCanvas } from '../testing/canvasStub';
import type { Exporting } from '../types';

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
  facts: () => ({ link: 'https://grafana.example/x' }),
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
  const written: string[] = [];
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
  const { user } = renderView(profile(), { focus: ['main'] }, { exporting });
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => written.push(text) },
  });
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Copy as plain text' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeInTheDocument();
  expect(written[0]).toContain('checkout, process_cpu:cpu, 2026-11-26T18:00:00Z to 2026-11-26T19:00:00Z');
  expect(written[0]).toContain('Total 50 s · complete');
  expect(written[0]).toContain('20 s    40 %   20 s     40 %  json.Marshal');
  expect(written[0]).toContain('Heaviest path: main 60 % > json.Marshal 40 % > json.Marshal 36 %');
  expect(written[0]).toContain('https://grafana.example/x');
});
