import { paths } from '../plugin';
import type { SubjectParam } from '../subject/codec';

/** What a link says, by the names of docs/links.md; what is undefined, the page finds out. */
export type Said = { readonly [Param in SubjectParam]?: string };

/** A link to the Profiles tab. The page reads it: neither its grammar nor its schemas are loaded where the link stands. */
export function linkTo(said: Said): string {
  const params = Object.entries(said).filter(([, value]) => value !== undefined);
  return `${paths.profiles}?${new URLSearchParams(params)}`;
}
