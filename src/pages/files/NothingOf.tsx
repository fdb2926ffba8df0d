import React from 'react';
import { t } from '../../i18n';
import { type FileName } from '../../subject/subject';
import { nameOfFiles } from './useFiles';

/** Why a comparison shows its other side alone. */
export function NothingOf({ files }: { files: readonly FileName[] }) {
  return (
    <strong role="status">
      {t('files.nothing-of', 'Nothing in {{name}}: all values are 0', { name: nameOfFiles(files) })}
    </strong>
  );
}
