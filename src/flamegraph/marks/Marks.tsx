import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { MarksInBoxes } from '../canvas/paint';
import type { ProfileViewState } from '../types';
import { literalMarks, regexMarks, type Marks as Found } from './found';

interface MarksProps {
  /** What has the rows. */
  root: RefObject<HTMLElement | null>;
  search: NonNullable<ProfileViewState['search']>;
  inBoxes: MarksInBoxes;
  /** A new object has the graphs painted anew. */
  onInBoxes(marks: MarksInBoxes): void;
}

/** Marks what a search finds in names. Stands before the graphs: what they mark is settled before they paint. */
export function Marks({ root, search, inBoxes, onInBoxes }: MarksProps) {
  // Deferred as the search itself is.
  const text = useDeferredValue(search.text);
  const regex = useDeferredValue(search.regex);
  const [compiled, setCompiled] = useState<{ text: string; found: Found }>();
  useEffect(() => {
    if (regex) {
      regexMarks(text).then(
        (found) => setCompiled({ text, found }),
        // No pattern: the search field says so, and names stand there without marks.
        () => {}
      );
    }
  }, [text, regex]);
  const ofPattern = compiled?.text === text ? compiled.found : undefined;
  const found = useMemo(() => (regex ? ofPattern : literalMarks(text)), [text, regex, ofPattern]);
  const painted = useRef(inBoxes);
  useLayoutEffect(() => {
    painted.current = inBoxes;
  });
  useLayoutEffect(() => {
    const marks = painted.current;
    marks.paint = found?.paint;
    return () => {
      marks.paint = undefined;
    };
  }, [found, inBoxes]);
  // What comes late, with its code or its pattern, finds the graphs painted already.
  const isLate = regex || found === undefined ? found : undefined;
  useEffect(() => {
    onInBoxes({ paint: painted.current.paint });
  }, [isLate, onInBoxes]);
  useEffect(() => (root.current ? found?.inRows(root.current) : undefined), [found, root]);
  return null;
}
