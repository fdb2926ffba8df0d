import { createHash, createHmac } from 'node:crypto';
import type { Product } from './catalog';
import { priceCart, type Cart, type PricedCart } from './pricing';

export interface Order extends PricedCart {
  id: string;
  customer: string;
  placedAt: number;
  signature: string;
}

const KEPT_ORDERS = 2_000;
/** Makes a customer's token costly to guess; some milliseconds of honest hashing an order. */
const TOKEN_ROUNDS = 2_500;

/** Takes orders and keeps the latest ones for the sales report. */
export class OrderBook {
  private readonly orders: Order[] = [];
  private readonly bySku: Map<string, Product>;

  constructor(catalog: readonly Product[]) {
    this.bySku = new Map(catalog.map((product) => [product.sku, product]));
  }

  /** @throws when the body is not a cart, or holds something that is not sold here */
  placeOrder(body: string): Order {
    const cart = parseCart(body);
    const priced = priceCart(cart, this.bySku);
    const id = hashToken(`${cart.customer}/${Date.now()}/${this.orders.length}`);
    const order = { ...priced, id, customer: cart.customer, placedAt: Date.now(), signature: '' };
    order.signature = signOrder(order);
    this.orders.push(order);
    if (this.orders.length > KEPT_ORDERS) {
      this.orders.splice(0, KEPT_ORDERS / 10);
    }
    return order;
  }

  latest(): readonly Order[] {
    return this.orders;
  }
}

function parseCart(body: string): Cart {
  const cart: unknown = JSON.parse(body);
  if (typeof cart !== 'object' || cart === null || !('customer' in cart) || !('lines' in cart)) {
    throw new Error('not a cart');
  }
  const { customer, lines } = cart;
  if (typeof customer !== 'string' || !Array.isArray(lines)) {
    throw new Error('not a cart');
  }
  return { customer, lines: lines.map(({ sku, quantity }) => ({ sku: String(sku), quantity: Number(quantity) })) };
}

function hashToken(seed: string): string {
  let token = seed;
  for (let round = 0; round < TOKEN_ROUNDS; round++) {
    token = createHash('sha256').update(token).digest('hex');
  }
  return token;
}

function signOrder(order: Order): string {
  return createHmac('sha512', 'demo').update(JSON.stringify(order)).digest('base64url');
}
