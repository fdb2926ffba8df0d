import type { NavModelItem, PluginMeta } from '@grafana/data';

/** A page of the plugin that stands in the navigation. */
export interface NavPage {
  text: string;
  url: string;
}

export interface Crumb {
  text: string;
  url?: string;
}

/** The plugin's pages for the navigation, in plugin.json's order. */
export function navPages({ includes = [] }: Pick<PluginMeta, 'includes'>): NavPage[] {
  return (includes ?? [])
    .filter(({ type, addToNav, path }) => String(type) === 'page' && addToNav && path)
    .map(({ name, path = '' }) => ({ text: name, url: path }));
}

/** Where the plugin begins: its default page, else its first. */
export function homeUrl(meta: Pick<PluginMeta, 'includes' | 'id'>): string {
  const includes: Array<{ path?: string; defaultNav?: boolean }> = meta.includes ?? [];
  return includes.find(({ defaultNav, path }) => defaultNav && path)?.path ?? navPages(meta)[0]?.url ?? `/a/${meta.id}`;
}

/** The page that `pathname` belongs to: the one with the longest address it begins with. */
export function activePage(pages: readonly NavPage[], pathname: string): NavPage | undefined {
  return pages
    .filter(({ url }) => pathname === url || pathname.startsWith(`${url}/`))
    .sort((a, b) => b.url.length - a.url.length)[0];
}

/**
 * The way to the page shown: app > page of the navigation > what the page itself says (`pageNav` with its parents).
 * Of two that lead to the same path in a row only the deeper one stays, as in Grafana.
 */
export function breadcrumbs(app: Crumb, page: NavPage | undefined, pageNav: NavModelItem | undefined): Crumb[] {
  const crumbs: Crumb[] = [app, ...(page ? [page] : []), ...withParents(pageNav)];
  return crumbs.filter(({ url }, index) => !url || index === 0 || pathOf(url) !== pathOf(crumbs[index + 1]?.url));
}

function withParents(item: NavModelItem | undefined): Crumb[] {
  if (!item) {
    return [];
  }
  const own = item.hideFromBreadcrumbs ? [] : [{ text: item.text, url: item.url }];
  return [...withParents(item.parentItem), ...own];
}

const pathOf = (url: string | undefined): string | undefined => url?.split('?')[0];
