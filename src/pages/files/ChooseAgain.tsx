import React, { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n';
import { type FileName } from '../../subject/subject';
import { StateMessage } from '../common/StateMessage';
import { DropFiles, OpenFiles, useFileOpening } from './OpenFiles';

interface ChooseAgainProps {
  missing: readonly FileName[];
  /** the page has files that it did not have before */
  onOpened(): void;
}

/** After a reload, and for everybody else whom the link reaches: a page may not read files by itself. */
export function ChooseAgain({ missing, onOpened }: ChooseAgainProps) {
  const [others, setOthers] = useState<readonly string[]>([]);
  const files = useFileOpening((opened) => {
    setOthers(
      opened
        .filter(({ digest }) => !missing.some((wanted) => wanted.digest === digest))
        .map(({ name }) => t('files.other', '{{name}} is not the file that the link names', { name }))
    );
    onOpened();
  });
  useLaunchedFiles(files.open);
  const names = missing.map(({ name }) => name).join(', ');
  return (
    <DropFiles files={{ ...files, problems: [...files.problems, ...others] }}>
      <StateMessage
        title={t('files.again', 'Choose {{names}}', { names })}
        actions={<OpenFiles files={files} label={t('files.choose-again', 'Choose')} />}
      >
        {t('files.again-why', 'The link names a local file by its SHA-256. The file is read in this browser only.')}
      </StateMessage>
    </DropFiles>
  );
}

declare global {
  interface Window {
    /** https://wicg.github.io/web-app-launch/#launchqueue-interface; not every browser has it */
    launchQueue?: {
      setConsumer(consumer: (params: { files: ReadonlyArray<{ getFile(): Promise<File> }> }) => void): void;
    };
  }
}

/** Files that the page was opened with are there without being chosen. */
function useLaunchedFiles(open: (files: readonly File[]) => void) {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    window.launchQueue?.setConsumer(({ files }) => {
      void Promise.all(files.map((file) => file.getFile())).then((opened) => latest.current(opened));
    });
  }, []);
}
