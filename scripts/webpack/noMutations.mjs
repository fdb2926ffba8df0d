/**
 * Stands in for what of @tanstack/query-core changes data on a server, and what asks page by page: this plugin only asks,
 * and each question once. Who uses either is told.
 */
export class Mutation {
  constructor() {
    throw new Error('Mutations are not in the bundle: see webpack.config.ts');
  }
}

export function infiniteQueryBehavior() {
  throw new Error('Infinite queries are not in the bundle: see webpack.config.ts');
}
