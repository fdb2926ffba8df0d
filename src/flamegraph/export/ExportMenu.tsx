import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Menu, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { fileName } from '../../profile/export/origin';
import { ExportLimitError } from '../../profile/export/stacks';
import { copyText } from '../copyText';
import { TIGHT } from '../toolbar/toolbarStyles';
import { exportTexts } from './texts';
import { writeExport, writeSummary, type Format, type OnScreen } from './writeExport';

/** How long the button says what became of an export. */
const SAY_FOR_MS = 4000;

/** What is on screen as a file, or as text for a ticket. */
export function ExportMenu(props: Omit<OnScreen, 'theme'>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    const timer = said === undefined ? undefined : setTimeout(() => setSaid(undefined), SAY_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const screen = { ...props, theme };
  const save = async (format: Format) => {
    try {
      const { blob, extension, note } = await writeExport(format, screen);
      download(blob, fileName(screen.exporting.origin, screen.profile, extension));
      setSaid(note);
    } catch (error) {
      setSaid(error instanceof ExportLimitError ? exportTexts.tooLarge() : exportTexts.failed());
    }
  };
  const copy = async (form: 'markdown' | 'plain') =>
    setSaid((await copyText(writeSummary(form, screen))) ? exportTexts.copied() : exportTexts.notCopied());
  const item = (label: string, onClick: () => Promise<void>) => (
    <Menu.Item label={label} onClick={() => void onClick()} />
  );
  // A comparison's values are neither whole nor of one profile.
  const isOne = props.profile.sides === undefined;
  const menu = () => (
    <Menu>
      <Menu.Group label={exportTexts.forTools()}>
        {isOne && item(exportTexts.pprof(), () => save('pprof'))}
        {isOne && item(exportTexts.folded(), () => save('folded'))}
        {item(exportTexts.speedscope(), () => save('speedscope'))}
        {item(exportTexts.csv(), () => save('csv'))}
        {item(exportTexts.json(), () => save('json'))}
      </Menu.Group>
      <Menu.Group label={exportTexts.pictures()}>
        {item(exportTexts.svg(), () => save('svg'))}
        {item(exportTexts.png(), () => save('png'))}
      </Menu.Group>
      <Menu.Group label={exportTexts.text()}>
        {item(exportTexts.markdown(), () => copy('markdown'))}
        {item(exportTexts.plain(), () => copy('plain'))}
      </Menu.Group>
    </Menu>
  );
  return (
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
  button: css({ [TIGHT]: { width: theme.spacing(5), padding: 0, justifyContent: 'center', svg: { margin: 0 } } }),
  text: css({ [TIGHT]: { display: 'none' } }),
});
