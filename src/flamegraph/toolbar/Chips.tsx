import React from 'react';
import type { StateChange } from '../types';
import type { ChipModel } from '../view/chips';
import { Chip } from './Chip';

/** What narrows or marks what is seen, each with a cross that takes it back. */
export function Chips({ chips, onDismiss }: { chips: ChipModel[]; onDismiss(change: StateChange): void }) {
  return (
    <>
      {chips.map((chip) => (
        <Chip key={chip.closeLabel} {...chip} onClose={() => onDismiss(chip.dismissal)} />
      ))}
    </>
  );
}
