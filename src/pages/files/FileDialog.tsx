import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Modal, useStyles2 } from '@grafana/ui';
import React from 'react';
import { t } from '../../i18n';
import { type FileName } from '../../subject/subject';
import { DropFiles, OpenFiles, useFileOpening } from './OpenFiles';

interface FileDialogProps {
  /** gets the files that could be opened, at least one */
  onOpened(files: readonly FileName[]): void;
  onClose(): void;
}

/** The file that a picture is compared with: dropped or chosen. */
export function FileDialog({ onOpened, onClose }: FileDialogProps) {
  const styles = useStyles2(getStyles);
  const files = useFileOpening((opened) => {
    onOpened(opened);
    onClose();
  });
  return (
    <Modal isOpen title={t('files.compare', 'Compare with a file')} onDismiss={onClose}>
      <DropFiles files={files} className={styles.place}>
        <p>{t('files.drop', 'Drop a pprof or folded stacks here. The file is read in this browser only.')}</p>
        <OpenFiles files={files} label={t('files.choose-again', 'Choose')} />
      </DropFiles>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    padding: theme.spacing(4),
    border: `1px dashed ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
    textAlign: 'center',
  }),
});
