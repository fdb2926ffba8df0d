import type { Product } from './catalog';

export interface Cart {
  customer: string;
  lines: Array<{ sku: string; quantity: number }>;
}

interface PricedLine {
  sku: string;
  quantity: number;
  category: string;
  cents: number;
}

export interface PricedCart {
  lines: PricedLine[];
  discountCents: number;
  taxCents: number;
  totalCents: number;
}

/** Prices a cart: the best bundle discount, then tax. Amounts are cents. */
export function priceCart(cart: Cart, bySku: ReadonlyMap<string, Product>): PricedCart {
  const lines = cart.lines.map((line) => priceLine(line, bySku));
  const prices = lines.map((line) => line.cents);
  const discountCents = bestDiscount(prices, 0);
  const net = prices.reduce((sum, cents) => sum + cents, 0) - discountCents;
  const taxCents = lines.reduce((sum, line) => sum + taxOf(line), 0);
  return { lines, discountCents, taxCents, totalCents: net + taxCents };
}

function priceLine(line: Cart['lines'][number], bySku: ReadonlyMap<string, Product>): PricedLine {
  const product = bySku.get(line.sku);
  if (!product) {
    throw new Error(`${line.sku} is not sold here`);
  }
  return { ...line, category: product.category, cents: product.cents * line.quantity };
}

/** Of every pair in the cart the cheaper article is a tenth off; which pairs is searched, so it recurses as deep as the cart is long. */
function bestDiscount(prices: readonly number[], from: number): number {
  if (from >= prices.length - 1) {
    return 0;
  }
  const paired = Math.round(Math.min(prices[from], prices[from + 1]) / 10) + bestDiscount(prices, from + 2);
  return Math.max(paired, bestDiscount(prices, from + 1));
}

function taxOf(line: PricedLine): number {
  return Math.round(line.cents * (line.category === 'books' ? 0.07 : 0.19));
}
