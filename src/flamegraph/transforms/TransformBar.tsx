import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, type RefObject } from 'react';
import { frameNamed, type Profile, type Weights } from '../../profile/model';
import { sentText } from '../../profile/naming/readName';
import { notLoadedValue } from '../../profile/notLoaded';
import type { Transform } from '../../profile/transforms/transforms';
import { headTexts } from '../comparison/headTexts';
import { formatShare } from '../share';
import type { FormatValue, Transforms } from '../types';
import { SymbolName } from '../table/SymbolName';
import { getChipStyles } from '../toolbar/chipStyles';
import { useStableCallback } from '../view/stable';
import { keepFocusIn } from '../view/viewKeys';
import { problemOf } from './apply';
import { transformTexts } from './texts';

interface TransformBarProps {
  transforms: Transforms;
  /** The view whose Ctrl+Z it is. */
  root: RefObject<HTMLElement | null>;
  formatValue: FormatValue;
}

/** The transforms in their order as chips, and how much of the profile they leave. */
export function TransformBar({ transforms, formatValue, root }: TransformBarProps) {
  const styles = useStyles2(getStyles);
  const { list, source, profile } = transforms;
  const keepFocus = useKeptFocus(root, list);
  const change = keepFocus(transforms.change);
  const undo = useStableCallback(keepFocus(() => transforms.undo?.()));
  useUndoKey(root, undo);
  const cut = useMemo(() => notLoadedValue(source), [source]);
  const leftText = leftTexts(source, profile, cut, formatValue).join(' · ');
  const keys = keysOf(list);
  const earlier = (i: number) => change([...list.slice(0, i - 1), list[i], list[i - 1], ...list.slice(i + 1)]);
  return (
    <>
      <div className={styles.bar} role="group" aria-label={transformTexts.bar()}>
        {list.map((transform, i) => (
          <TransformChip
            key={keys[i]}
            position={i}
            transform={transform}
            // What an earlier one made (a package) is not in the source.
            missing={
              !transform.regex &&
              transform.about !== undefined &&
              frameNamed(source.frames, transform.about) < 0 &&
              frameNamed(profile.frames, transform.about) < 0
            }
            onChange={(next) => change(list.map((each, k) => (k === i ? next : each)))}
            onEarlier={i === 0 ? undefined : () => earlier(i)}
            onRemove={() => change(list.filter((_, k) => k !== i))}
          />
        ))}
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="history-alt"
          tooltip={transformTexts.undoKeys()}
          onClick={undo}
        >
          {transformTexts.undo()}
        </Button>
        {list.length > 1 && (
          <Button size="sm" variant="secondary" fill="text" onClick={() => change([])}>
            {transformTexts.removeAll()}
          </Button>
        )}
        <span role="status" className={styles.left} title={leftText}>
          {leftText}
        </span>
      </div>
      {hasNothing(profile) && <EmptyState variant="not-found" hideImage message={transformTexts.nothingLeft()} />}
    </>
  );
}

/** A chip is the same wherever it stands, on or off: what has the focus goes along. Equal ones are told apart by their order. */
function keysOf(list: readonly Transform[]): string[] {
  const texts = list.map(({ off: _, ...on }) => JSON.stringify(on));
  return texts.map((text, i) => `${text} ${texts.slice(0, i).filter((each) => each === text).length}`);
}

/** Of a comparison neither side: what both have may be drawn without a width. */
const hasNothing = ({ length, total, sides }: Profile) =>
  length === 0 || (sides ? [sides.before, sides.after] : [{ total }]).every((side) => side.total[0] === 0);

/** How much is left; of a comparison a text a side: what both have together is neither's. */
function leftTexts(source: Profile, profile: Profile, cut: number, formatValue: FormatValue): string[] {
  const [whole, left] = [source.sides, profile.sides];
  return whole && left
    ? [
        `${headTexts.before()}: ${leftText(whole.before, left.before, whole.cut.before, formatValue)}`,
        `${headTexts.after()}: ${leftText(whole.after, left.after, whole.cut.after, formatValue)}`,
      ]
    : [leftText(source, profile, cut, formatValue)];
}

/** @param cut whose stacks those are nobody knows: they may have been kept or left out wrongly */
function leftText(
  { total: [whole] }: Weights,
  { total: [left] }: Weights,
  cut: number,
  formatValue: FormatValue
): string {
  const texts = [formatShare(left, whole), formatValue(left), formatValue(whole)] as const;
  return cut > 0 ? transformTexts.leftOfLoaded(...texts, formatShare(cut, whole)) : transformTexts.left(...texts);
}

