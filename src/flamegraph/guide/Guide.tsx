import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { isLarge } from '../../profile/derived';
import { changeOfNode, differenceOf } from '../../profile/comparison/changes';
import { FrameKind, type BySide, type CallTree, type NodeIndex, type Profile, type Weights } from '../../profile/model';
import { isNotLoaded } from '../../profile/notLoaded';
import type { Ownership } from '../../profile/own/ownership';
import { chargePlacesInSteps, heaviestPlaceInSteps } from '../../profile/own/places';
import type { Look } from '../canvas/boxes';
import type { HoverStore } from '../canvas/hover';
import { hasSelf, labelOf, spokenName, type Context, type Numbers } from '../canvas/labels';
import { endOfHeaviest } from '../canvas/navigate';
import { bottomOf, isZoomed, type Scene, type Viewport } from '../canvas/scene';
import { contentHeight, type ScrollModel } from '../canvas/scroll';
import { notLoadedTexts } from '../canvas/texts';
import { tooltipTexts } from '../canvas/tooltipTexts';
import type { Actions } from '../canvas/useActions';
import type { Graph } from '../canvas/useGraph';
import { changeWords } from '../comparison/changeTexts';
import { headTexts } from '../comparison/headTexts';
import { bareButton, focusRing } from '../table/styles';
import type { FlameGraphProps } from '../types';
import { useSliced } from '../useSliced';
import { useStableCallback } from '../view/stable';
import { tableTexts } from '../view/texts';
import { Minimap, SIZE } from './Minimap';
import { guideTexts } from './texts';
import { useGestures } from './useGestures';
import { usePart } from './usePart';

interface GuideProps {
  /** Of the text that explains the graph's keys. */
  helpId: string;
  graph: Graph;
  viewport: Viewport | undefined;
  scroll: ScrollModel | undefined;
  look: Look;
  scrollerRef: { readonly current: HTMLElement | null };
  hover: HoverStore;
  numbers: Numbers;
  actions: Actions;
  /** What the graph was given. */
  of: FlameGraphProps;
  /** There is room for the lines. */
  hasLines: boolean;
}

/** What can wait until a graph is drawn: what its keys do, moving about in it sideways, and the lines below it. */
export function Guide({ helpId, viewport, scroll, scrollerRef, look, hasLines, ...said }: GuideProps) {
  const styles = useStyles2(getStyles);
  const { graph, actions, of } = said;
  const isDeep = scroll !== undefined && contentHeight(scroll) > DEEP * scroll.viewHeight;
  const map = viewport && scroll && (isDeep || isZoomed(graph.scene)) && (
    <Minimap {...{ graph, viewport, scroll, scrollerRef, look }} />
  );
  useGestures(scrollerRef, { graph, viewport });
  usePart(graph, of);
  return (
    <>
      <div id={helpId} hidden>
        {guideTexts.help()} {guideTexts.helpZoom()} {actions.lines && guideTexts.helpLines()}
      </div>
      {hasLines && (
        <div className={styles.guide}>
          <GuideLines {...said} width={(viewport?.width ?? 0) - (map ? MAP_WIDTH : 0)} />
          {map}
        </div>
      )}
    </>
  );
}

/** With the gap beside it, px. */
const MAP_WIDTH = SIZE.width + 8;

/** A graph that is so many times as high as what shows of it has a map. */
const DEEP = 3;

/** A pointer that only passes by changes nothing, ms. */
const REST_MS = 80;

/**
 * The path to the frame that is pointed at, else to the selected one, each frame of it to be focused; and its numbers,
 * with what else can be had of it. Nothing of that needs a hover. Where nothing was selected yet: what costs the most.
 */
