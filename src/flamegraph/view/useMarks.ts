import { useDeferredValue, useEffect, useMemo, useState, type RefObject } from 'react';
import type { Marks, literalMarks } from '../marks/marks';
import type { ProfileViewState } from '../types';

/** Loaded once a page, with the first search: from then on marks come with what is found. */
let loaded: typeof literalMarks | undefined;

/** Marks what a search finds in names, in the rows below an element; and what does so in a graph. */
export function useMarks(root: RefObject<HTMLElement | null>, state: ProfileViewState): Marks['paint'] | undefined {
  // Deferred as the search itself is.
  const text = useDeferredValue(state.search?.text ?? '');
  const regex = useDeferredValue(state.search?.regex ?? false);
  const [literal, setLiteral] = useState(() => loaded);
  const [compiled, setCompiled] = useState<{ text: string; marks: Marks }>();
  useEffect(() => {
    if (text !== '') {
      import(/* webpackChunkName: "marks" */ '../marks/marks')
        .then(async (module) => {
          loaded = module.literalMarks;
          setLiteral(() => loaded);
          if (regex) {
            setCompiled({ text, marks: await module.regexMarks(text) });
          }
        })
        // No code, or no pattern, which the search field says: names stand there without marks.
        .catch(() => {});
    }
  }, [text, regex]);
  const ofPattern = compiled?.text === text ? compiled.marks : undefined;
  const marks = useMemo(
    () => (regex ? ofPattern : text === '' ? undefined : literal?.(text)),
    [literal, text, regex, ofPattern]
  );
  useEffect(() => (root.current ? marks?.inRows(root.current) : undefined), [marks, root]);
  return marks?.paint;
}
