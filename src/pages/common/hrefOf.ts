import { locationUtil } from '@grafana/data';

/**
 * A path of Grafana for a plain anchor, with the sub-path under which Grafana is served: Grafana catches clicks and finds
 * its way without it, but a link that is copied or opened in a new tab does not. The router's own `Link` and `navigate`
 * take paths as they are.
 */
export function hrefOf(path: string): string {
  return locationUtil.assureBaseUrl(path);
}