/** Of steps that take away the chip, or the bar, that has the focus: the view gets it, so that its keys go on working. */
function useKeptFocus(root: RefObject<HTMLElement | null>, list: readonly Transform[]) {
  const stepped = useRef(false);
  useEffect(() => {
    const view = root.current;
    return () => {
      if (stepped.current) {
        stepped.current = false;
        keepFocusIn(view);
      }
    };
  }, [root, list]);
  return <Args extends unknown[]>(step: (...args: Args) => void) =>
    (...args: Args) => {
      stepped.current = true;
      step(...args);
    };
}

/** Ctrl+Z in the view; in a field it is the field's. */
function useUndoKey(root: RefObject<HTMLElement | null>, undo: () => void): void {
  useEffect(() => {
    const view = root.current;
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
      const isUndo = key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !altKey && !shiftKey;
      const inField = target instanceof Element && target.matches('input, textarea, select, [contenteditable="true"]');
      if (isUndo && !inField) {
        event.preventDefault();
        event.stopPropagation();
        undo();
      }
    };
    view?.addEventListener('keydown', onKeyDown);
    return () => view?.removeEventListener('keydown', onKeyDown);
  }, [root, undo]);
}

interface TransformChipProps {
  position: number;
  transform: Transform;
  missing: boolean;
  onChange(next: Transform): void;
  onEarlier: (() => void) | undefined;
  onRemove(): void;
}

function TransformChip({ position, transform, missing, onChange, onEarlier, onRemove }: TransformChipProps) {
  const chip = useStyles2(getChipStyles);
  const styles = useStyles2(getStyles);
  const { off, ...on } = transform;
  const { kind, about, regex } = on;
  const kindText = transformTexts.kind(kind, about === undefined);
  const shown = about === undefined ? '' : sentText(regex ? `/${about}/` : about);
  const name = `${kindText} ${shown}`.trim();
  const toggle = useRef<HTMLButtonElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    // Its `‹` is gone, and with it the focus.
    if (position === 0 && moved.current && document.activeElement === document.body) {
      toggle.current?.focus();
    }
    moved.current = false;
  }, [position]);
  const problem = problemOf(transform) ?? (missing ? transformTexts.missing() : undefined);
  return (
    <span className={cx(chip.chip, problem !== undefined && chip.missing, off && styles.off)} title={name}>
      {onEarlier && (
        <button
          type="button"
          className={styles.button}
          aria-label={transformTexts.earlier(name)}
          title={transformTexts.earlier(name)}
          onClick={() => {
            moved.current = true;
            onEarlier();
          }}
        >
          ‹
        </button>
      )}
      <button
        ref={toggle}
        type="button"
        className={styles.toggle}
        aria-pressed={!off}
        aria-label={name}
        title={`${name}: ${transformTexts.onOff()}`}
        onClick={() => onChange(off ? on : { ...on, off: true })}
      >
        <span className={styles.kind}>{kindText}</span>{' '}
        {about !== undefined && (regex ? <code>{shown}</code> : <SymbolName name={about} className={chip.name} />)}
      </button>
      {problem !== undefined && <span className={chip.detail}> {problem}</span>}
      <button
        type="button"
        className={chip.close}
        aria-label={transformTexts.remove(name)}
        title={transformTexts.remove(name)}
        onClick={onRemove}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const bare = {
    background: 'none',
    border: 'none',
    padding: 0,
    font: 'inherit',
    color: 'inherit',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  };
  return {
    bar: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      flex: 'none',
      gap: theme.spacing(0.5),
      minHeight: 28,
      minWidth: 0,
    }),
    // As wide as is left of a line: a longer text must not make it two.
    left: css({
      flex: '1 1 0',
      minWidth: 120,
      marginLeft: theme.spacing(1),
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
      whiteSpace: 'nowrap',
    }),
    kind: css({ flex: 'none', color: theme.colors.text.secondary }),
    off: css({ opacity: 0.6, textDecoration: 'line-through' }),
    button: css({ ...bare, minWidth: 24, height: 24, '&:hover': { background: theme.colors.action.hover } }),
    toggle: css({ ...bare, minWidth: 0, display: 'flex', gap: theme.spacing(0.5), overflow: 'hidden' }),
  };
};