function GuideLines({
  width,
  graph,
  hover,
  numbers,
  actions,
  of,
}: Pick<GuideProps, 'graph' | 'hover' | 'numbers' | 'actions' | 'of'> & { readonly width: number }) {
  const { scene, selected } = graph;
  const { ownership } = of;
  const styles = useStyles2(getStyles);
  const { profile } = scene;
  const make = useMemo(
    () => (ownership || profile.sides ? () => placesInSteps(profile, ownership) : undefined),
    [profile, ownership]
  );
  const { places, heaviest: heaviestPlaced } = useSliced(profile, make, isLarge(profile)).value ?? NOT_KNOWN;
  const shown = useRested(hover, scene, selected) ?? selected;
  // A group's cost is that of the frame at its end.
  const heaviest = () => bottomOf(scene, endOfHeaviest(scene, scene.rows.root) ?? scene.rows.root);
  const node = shown ?? heaviestPlaced ?? heaviest();
  const label = shown === undefined ? labelOfFirst(profile, heaviestPlaced) : undefined;
  const { lines, overTime } = actions;
  const { onByLabel } = of;
  const symbol = profile.symbol[node];
  const isFunction = actions.isFunction(node);
  const told = numbersOf(scene, node, places, numbers, of);
  const words = [
    ...told.map(({ label, value, share }) => `${label} ${value} ${share}`),
    ...(isFunction ? [guideTexts.lines(), guideTexts.overTime(), guideTexts.byLabel()] : []),
  ];
  const letters = words.join(GAP).length;
  // Shares are left out rather than numbers cut.
  const hasShares = letters * LETTER <= width;
  return (
    <div role="group" aria-label={label ?? guideTexts.selected()} className={styles.lines} data-testid="guide">
      <div className={styles.line}>
        {label !== undefined && <span className={styles.label}>{label}</span>}
        <Path profile={profile} node={node} width={width - LETTER * (label?.length ?? 0)} onFocus={actions.focus} />
        {isZoomed(scene) && (
          <button type="button" className={cx(styles.action, styles.reset)} onClick={() => graph.view(undefined)}>
            {guideTexts.wholeWidth()}
          </button>
        )}
      </div>
      <div className={styles.line}>
        {told.map(({ label, value, share }) => (
          <span key={label} className={styles.number} title={`${label} ${value} ${share}`.trim()}>
            {label} <span className={styles.value}>{hasShares ? `${value} ${share}`.trim() : value}</span>
          </span>
        ))}
        {isFunction && (
          <span className={styles.actions}>
            {lines && (
              <button type="button" className={styles.action} onClick={() => lines(node)}>
                {guideTexts.lines()}
              </button>
            )}
            {overTime && (
              <button type="button" className={styles.action} onClick={() => overTime(node)}>
                {guideTexts.overTime()}
              </button>
            )}
            {/* Values of a label have no transforms. */}
            {onByLabel && profile.origin === undefined && (
              <button type="button" className={styles.action} onClick={() => onByLabel(profile.frames.names[symbol])}>
                {guideTexts.byLabel()}
              </button>
            )}
          </span>
        )}
      </div>
    </div>
  );
}

/** What is told before anything was selected: of a comparison what changed the most, else what costs the most. */
function labelOfFirst({ sides }: Profile, place: NodeIndex | undefined): string {
  if (place === undefined) {
    return guideTexts.heaviest();
  }
  return sides ? guideTexts.largestChange() : guideTexts.heaviestOwn();
}

/** By node, how a function's self changed; what is not loaded is nobody's. */
function changesOf({ frames, symbol }: CallTree, { before, after }: BySide<Weights>): Float64Array {
  return after.self.map((self, node) =>
    frames.kinds[symbol[node]] === FrameKind.function ? differenceOf(before.self[node], self) : 0
  );
}

interface Places {
  /** By node: what it is charged with. */
  readonly places?: Float64Array;
  /** What is told before anything was selected. */
  readonly heaviest?: NodeIndex;
}

const NOT_KNOWN: Places = {};

function* placesInSteps(profile: Profile, ownership: Ownership | undefined): Generator<void, Places> {
  const places = ownership && (yield* chargePlacesInSteps(profile, ownership));
  const costs = profile.sides ? changesOf(profile, profile.sides) : places;
  return { places, heaviest: costs && (yield* heaviestPlaceInSteps(profile, costs)) };
}

/** Of a letter of the path, about, px. */
const LETTER = 6.5;
/** As wide as what is between two words of a line. */
const GAP = '  ';
/** The nearest callers say the most: they are shown while this much of each has room, letters. */
const READABLE = 16;
const MOST_FRAMES = 8;

interface PathProps {
  profile: Profile;
  node: NodeIndex;
  /** px */
  width: number;
  onFocus(node: NodeIndex): void;
}

/** From the root down to a frame, those in the middle left out of which no name could be read. */
function Path({ profile, node, width, onFocus }: PathProps) {
  const styles = useStyles2(getStyles);
  const path = pathTo(profile, node, width / LETTER);
  return (
    <>
      {path.map((each, i) => {
        const isCut = i === 1 && profile.parent[each] !== path[0];
        return (
          <React.Fragment key={i}>
            {i > 0 && <span aria-hidden>{isCut ? '› … ›' : '›'}</span>}
            <button
              type="button"
              className={each === node ? styles.last : styles.frame}
              title={spokenName(profile, each)}
              aria-label={guideTexts.focus(nameIn(profile, each))}
              onClick={() => onFocus(each)}
            >
              {nameIn(profile, each)}
            </button>
          </React.Fragment>
        );
      })}
    </>
  );
}

const nameIn = (profile: Profile, node: NodeIndex) =>
  isNotLoaded(profile, node) ? notLoadedTexts.notLoadedShort() : labelOf(profile, node);

