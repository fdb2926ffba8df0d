import { injectGlobal } from '@emotion/css';
import type { Finder } from '../../profile/search';

const NAME = 'service-profiles-match';

/** Of all views on the page: the browser knows highlights by a name. */
function sharedHighlight(): Highlight | undefined {
  if (typeof Highlight === 'undefined' || !CSS.highlights) {
    return undefined;
  }
  let highlight = CSS.highlights.get(NAME);
  if (!highlight) {
    CSS.highlights.set(NAME, (highlight = new Highlight()));
    injectGlobal({ [`::highlight(${NAME})`]: { textDecoration: 'underline 2px' } });
  }
  return highlight;
}

/** Marks what is found in the names of the rows, those that come later too. @returns takes the marks away */
export function markRows(root: HTMLElement, find: Finder): () => void {
  const highlight = sharedHighlight();
  if (!highlight) {
    return () => {};
  }
  let marked: Range[] = [];
  const clear = () => {
    marked.forEach((range) => highlight.delete(range));
    marked = [];
  };
  const mark = () => {
    clear();
    marked = rangesIn(root, find);
    marked.forEach((range) => highlight.add(range));
  };
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
  });
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  mark();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clear();
  };
}

/** Of each name that is shown in a row: where it is found. */
export function rangesIn(root: HTMLElement, find: Finder): Range[] {
  const ranges: Range[] = [];
  for (const { parentElement: name } of root.querySelectorAll('[role="row"] [data-part="function"]')) {
    const found = name && find(name.textContent);
    if (found) {
      const range = document.createRange();
      const [start, end] = [placeIn(name, found.from), placeIn(name, found.to - 1)];
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset + 1);
      ranges.push(range);
    }
  }
  return ranges;
}

/** The text node that has a character of an element's text, and where in it. */
function placeIn(element: HTMLElement, at: number): { node: Node; offset: number } {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let offset = at;
  let node = texts.nextNode();
  while (node !== null && offset >= (node.nodeValue ?? '').length) {
    offset -= (node.nodeValue ?? '').length;
    node = texts.nextNode();
  }
  return node === null ? { node: element, offset: 0 } : { node, offset };
}
