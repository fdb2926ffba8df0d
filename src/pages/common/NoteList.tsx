import { Alert } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { noteText } from './noteTexts';
import { type Dropped } from '../../subject/paramReader';

/** What of a link could not be used, or what a step left behind. */
export function NoteList({ notes, onDismiss }: { notes: Dropped[]; onDismiss(): void }) {
  return (
    <Alert
      severity="info"
      title={t('notes.title', 'Some parts of the link were ignored')}
      onRemove={onDismiss}
      buttonContent={t('notes.dismiss', 'Dismiss')}
      topSpacing={1}
      bottomSpacing={1}
    >
      <ul>
        {notes.map((note, i) => (
          <li key={i}>
            <code>{note.param}</code>: {noteText(note)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