/** The root, and as many of the frame's nearest callers as there is room for; at least one, which then is cut. */
function pathTo(profile: Profile, node: NodeIndex, letters: number): NodeIndex[] {
  const SEPARATOR = 3;
  const path: NodeIndex[] = [];
  let room = letters - nameIn(profile, 0).length - 2 * SEPARATOR;
  for (let at = node; at > 0 && path.length < MOST_FRAMES - 1; at = profile.parent[at]) {
    const length = nameIn(profile, at).length + SEPARATOR;
    room -= at === node ? length : Math.min(length, READABLE);
    if (path.length > 0 && room < 0) {
      break;
    }
    path.push(at);
  }
  return [0, ...path.reverse()];
}

interface Told {
  readonly label: string;
  readonly value: string;
  /** Of the whole, or of its side; a change says in its words how much it is. */
  readonly share: string;
}

/** Total, self and own with their shares of the whole; of a comparison both sides and the change. */
function numbersOf(
  scene: Scene,
  node: NodeIndex,
  places: Float64Array | undefined,
  numbers: Numbers,
  context: Context
): readonly Told[] {
  const { profile } = scene;
  const { sides } = profile;
  if (sides !== undefined) {
    const side = (label: string, { total }: Weights) => ({
      label,
      value: numbers.value(node, total[node]),
      share: numbers.beside(node, total[node], total[0]),
    });
    return [
      side(headTexts.before(), sides.before),
      side(headTexts.after(), sides.after),
      { label: headTexts.change(), value: changeWords(changeOfNode(sides, node), numbers.plain), share: '' },
    ];
  }
  const number = (label: string, value: number) => ({
    label,
    value: numbers.value(node, value),
    share: numbers.beside(node, value, context.wholeValue),
  });
  return [
    number(tooltipTexts.total(), profile.total[node]),
    ...(hasSelf(scene, node, context) ? [number(tooltipTexts.self(), profile.self[node])] : []),
    ...(places && places[node] > 0 ? [number(tableTexts.own(), places[node])] : []),
  ];
}

/**
 * The frame that the pointer rests on, but for the selected one, of which the lines tell anyway. While it moves nothing is
 * rendered: a hover must stay cheap.
 */
function useRested(hover: HoverStore, scene: Scene, selected: NodeIndex | undefined): NodeIndex | undefined {
  const [rested, setRested] = useState<{ readonly scene: Scene; readonly node: NodeIndex }>();
  const isPast = rested !== undefined && rested.scene !== scene;
  if (isPast) {
    setRested(undefined);
  }
  const settle = useStableCallback(() => {
    const pointed = hover.get();
    const isIn = pointed?.scene === scene && !pointed.byKeyboard;
    const node = isIn && pointed.hit.kind === 'node' && pointed.hit.node !== selected ? pointed.hit.node : undefined;
    // React renders for some updates that change nothing, too.
    if (node !== rested?.node) {
      setRested(node === undefined ? undefined : { scene, node });
    }
  });
  useEffect(() => {
    let timer: number | undefined;
    let movedAt = 0;
    const look = () => {
      const rested = performance.now() - movedAt;
      // One timer for all moves of the pointer: setting one anew a move costs as much as all else here.
      // Up, or a timer that comes a fraction of a millisecond early would be set again and again.
      timer = rested < REST_MS - 1 ? window.setTimeout(look, Math.ceil(REST_MS - rested)) : undefined;
      if (timer === undefined) {
        settle();
      }
    };
    const stop = hover.subscribe(() => {
      movedAt = performance.now();
      timer ??= window.setTimeout(look, REST_MS);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [hover, settle]);
  return isPast ? undefined : rested?.node;
}

const getStyles = (theme: GrafanaTheme2) => {
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  const button = {
    ...bareButton,
    ...cut,
    ...focusRing(theme),
    '&:hover': { textDecoration: 'underline' },
  } as const;
  return {
    guide: css({ height: '100%', display: 'flex', alignItems: 'center', gap: theme.spacing(1), contain: 'strict' }),
    lines: css({
      flex: '1 1 0',
      minWidth: 0,
      height: '100%',
      whiteSpace: 'nowrap',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), height: '50%', overflow: 'hidden' }),
    label: css({ flex: 'none', paddingRight: theme.spacing(0.5) }),
    // Of a path that is too long every caller keeps some letters, and the last frame the most. Browsers take factors that add
    // up to less than one for parts of what is missing: the last one alone would not become as short as it must.
    frame: css({ ...button, flex: '0 20 auto', minWidth: 24 }),
    last: css({
      ...button,
      flex: '0 1 auto',
      minWidth: 40,
      textAlign: 'left',
      color: theme.colors.text.primary,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    number: css({ ...cut, flex: '0 1 auto', paddingRight: theme.spacing(1), fontVariantNumeric: 'tabular-nums' }),
    value: css({ color: theme.colors.text.primary }),
    actions: css({ flex: 'none', display: 'flex', gap: theme.spacing(1.5), marginLeft: 'auto' }),
    action: css({ ...button, color: theme.colors.text.link }),
    reset: css({ flex: 'none', marginLeft: 'auto', paddingLeft: theme.spacing(1) }),
  };
};
