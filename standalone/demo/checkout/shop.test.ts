import { searchCatalog, stockCatalog, type Product } from './catalog';
import { OrderBook } from './orders';
import { PageCache, renderPage } from './pages';
import { salesReport } from './report';

const product = (sku: string, category: string, cents: number): Product => ({
  sku,
  category,
  cents,
  name: sku,
  description: 'plain',
});

describe('the shop', () => {
  it('stocks the same catalog at every start and finds by name before description', () => {
    const catalog = stockCatalog(100);
    expect(catalog).toEqual(stockCatalog(100));
    const [best] = searchCatalog(catalog, catalog[70].name, 5);
    expect(best.sku).toBe('SKU-00070');
  });

  it('prices a cart: the best pairs at a tenth off, and tax by category', () => {
    const orders = new OrderBook([product('a', 'books', 1_000), product('b', 'toys', 400), product('c', 'toys', 900)]);
    const lines = [
      { sku: 'b', quantity: 1 },
      { sku: 'a', quantity: 1 },
      { sku: 'c', quantity: 2 },
    ];
    const order = orders.placeOrder(JSON.stringify({ customer: 'x', lines }));
    // 1000 and 1800 pair better than 400 and 1000.
    expect(order).toMatchObject({ discountCents: 100, taxCents: 76 + 70 + 342, totalCents: 3_200 - 100 + 488 });
    expect(salesReport(orders.latest())).toEqual([
      { category: 'toys', orders: 2, cents: 2_200, medianCents: 1_800 },
      { category: 'books', orders: 1, cents: 1_000, medianCents: 1_000 },
    ]);
    expect(() => orders.placeOrder('{"customer":"x","lines":[{"sku":"d"}]}')).toThrow('d is not sold here');
    expect(() => orders.placeOrder('[]')).toThrow('not a cart');
  });

  it('keeps pages while they are asked for', () => {
    jest.useFakeTimers();
    const pages = new PageCache();
    const render = jest.fn(() => renderPage('<a>', [product('a', 'books', 1_000)]));
    const page = pages.get('a', render);
    expect(page.html).toContain('<title>&#60;a&#62;</title>');
    for (const [pause, rendered] of [
      [60_000, 1],
      [80_000, 1],
      [91_000, 2],
    ]) {
      jest.advanceTimersByTime(pause);
      pages.evictStalePages();
      pages.get('a', render);
      expect(render).toHaveBeenCalledTimes(rendered);
    }
    jest.useRealTimers();
  });
});
