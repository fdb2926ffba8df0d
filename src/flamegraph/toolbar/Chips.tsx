import React from 'react';
import { spokenName } from '../canvas/labels';
import type { ProfileViewState, StateChange } from '../types';
import { highlightNote, shareText } from '../view/notes';
import { chipTexts } from '../view/texts';
import { sandwichChange, type Side } from '../view/sandwichSides';
import type { ProfileViewModel } from '../view/useProfileView';
import { Chip } from './Chip';
import type { Pane } from '../view/usePanes';

export interface ChipsProps {
  state: ProfileViewState;
  model: ProfileViewModel;
  onDismiss(change: StateChange): void;
}

/**
 * One chip for each of highlight, sandwich and focus; each says so when this profile does not have it. What is zoomed
 * into in a sandwich shows in its graphs, and has a chip only where it is missing.
 */
export function Chips({ state, model, onDismiss }: ChipsProps) {
  const { facts, highlighted, sandwiched, whole } = model;
  const focusName = state.focus?.at(-1);
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
          detail={whole.focusMissing ? nearestOf(whole) : shareText(whole.profile.total[whole.focus], facts)}
          missing={whole.focusMissing}
          closeLabel={chipTexts.leaveFocus()}
          onClose={() => onDismiss({ focus: undefined })}
        />
      )}
      <MissingFocus side="callers" {...{ state, model, onDismiss }} />
      <MissingFocus side="callees" {...{ state, model, onDismiss }} />
    </>
  );
}

function MissingFocus({ side, state, model, onDismiss }: ChipsProps & { side: Side }) {
  const pane = model.sandwich?.[side];
  const name = state[side]?.focus?.at(-1);
  return pane?.focusMissing && name !== undefined ? (
    <Chip
      kind={chipTexts.focus()}
      name={name}
      detail={nearestOf(pane)}
      missing
      closeLabel={chipTexts.leaveSideFocus(state.sandwich ?? '', side)}
      onClose={() => onDismiss(sandwichChange(state, side, { focus: undefined }))}
    />
  ) : null;
}

/** What is shown for a path that this profile lacks. */
function nearestOf({ profile, focus }: Pane): string {
  return focus === 0 ? chipTexts.missing() : chipTexts.nearest(spokenName(profile, focus));
}
