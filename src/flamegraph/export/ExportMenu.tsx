import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Menu, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { cutOf, fileName } from '../../profile/export/origin';
import { ExportLimitError } from '../../profile/export/stacks';
import { copyText } from '../copyText';
import { TIGHT } from '../toolbar/toolbarStyles';
import { exportTexts } from './texts';
import {
  writeExport,
  writeLinedPprof,
  writeSummary,
  type ExportedFile,
  type Format,
  type OnScreen,
} from './writeExport';

/** How long the button says what became of an export. */
const SAY_FOR_MS = 4000;

/** Lines are on their way for a pprof, or neither they nor the code that asks for them came: it was saved without. */
type Lines =
  | { kind: 'loading'; text: string; stop(): void }
  | { kind: 'failed'; text: string; retry: boolean }
  | { kind: 'gone'; text: string };

/** What is on screen as a file, or as text for a ticket. */
export function ExportMenu(props: Omit<OnScreen, 'theme'>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [said, setSaid] = useState<string>();
  const [lines, setLines] = useState<Lines>();
  useEffect(() => {
    const timer = said === undefined ? undefined : setTimeout(() => setSaid(undefined), SAY_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const screen = { ...props, theme };
  const { origin } = screen.exporting;
  const save = async (written: Promise<ExportedFile>) => {
    try {
      const { blob, extension, note } = await written;
      download(blob, fileName(origin, screen.profile, extension));
      setSaid(note);
    } catch (error) {
      setSaid(error instanceof ExportLimitError ? exportTexts.tooLarge() : exportTexts.failed());
    }
  };
  const saveAs = (format: Format) => save(writeExport(format, screen));
  /** With the lines that samples were taken in, which the picture need not know; without, where they cannot be had. */
  const savePprof = async () => {
    // Of what was cut, the whole profile tells more than the picture has.
    if (screen.exporting.lines === undefined || cutOf(screen.profile) !== undefined) {
      return saveAs('pprof');
    }
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const source = await screen.exporting.lines().catch(() => undefined);
    if (source === undefined) {
      setLines({ kind: 'gone', text: exportTexts.linesGone() });
      return saveAs('pprof');
    }
    const onBytes = (bytes: number) =>
      signal.aborted || setLines({ kind: 'loading', text: source.loading(bytes), stop: () => controller.abort() });
    signal.addEventListener('abort', () => setLines(undefined));
    onBytes(0);
    try {
      const stacks = await source.load({ signal, onBytes });
      const written = await writeLinedPprof(screen, stacks, source.factorOf(stacks), signal);
      setLines(undefined);
      return await save(Promise.resolve(written));
    } catch (error) {
      if (!signal.aborted) {
        setLines({ kind: 'failed', ...source.failed(error) });
        return saveAs('pprof');
      }
    }
  };
  const copy = async (form: 'markdown' | 'plain') => {
    const copied = await writeSummary(form, screen).then(copyText, () => false);
    setSaid(copied ? exportTexts.copied() : exportTexts.notCopied());
  };
  const item = (label: string, onClick: () => Promise<void>) => (
    <Menu.Item label={label} onClick={() => void onClick()} />
  );
  // A comparison's values are neither whole nor of one profile.
  const isOne = props.profile.sides === undefined;
  const menu = () => (
    <Menu>
      <Menu.Group label={exportTexts.forTools()}>
        {isOne && item(exportTexts.pprof(), savePprof)}
        {isOne && item(exportTexts.folded(), () => saveAs('folded'))}
        {item(exportTexts.speedscope(), () => saveAs('speedscope'))}
        {item(exportTexts.csv(), () => saveAs('csv'))}
        {item(exportTexts.json(), () => saveAs('json'))}
      </Menu.Group>
      <Menu.Group label={exportTexts.pictures()}>
        {item(exportTexts.svg(), () => saveAs('svg'))}
        {item(exportTexts.png(), () => saveAs('png'))}
      </Menu.Group>
      <Menu.Group label={exportTexts.text()}>
        {item(exportTexts.markdown(), () => copy('markdown'))}
        {item(exportTexts.plain(), () => copy('plain'))}
      </Menu.Group>
    </Menu>
  );
  return (
    <div className={styles.place}>
      <Dropdown overlay={menu} placement="bottom-end">
        <Button
          variant="secondary"
          icon={said === undefined ? 'download-alt' : 'check'}
          className={said === undefined ? styles.button : undefined}
          aria-haspopup="menu"
          aria-live="polite"
          aria-label={said ?? exportTexts.export()}
        >
          <span className={said === undefined ? styles.text : undefined}>{said ?? exportTexts.export()}</span>
        </Button>
      </Dropdown>
      {lines && (
        <div role={lines.kind === 'loading' ? 'status' : 'alert'} className={styles.lines}>
          <span>{lines.text}</span>
          {lines.kind === 'loading' ? (
            <Button size="sm" variant="secondary" onClick={lines.stop}>
              {exportTexts.cancel()}
            </Button>
          ) : (
            <>
              {lines.kind === 'gone' && (
                <Button size="sm" variant="secondary" onClick={() => window.location.reload()}>
                  {exportTexts.reload()}
                </Button>
              )}
              {lines.kind === 'failed' && lines.retry && (
                <Button size="sm" variant="secondary" icon="sync" onClick={() => void savePprof()}>
                  {exportTexts.retry()}
                </Button>
              )}
              <Button size="sm" variant="secondary" fill="text" onClick={() => setLines(undefined)}>
                {exportTexts.dismiss()}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Firefox begins to read after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ position: 'relative' }),
  lines: css({
    position: 'absolute',
    top: '100%',
    right: 0,
    zIndex: theme.zIndex.dropdown,
    width: 'max-content',
    maxWidth: 360,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  button: css({ [TIGHT]: { width: theme.spacing(5), padding: 0, justifyContent: 'center', svg: { margin: 0 } } }),
  text: css({ [TIGHT]: { display: 'none' } }),
});
