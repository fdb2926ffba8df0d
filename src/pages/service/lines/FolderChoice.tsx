import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useRef, useState, type DragEvent } from 'react';
import { folderOfDrop, folderOfInput, type SourceFolder } from './sourceFolder';
import { linesTexts } from './texts';

interface FolderChoiceProps {
  folder: SourceFolder | undefined;
  onFolder(folder: SourceFolder | undefined): void;
}

/** A folder with the source, picked or dropped here; it is read in the browser and goes nowhere. */
export function FolderChoice({ folder, onFolder }: FolderChoiceProps) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [failed, setFailed] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setFailed(false);
    folderOfDrop(event.dataTransfer.items).then(onFolder, () => setFailed(true));
  };
  return (
    <div className={styles.choice} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="source-folder"
        // React knows the attribute by no name of its own.
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget: { files } }) => {
          setFailed(false);
          onFolder(files ? folderOfInput(files) : undefined);
        }}
      />
      <Button size="sm" variant="secondary" icon="folder-open" onClick={() => input.current?.click()}>
        {linesTexts.chooseFolder()}
      </Button>
      <span className={styles.note} role={failed ? 'alert' : undefined}>
        {failed
          ? linesTexts.folderFailed()
          : folder
            ? linesTexts.folder(folder.name, folder.files.size)
            : linesTexts.folderHelp()}
      </span>
      {folder && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => onFolder(undefined)}>
          {linesTexts.forgetFolder()}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    border: `1px dashed ${theme.colors.border.medium}`,
  }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
