import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MarksInBoxes } from '../canvas/paint';
import type { ProfileViewState } from '../types';
import { literalMarks, regexMarks, type Marks as Found } from './found';

interface MarksProps {
  /** What rows and graphs show, which may be behind what is typed. */
  search: NonNullable<ProfileViewState['search']>;
  inBoxes: MarksInBoxes;
  /** A new object has the graphs painted anew. */
  onInBoxes(marks: MarksInBoxes): void;
}

/**
 * Marks what a search finds in the names of the element that it stands in. Stands before the graphs: what they mark is
 * settled before they paint.
 */
export function Marks({ search: { text, regex }, inBoxes, onInBoxes }: MarksProps) {
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
  const latest = useRef(inBoxes);
  useLayoutEffect(() => {
    latest.current = inBoxes;
  });
  useLayoutEffect(() => {
    const marks = latest.current;
    marks.paint = found?.paint;
    return () => {
      marks.paint = undefined;
    };
  }, [found, inBoxes]);
  // What comes late, with its code or its pattern, finds the graphs painted already. Nothing else has them painted twice.
  useEffect(() => {
    const { paint, painted } = inBoxes;
    if (painted && painted.paint !== paint) {
      onInBoxes({ paint });
    }
  }, [found, inBoxes, onInBoxes]);
  // Before the browser paints the rows, or it would paint them once more for their marks alone.
  const here = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => (here.current?.parentElement ? found?.inRows(here.current.parentElement) : undefined), [found]);
  return <span ref={here} hidden />;
}
