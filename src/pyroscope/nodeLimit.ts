import { DataSourceError } from './errors';

/** The most nodes that each data source's server gives, once it refused more. As long as the page lives. */
const limits = new Map<string, number>();

/**
 * Asks for so many nodes, or for as many as the server allows, which says how many only when it is asked for more.
 * @throws what `ask` does
 */
export async function withinNodeLimit<T>(
  uid: string,
  wanted: number,
  ask: (maxNodes: number) => Promise<T>
): Promise<T> {
  const most = Math.min(wanted, limits.get(uid) ?? wanted);
  try {
    return await ask(most);
  } catch (error) {
    const allowed = error instanceof DataSourceError && error.kind === 'too-many-nodes' ? Number(error.limit) : NaN;
    if (allowed < most) {
      limits.set(uid, allowed);
      return withinNodeLimit(uid, wanted, ask);
    }
    throw error;
  }
}
