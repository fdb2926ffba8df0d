import { expect, type Locator, type Page } from '@playwright/test';
import { shownInterval, type SymbolNumbers } from './reference';

export const PROFILES = '/a/oss-serviceprofiles-app/service/profiles';
export const SERVICES = '/a/oss-serviceprofiles-app/services';
export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** A row of the flame graph, CSS px. */
const FRAME_HEIGHT = 20;

/** A link to the Profiles tab as another program would make it. */
export function linkTo(params: Record<string, string | number>): string {
  const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return `${PROFILES}?${query}`;
}

/** The Profiles tab as a person sees it. */
export class ProfilesPage {
  readonly table: Locator;
  readonly rows: Locator;
  readonly selector: Locator;
  readonly type: Locator;
  readonly filters: Locator;
  readonly search: Locator;
  /** The flame graph as the keyboard and screen readers have it; the canvas lies beneath. */
  readonly graph: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole('table', { name: /symbol/i });
    this.rows = this.table.locator('[data-index]');
    this.selector = page.getByTestId('selector');
    this.type = page.getByRole('combobox', { name: 'Profile type' });
    this.filters = page.getByRole('group', { name: 'Label filters' });
    this.search = page.getByRole('textbox', { name: 'Search symbols' });
    this.graph = page.getByRole('tree', { name: 'Flame graph' });
  }

  async open(params: Record<string, string | number>) {
    await this.page.goto(linkTo(params));
  }

  /** The first rows as shown: symbol, self, total. */
  async topRows(count: number): Promise<Array<{ name: string; self: string; total: string }>> {
    await expect(this.rows.nth(count - 1)).toBeVisible();
    const top: Array<{ name: string; self: string; total: string }> = [];
    for (let i = 0; i < count; i++) {
      const cells = this.table.locator(`[data-index="${i}"]`).getByRole('cell');
      top.push({
        // As it was sent; what is read may be shorter.
        name: (await cells.nth(0).locator('[data-control="name"] [title]').getAttribute('title')) ?? '',
        self: await cells.nth(1).locator('span').first().innerText(),
        total: await cells.nth(2).locator('span').first().innerText(),
      });
    }
    return top;
  }

  /** Waits until the table's first rows are those of `expected`, names in order and numbers as far as they are shown. */
  async expectTop(expected: Array<[string, SymbolNumbers]>) {
    // All at once: what was shown before may have the same names.
    await expect(async () => {
      const rows = await this.topRows(expected.length);
      expect(rows.map(({ name }) => name)).toEqual(expected.map(([name]) => name));
      for (const [i, { self, total }] of rows.entries()) {
        const [name, numbers] = expected[i];
        expectShown(self, numbers.self, `self of ${name}`);
        expectShown(total, numbers.total, `total of ${name}`);
      }
    }).toPass({ timeout: 40_000 });
  }

  /** The parts of the link that say how the profile is looked at, such as `focus`. */
  linked(param: string): string[] {
    return new URL(this.page.url()).searchParams.getAll(param);
  }

  async expectLinked(param: string, ...values: Array<string | RegExp>) {
    const expected = values.map((value) => (typeof value === 'string' ? value : expect.stringMatching(value)));
    await expect.poll(() => this.linked(param), { message: `${param} in the link` }).toEqual(expected);
  }

  /** What a tree reads out: the path to the selected frame, its siblings and children. */
  async treeLabels(tree: Locator = this.graph): Promise<string[]> {
    const items = await tree.getByRole('treeitem').all();
    return Promise.all(items.map(async (item) => (await item.getAttribute('aria-label')) ?? ''));
  }

  /** What a tree reads out of the frame where the keyboard is. */
  selectedFrame(tree: Locator = this.graph): Locator {
    return tree.locator('[role="treeitem"][aria-selected="true"]');
  }

  /** Clicks into a row of the flame graph (0 is `total`), at a part of its width. */
  async clickFrame(row: number, part: number, options: { button?: 'left' | 'right' } = {}) {
    const box = (await this.graph.boundingBox())!;
    await this.graph.click({ ...options, position: { x: part * box.width, y: (row + 0.5) * FRAME_HEIGHT } });
  }

  /** Clicks into a row of a sandwich's graph; row 0 is the symbol, at the bottom of its callers. */
  async clickSide(side: 'Callers' | 'Callees', row: number, options: { button?: 'left' | 'right' } = {}) {
    const tree = this.page.getByRole('tree', { name: new RegExp(`^${side} of `) });
    const { width, height } = (await tree.boundingBox())!;
    const y = (row + 0.5) * FRAME_HEIGHT;
    await tree.click({ ...options, position: { x: width / 4, y: side === 'Callers' ? height - y : y } });
  }

  async chooseLayout(name: 'Table' | 'Both' | 'Graph' | 'Call tree') {
    // The radio lies invisibly over its label.
    await this.page.getByRole('radiogroup', { name: 'Layout' }).getByRole('radio', { name }).click();
  }

  async chooseFromMenu(row: number, part: number, item: string | RegExp) {
    await this.clickFrame(row, part, { button: 'right' });
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  row(symbol: string): Locator {
    return this.rows.filter({ has: this.page.getByTitle(symbol, { exact: true }) });
  }

  async chooseType(label: string) {
    await this.type.click();
    await this.page.getByRole('option', { name: new RegExp(`^${label.replace(/[/]/g, '\\/')}`) }).click();
  }

  async addFilter(name: string, operator: string, value: string) {
    await this.filters.getByRole('button', { name: 'Filter', exact: true }).click();
    const form = this.page.getByRole('form', { name: 'Label filter' });
    await this.choose(form, 'Label', name);
    await this.choose(form, 'Operator', operator);
    await this.choose(form, 'Value', value);
    await form.getByRole('button', { name: 'Add' }).click();
  }

  private async choose(form: Locator, field: string, value: string) {
    const box = form.getByRole('combobox', { name: field, exact: true });
    await box.click();
    await box.fill(value);
    await this.page.getByRole('option').filter({ hasText: value }).first().waitFor();
    await box.press('Enter');
    await expect(box).toHaveValue(value);
  }
}

export function expectShown(text: string, value: number, what: string) {
  const { low, high } = shownInterval(text);
  expect(value, `${what}: ${text} stands for ${low} to ${high}`).toBeGreaterThanOrEqual(low);
  expect(value, `${what}: ${text} stands for ${low} to ${high}`).toBeLessThanOrEqual(high);
}
