import type { Order } from './orders';

interface CategorySales {
  category: string;
  orders: number;
  cents: number;
  medianCents: number;
}

/** Sales by category over the orders given, the largest first. */
export function salesReport(orders: readonly Order[]): CategorySales[] {
  const amounts = amountsByCategory(orders);
  const sales = [...amounts].map(([category, cents]) => ({
    category,
    orders: cents.length,
    cents: cents.reduce((sum, amount) => sum + amount, 0),
    medianCents: medianOf(cents),
  }));
  return sales.sort((a, b) => b.cents - a.cents);
}

/** Copies a category's amounts for every line sold: the mistake that this service's flame graph shows. */
function amountsByCategory(orders: readonly Order[]): Map<string, number[]> {
  const amounts = new Map<string, number[]>();
  for (const order of orders) {
    for (const line of order.lines) {
      amounts.set(line.category, [...(amounts.get(line.category) ?? []), line.cents]);
    }
  }
  return amounts;
}

function medianOf(amounts: readonly number[]): number {
  const sorted = [...amounts].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
