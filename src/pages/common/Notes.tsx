import React, { lazy, Suspense } from 'react';
import { type Dropped } from '../../subject/paramReader';
import { Boundary } from './Boundary';

const NoteList = lazy(() =>
  import(/* webpackChunkName: "failures" */ './NoteList').then((m) => ({ default: m.NoteList }))
);

/** What of a link could not be used, or what a step left behind; most links leave nothing. */
export function Notes(props: { notes: Dropped[]; onDismiss(): void }) {
  return props.notes.length === 0 ? null : (
    <Boundary dependencies={[props.notes.length]}>
      <Suspense fallback={null}>
        <NoteList {...props} />
      </Suspense>
    </Boundary>
  );
}
