import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { SymbolName } from '../table/SymbolName';
import { getChipStyles } from './toolbarStyles';

export interface ChipProps {
  /** "highlight", "sandwich", "focus". */
  kind: string;
  name: string;
  /** "12 places, 34 %"; for something missing, that it is. */
  detail?: string;
  /** What the chip stands for is not in this profile. */
  missing?: boolean;
  closeLabel: string;
  onClose(): void;
}

/** A part of the view state that narrows or marks what is seen, with a cross that takes it back. */
export function Chip({ kind, name, detail, missing, closeLabel, onClose }: ChipProps) {
  const styles = useStyles2(getChipStyles);
  return (
    <span className={cx(styles.chip, missing && styles.missing)} title={[`${kind}: ${name}`, detail].join(' ').trim()}>
      <span className={styles.kind}>{kind}:</span> <SymbolName name={name} className={styles.name} />
      {detail !== undefined && (
        <>
          {' '}
          <span className={styles.detail} title={detail}>
            {detail}
          </span>
        </>
      )}
      <button type="button" className={styles.close} aria-label={closeLabel} title={closeLabel} onClick={onClose} />
    </span>
  );
}
