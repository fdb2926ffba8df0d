import React from 'react';
import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { NodeIndex, Profile, SymbolIndex } from '../../profile/model';
import type { FrameName } from '../../profile/naming/frameName';
import { nameAt } from '../../profile/naming/nameAt';
import { readName, sentText, shownText } from '../../profile/naming/readName';
import type { ProfileViewState, StateChange } from '../types';
import { shareText, type ProfileFacts } from '../view/facts';
import { sandwichChange, type Side } from '../view/sandwichState';
import type { Pane } from '../view/usePanes';
import type { ProfileViewModel } from '../view/useProfileView';
import { SymbolName } from '../table/SymbolName';
import { getChipStyles } from './chipStyles';
import { chipTexts } from './chipTexts';

/** A part of the view state that narrows or marks what is seen. */
interface ChipModel {
  kind: string;
  /** as it was sent */
  name: string;
  read: FrameName;
  detail?: string;
  /** this profile does not have it */
  missing: boolean;
  closeLabel: string;
  /** what takes it back */
  dismissal: StateChange;
}

/**
 * One chip for each of highlight, sandwich and focus; each says so when this profile does not have it. What is zoomed
 * into in a sandwich shows in its graphs, and has a chip only where it is missing.
 */
function chipsOf(state: ProfileViewState, model: ProfileViewModel): ChipModel[] {
  const { facts, highlighted, sandwiched, whole } = model;
  const { frames, symbol } = whole.profile;
  // A package or a label's value is no function's name.
  const readAs = (name: string, found: SymbolIndex | undefined) =>
    found === undefined ? readName(name) : nameAt(frames, found);
  const missing = chipTexts.missing();
  const highlight = state.highlight !== undefined && {
    kind: chipTexts.highlight(),
    name: state.highlight,
    read: readAs(state.highlight, highlighted),
    detail: highlighted === undefined ? missing : highlightNote(highlighted, facts),
    missing: highlighted === undefined,
    closeLabel: chipTexts.removeHighlight(),
    dismissal: { highlight: undefined },
  };
  const sandwich = state.sandwich !== undefined && {
    kind: chipTexts.sandwich(),
    name: state.sandwich,
    read: readAs(state.sandwich, sandwiched),
    detail: sandwiched === undefined ? missing : undefined,
    missing: sandwiched === undefined,
    closeLabel: chipTexts.leaveSandwich(),
    dismissal: { sandwich: undefined },
  };
  const focusName = state.focus?.at(-1);
  const focus = focusName !== undefined && {
    kind: chipTexts.focus(),
    name: focusName,
    read: readAs(focusName, whole.focusMissing || whole.renamed !== undefined ? undefined : symbol[whole.focus]),
    detail: focusDetail(model),
    missing: whole.focusMissing,
    closeLabel: chipTexts.leaveFocus(),
    dismissal: { focus: undefined },
  };
  const sides = (['callers', 'callees'] as const).map((side) => missingFocus(side, state, model));
  return [highlight, sandwich, focus, ...sides].filter((chip) => chip !== false);
}

/** "12 places, 34 %". */
function highlightNote(symbol: number, facts: ProfileFacts): string {
  const { occurrences, total } = facts.totals;
  return `${chipTexts.places(occurrences[symbol])}, ${shareText(total[symbol], facts)}`;
}

function focusDetail({ whole, facts }: ProfileViewModel): string {
  if (whole.focusMissing) {
    return nearestOf(whole);
  }
  const share = shareText(whole.profile.total[whole.focus], facts);
  return whole.renamed === undefined ? share : chipTexts.renamed(share, nameOf(whole.profile, whole.renamed));
}

function missingFocus(side: Side, state: ProfileViewState, model: ProfileViewModel): ChipModel | false {
  const pane = model.sandwich?.[side];
  const name = state[side]?.focus?.at(-1);
  return (
    pane?.focusMissing === true &&
    name !== undefined && {
      kind: chipTexts.focus(),
      name,
      read: readName(name),
      detail: nearestOf(pane),
      missing: true,
      closeLabel: chipTexts.leaveSideFocus(state.sandwich ?? '', side),
      dismissal: sandwichChange(state, side, { focus: undefined }),
    }
  );
}

/** What is shown for a path that this profile lacks. */
function nearestOf({ profile, focus }: Pane): string {
  return focus === 0 ? chipTexts.missing() : chipTexts.nearest(nameOf(profile, focus));
}

function nameOf({ frames, symbol }: Profile, node: NodeIndex): string {
  return shownText(nameAt(frames, symbol[node]));
}

interface ChipsProps {
  state: ProfileViewState;
  model: ProfileViewModel;
  /** A chip's cross. */
  onDismiss(change: StateChange): void;
}

/** What the chips say, for screen readers; the graph says itself what was focused. */
export function spokenChips(state: ProfileViewState, model: ProfileViewModel): string[] {
  return chipsOf(state, model)
    .filter(({ kind, missing }) => missing || kind !== chipTexts.focus() || model.whole.renamed !== undefined)
    .map(({ kind, read, detail }) => [`${kind}: ${shownText(read)}`, detail].filter(Boolean).join(', '));
}

/** What narrows or marks what is seen, each with a cross that takes it back. */
export function Chips({ state, model, onDismiss }: ChipsProps) {
  return (
    <>
      {chipsOf(state, model).map((chip) => (
        <Chip key={chip.closeLabel} {...chip} onClose={() => onDismiss(chip.dismissal)} />
      ))}
    </>
  );
}

interface ChipProps {
  /** "highlight", "sandwich", "focus". */
  kind: string;
  name: string;
  read: FrameName;
  /** "12 places, 34 %"; for something missing, that it is. */
  detail?: string;
  /** What the chip stands for is not in this profile. */
  missing?: boolean;
  closeLabel: string;
  onClose(): void;
}

/** A part of the view state that narrows or marks what is seen, with a cross that takes it back. */
function Chip({ kind, name, read, detail, missing, closeLabel, onClose }: ChipProps) {
  const styles = useStyles2(getChipStyles);
  return (
    <span
      className={cx(styles.chip, missing && styles.missing)}
      title={[`${kind}: ${sentText(name)}`, detail].join(' ').trim()}
    >
      <span className={styles.kind}>{kind}:</span> <SymbolName {...{ name, read }} className={styles.name} />
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
