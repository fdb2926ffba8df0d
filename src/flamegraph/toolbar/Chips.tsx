import React from 'react';
import type { ProfileViewState, StateChange } from '../types';
import { highlightNote, shareText } from '../view/notes';
import { chipTexts } from '../view/texts';
import type { ProfileViewModel } from '../view/useProfileView';
import { Chip } from './Chip';

export interface ChipsProps {
  state: ProfileViewState;
  model: ProfileViewModel;
  onDismiss(change: StateChange): void;
}

/** One chip for each of highlight, sandwich and focus; each says so when this profile does not have it. */
export function Chips({ state, model, onDismiss }: ChipsProps) {
  const { facts, highlighted, sandwiched, whole } = model;
  const focusName = state.focus?.at(-1);
  const { profile } = whole;
  const missing = chipTexts.missing();
  return (
    <>
      {state.highlight !== undefined && (
        <Chip
          kind={chipTexts.highlight()}
          name={state.highlight}
          detail={highlighted === undefined ? missing : highlightNote(highlighted, facts)}
          missing={highlighted === undefined}
          closeLabel={chipTexts.removeHighlight()}
          onClose={() => onDismiss({ highlight: undefined })}
        />
      )}
      {state.sandwich !== undefined && (
        <Chip
          kind={chipTexts.sandwich()}
          name={state.sandwich}
          detail={sandwiched === undefined ? missing : undefined}
          missing={sandwiched === undefined}
          closeLabel={chipTexts.leaveSandwich()}
          onClose={() => onDismiss({ sandwich: undefined })}
        />
      )}
      {focusName !== undefined && (
        <Chip
          kind={chipTexts.focus()}
          name={focusName}
          detail={whole.focusMissing ? missingFocus() : shareText(profile.value[whole.focus], facts)}
          missing={whole.focusMissing}
          closeLabel={chipTexts.leaveFocus()}
          onClose={() => onDismiss({ focus: undefined })}
        />
      )}
    </>
  );

  function missingFocus(): string {
    return whole.focus === 0 ? missing : chipTexts.nearest(profile.symbols[profile.symbol[whole.focus]]);
  }
}
