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
  const change = (next: Range[]) => {
    marked.forEach((range) => next.includes(range) || highlight.delete(range));
    next.forEach((range) => marked.includes(range) || highlight.add(range));
    marked = next;
  };
  // What is taken away and put back is painted anew, and most of what changes around the rows leaves them as they are.
  const mark = () =>
    change(rangesIn(root, find).map((range) => marked.find((before) => isSameRange(before, range)) ?? range));
  let frame = 0;
  const observer = new MutationObserver((changes) => {
    // What is said beside the search field changes with it, and has no names.
    if (changes.some(isOfRows)) {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    }
  });
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  mark();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    change([]);
  };
}

const ROWS = '[role="table"], [role="treegrid"]';

/** Did something change in a table, or one come? */
function isOfRows({ target, addedNodes }: MutationRecord): boolean {
  const element = target instanceof Element ? target : target.parentElement;
  return (
    !!element?.closest(ROWS) ||
    Array.from(addedNodes).some((node) => node instanceof Element && !!(node.matches(ROWS) || node.querySelector(ROWS)))
  );
}

const isSameRange = (a: Range, b: Range) =>
  a.startContainer === b.startContainer &&
  a.startOffset === b.startOffset &&
  a.endContainer === b.endContainer &&
  a.endOffset === b.endOffset;

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
