import { gzipSync } from 'node:zlib';
import type { Product } from './catalog';

const LIFETIME_MS = 90_000;

/** A page of the shop, rendered, with what it takes to render it again. */
interface CachedPage {
  html: string;
  gzipped: Buffer;
  usedAt: number;
}

/** Rendered pages by search text. It grows with the number of different searches and shrinks as they go out of use. */
export class PageCache {
  private readonly pages = new Map<string, CachedPage>();

  get(key: string, render: () => string): CachedPage {
    let page = this.pages.get(key);
    if (!page) {
      const html = render();
      page = { html, gzipped: compressPage(html), usedAt: 0 };
      this.pages.set(key, page);
    }
    page.usedAt = Date.now();
    return page;
  }

  /** Forgets the pages that nobody asked for lately. */
  evictStalePages(): void {
    const oldest = Date.now() - LIFETIME_MS;
    for (const [key, page] of this.pages) {
      if (page.usedAt < oldest) {
        this.pages.delete(key);
      }
    }
  }
}

export function renderPage(title: string, products: readonly Product[]): string {
  const rows = products.map(renderProduct);
  return `<!doctype html><title>${escapeHtml(title)}</title><table>${rows.join('\n')}</table>`;
}

function renderProduct(product: Product): string {
  const cells = [product.sku, product.name, product.category, (product.cents / 100).toFixed(2), product.description];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function compressPage(html: string): Buffer {
  return gzipSync(html, { level: 9 });
}
