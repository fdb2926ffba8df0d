import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React, { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { t } from '../../i18n';
import { paths } from '../../plugin';
import { type FileName } from '../../subject/subject';
import { defaultViewState } from '../../viewstate/state';
import { writeViewState } from '../../viewstate/url';
import { type Address } from '../common/useAddress';
import { type LocalFileError } from './localFiles';

/** Opening files: those that could be opened, and a line for each that could not. */
export interface FileOpening {
  readonly problems: readonly string[];
  /** of the code for it; the button to open files throws it, to the boundary around it */
  readonly failure: Error | undefined;
  /** @param folders names of folders that were dropped along with them: what is in them is not looked for */
  open(files: readonly File[], folders?: readonly string[]): void;
}

/** @param onOpened gets the files that could be opened, at least one */
export function useFileOpening(onOpened: (files: readonly FileName[]) => void): FileOpening {
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Error>();
  const open = async (files: readonly File[], folders: readonly string[] = []) => {
    const { openFile } = await import(/* webpackChunkName: "files" */ './localFiles');
    const results = await Promise.all(
      files.map((file) =>
        openFile(file).then(
          ({ name, digest }) => ({ name, digest }),
          (error: LocalFileError) => problemText(file.name, error)
        )
      )
    );
    setProblems([...folders.map(folderText), ...results.filter((result) => typeof result === 'string')]);
    const opened = results.filter((result) => typeof result !== 'string');
    if (opened.length > 0) {
      onOpened(opened);
    }
  };
  return { problems, failure, open: (...given) => void open(...given).catch(setFailure) };
}

/** Opens the Profiles tab of the files: merged, where they are several. */
export function useOpenFiles({ preferences }: Pick<Address, 'preferences'>): FileOpening {
  const navigate = useNavigate();
  return useFileOpening((file) => {
    const state = defaultViewState(preferences);
    const { params } = writeViewState({ ...state, subject: { ...state.subject, file } }, '', { preferences });
    navigate(`${paths.profiles}?${params.toString()}`);
  });
}

export function OpenFiles({ files, label }: { files: FileOpening; label?: string }) {
  const input = useRef<HTMLInputElement>(null);
  if (files.failure) {
    throw files.failure;
  }
  return (
    <>
      <Button variant="secondary" icon="folder-open" onClick={() => input.current?.click()}>
        {label ?? t('files.open', 'Open files')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('files.choose', 'Profile files: pprof or folded stacks')}
        onChange={({ target }) => {
          files.open([...(target.files ?? [])]);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}

interface DropFilesProps {
  files: FileOpening;
  className?: string;
  children: ReactNode;
}

/** Where files can be dropped, and where it is said what is wrong with them. */
export function DropFiles({ files, className, children }: DropFilesProps) {
  const styles = useStyles2(getStyles);
  const [over, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return (
    <div
      data-testid="drop-files"
      className={`${className ?? ''} ${over ? styles.over : ''}`}
      onDragOver={(event) => {
        if (hasFiles(event)) {
          event.preventDefault();
          setOver(true);
        }
      }}
      onDragLeave={({ currentTarget, relatedTarget }) =>
        setOver(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
      }
      onDrop={(event) => {
        setOver(false);
        if (hasFiles(event)) {
          event.preventDefault();
          files.open(...droppedFiles(event.dataTransfer));
        }
      }}
    >
      {files.problems.map((problem) => (
        <Alert key={problem} severity="warning" title={problem} />
      ))}
      {children}
    </div>
  );
}

/** Folders apart, which look like files that cannot be read; what they are is told only during the event. */
function droppedFiles({ items, files }: DataTransfer): [files: File[], folders: string[]] {
  const folders = Array.from(items).flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? [entry.name] : [];
  });
  return [[...files].filter(({ name }) => !folders.includes(name)), folders];
}

const folderText = (name: string) =>
  t('files.folder', '{{name}} is a folder: drop or choose the files in it', { name });

/** One line; the reader's own words where it has some. */
function problemText(name: string, { problem, message }: LocalFileError): string {
  switch (problem?.kind) {
    case 'empty':
      return t('files.empty', '{{name}} is empty', { name });
    case 'too-large':
      return t('files.too-large', '{{name}} is larger than 256 MiB, unzipped', { name });
    case 'cut-short':
      return t('files.cut-short', '{{name}} is incomplete', { name });
    case 'damaged':
      return t('files.damaged', '{{name}} is incomplete or damaged: it cannot be unzipped', { name });
    case 'other-format':
      return t('files.other-format', '{{name}} cannot be opened: {{format}}, not pprof or folded stacks', {
        name,
        format: problem.format,
      });
    default:
      return t('files.unreadable', '{{name}} cannot be opened: {{words}}', { name, words: message });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  over: css({ outline: `2px dashed ${theme.colors.primary.border}`, outlineOffset: 2 }),
});
