import { locationUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';

/**
 * Keeps a click on a link inside the page, without loading it anew, as Grafana does for every link in it.
 */
export function interceptLinkClicks() {
  document.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href');
    if (!anchor || !href || !isPlainClick(event) || anchor.target || anchor.hasAttribute('download')) {
      return;
    }
    const url = new URL(href, document.baseURI);
    const inside = url.origin === window.location.origin && !/^\/(api|apis|public)\//.test(url.pathname);
    if (inside && !href.startsWith('#')) {
      event.preventDefault();
      locationService.push(locationUtil.stripBaseFromUrl(url.pathname + url.search + url.hash));
    }
  });
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
