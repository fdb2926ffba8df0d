import React, { type ReactNode } from 'react';
import { EmptyState, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { readFrame } from '../../profile/naming/nameAt';
import { shownText } from '../../profile/naming/readName';
import { changeWords } from '../comparison/changeTexts';
import { FrameKind, type Change, type NodeIndex, type Profile, type SymbolIndex } from '../../profile/model';
import type { MarksInBoxes } from '../canvas/paint';
import { FlameGraph } from '../FlameGraph';
import type { SymbolActions } from '../table/rowTypes';
import type { FlameGraphProps, FormatValue, GraphMemory, ProfileViewProps, ProfileViewState } from '../types';
import { sandwiching } from './later';
import { paneTexts } from './texts';
import type { Pane } from './usePanes';
import type { ProfileViewModel } from './useProfileView';
import { formatShare } from '../share';
import type { ProfileFacts } from './facts';

/** Painting is what costs: a graph is rendered again only when something that it shows has changed. */
const MemoFlameGraph = React.memo(FlameGraph);

interface GraphAreaProps {
  profile: Profile;
  state: ProfileViewState;
  model: ProfileViewModel;
  actions: SymbolActions;
  moreItems: FlameGraphProps['moreItems'];
  hovered: FlameGraphProps['hovered'];
  onHover(symbol: SymbolIndex | undefined): void;
  formatValue: FormatValue;
  header: ReactNode;
  /** The whole graph's, while it is away. */
  memory: GraphMemory;
  ownership: FlameGraphProps['ownership'];
  onByLabel: FlameGraphProps['onByLabel'];
  marks: MarksInBoxes | undefined;
  arrange: ProfileViewProps['arrange'];
}

/**
 * The flame graph, or a sandwich's two, below the line with the total. A sandwich's profiles share the `symbols` of the
 * whole, so what is lit, hovered and clicked needs no translation.
 */
export function GraphArea({
  profile,
  state,
  model,
  actions,
  moreItems,
  hovered,
  onHover,
  formatValue,
  header,
  memory,
  ownership,
  onByLabel,
  marks,
  arrange,
}: GraphAreaProps) {
  const { facts, sandwich } = model;
  const Sandwich = sandwiching.loaded?.Sandwich;
  // Of a large profile it takes a moment: what was shown before stays.
  const isOlder = sandwich ? sandwich.isOlder : model.sandwiched !== undefined;
  const name = sandwich === undefined ? '' : profile.frames.names[sandwich.symbol];
  const graph = (pane: Pane, direction: 'down' | 'up', ariaLabel: string, other?: Partial<FlameGraphProps>) => (
    <MemoFlameGraph
      // Another symbol's sandwich begins where it begins, not where the last one was scrolled to. Shown, names may be equal.
      key={ariaLabel + name}
      profile={pane.profile}
      whole={profile}
      direction={direction}
      grows={pane === model.whole && state.orientation === 'flame' ? 'up' : direction}
      wholeValue={facts.whole}
      isOlder={isOlder}
      focus={pane.focus}
      onFocus={pane.onFocus}
      collapse={pane.collapse}
      onCollapse={pane.onCollapse}
      onCollapseAll={pane.onCollapseAll}
      lit={model.lit}
      marks={marks}
      highlighted={model.highlighted}
      sandwiched={sandwich?.symbol}
      hovered={hovered}
      onHover={onHover}
      reveal={model.steps.reveal(pane)}
      colors={state.colors}
      align={state.align}
      formatValue={formatValue}
      lowerBound={facts.lowerBound}
      onHighlight={actions.highlight}
      onSandwich={actions.sandwich}
      onLines={actions.lines}
      onOverTime={actions.overTime}
      moreItems={moreItems}
      ariaLabel={ariaLabel}
      {...(pane === model.whole &&
        other === undefined && { memory, ownership, onByLabel, hasGuide: true, part: pane.part, onPart: pane.onPart })}
      {...other}
    />
  );
  const read = readFrame(name, sandwich && profile.frames.kinds[sandwich.symbol]);
  const shown = shownText(read);
  const whole = model.whole;
  const message =
    sandwich === undefined
      ? emptyText(profile, whole.focus)
      : profile.frames.kinds[sandwich.symbol] === FrameKind.root
        ? paneTexts.noFrames()
        : emptyText(sandwich.callers.profile, 0) && emptyText(sandwich.callees.profile, 0);
  return (
    <>
      <GraphHeader facts={facts} formatValue={formatValue}>
        {header}
      </GraphHeader>
      {message && <EmptyState variant="not-found" hideImage message={message} />}
      {sandwich && Sandwich ? (
        <Sandwich
          {...{ name, read, facts, formatValue }}
          symbol={sandwich.symbol}
          callers={graph(sandwich.callers, 'up', paneTexts.callers(shown))}
          callees={graph(sandwich.callees, 'down', paneTexts.callees(shown))}
        />
      ) : isOlder && !Sandwich ? (
        <LoadingPlaceholder text="" />
      ) : (
        (arrange?.(profile, (side, label) =>
          graph(whole, 'down', label, { profile: side, wholeValue: side.total[0] })
        ) ?? graph(whole, 'down', paneTexts.graph()))
      )}
    </>
  );
}

/** Why a graph has no width. */
function emptyText({ total, sides }: Profile, focus: NodeIndex): string | undefined {
  if (total[focus] !== 0) {
    return undefined;
  }
  const isUnchanged = sides?.width === 'churn' && sides.after.total[focus] > 0;
  return isUnchanged ? paneTexts.noChange() : focus > 0 ? paneTexts.noValue() : undefined;
}

interface GraphHeaderProps {
  facts: ProfileFacts;
  formatValue(value: number): string;
  /** The page's part of the line. */
  children?: ReactNode;
}

/** "total 25.7 s · 3 % not loaded": what 100 % is, and how much of it is missing. The total itself is exact. */
export function GraphHeader({ facts, formatValue, children }: GraphHeaderProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.header}>
      <span className={styles.total}>
        {facts.changes ? wholeText(facts.changes.whole, formatValue) : paneTexts.total(formatValue(facts.whole))}
      </span>
      {facts.whole > Number.MAX_SAFE_INTEGER && <span title={paneTexts.roundedHelp()}>· {paneTexts.rounded()}</span>}
      {facts.changes === undefined && facts.notLoaded > 0 && (
        <span className={styles.cut}>
          · <span>{paneTexts.notLoaded(formatShare(facts.notLoaded, facts.whole))}</span>
        </span>
      )}
      {children}
    </div>
  );
}

/** "4.2 cores → 5.1 cores, +0.9 cores, +21 %". */
function wholeText(whole: Change, formatValue: (value: number) => string): string {
  return `${formatValue(whole.before)} → ${formatValue(whole.after)}, ${changeWords(whole, formatValue)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  // One line, whatever comes and goes in it: another height would move the graph. Texts give way, what is clicked stays.
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    flex: 'none',
    height: 28,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  }),
  // Both give way first: the total is in the graph's first box, and what is not loaded stands beside.
  total: css({ flexShrink: 99, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }),
  cut: css({ flexShrink: 999, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }),
});
