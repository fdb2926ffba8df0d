import { randomFrom } from './random';

export interface Product {
  sku: string;
  name: string;
  category: string;
  cents: number;
  description: string;
}

const CATEGORIES = ['books', 'garden', 'kitchen', 'music', 'outdoor', 'toys'];
const WORDS = 'amber bold calm deep early fresh grand hardy ideal jolly keen light merry noble open plain quick'.split(
  ' '
);
const collator = new Intl.Collator('en', { sensitivity: 'base' });

/** The same catalog at every start, so that profiles of two runs compare. */
export function stockCatalog(size: number): Product[] {
  const random = randomFrom(42);
  const word = () => WORDS[Math.floor(random() * WORDS.length)];
  return Array.from({ length: size }, (_, i) => ({
    sku: `SKU-${String(i).padStart(5, '0')}`,
    name: `${word()} ${word()} ${i}`,
    category: CATEGORIES[i % CATEGORIES.length],
    cents: 199 + Math.floor(random() * 20_000),
    description: Array.from({ length: 20 }, word).join(' '),
  }));
}

interface Match {
  product: Product;
  score: number;
}

/** The best matches of `text` in name and description, best first; equals by name. */
export function searchCatalog(catalog: readonly Product[], text: string, limit: number): Product[] {
  const matches = matchProducts(catalog, text.toLowerCase().split(/\s+/));
  return matches
    .sort(compareMatches)
    .slice(0, limit)
    .map(({ product }) => product);
}

function matchProducts(catalog: readonly Product[], terms: readonly string[]): Match[] {
  const matches: Match[] = [];
  for (const product of catalog) {
    const score = scoreProduct(product, terms);
    if (score > 0) {
      matches.push({ product, score });
    }
  }
  return matches;
}

function scoreProduct(product: Product, terms: readonly string[]): number {
  const words = product.description.split(' ');
  let score = 0;
  for (const term of terms) {
    score += product.name.includes(term) ? 10 : 0;
    for (const word of words) {
      score += word === term ? 1 : 0;
    }
  }
  return score;
}

function compareMatches(a: Match, b: Match): number {
  return b.score - a.score || collator.compare(a.product.name, b.product.name);
}
