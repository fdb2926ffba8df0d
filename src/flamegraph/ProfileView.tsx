import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, LoadingPlaceholder, Menu, useStyles2 } from '@grafana/ui';
import React, { Suspense, useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { isNoData, type SymbolIndex } from '../profile/model';
import { useOwn } from './own/useOwn';
import { SymbolTable } from './table/SymbolTable';
import { Toolbar } from './toolbar/Toolbar';
import type { History, ProfileViewProps, StateChange, Transforms } from './types';
import type { MarksInBoxes } from './canvas/paint';
import { createGraphMemory } from './canvas/useGraph';
import { transforming, useTransforms } from './transforms/useTransforms';
import { GraphArea, GraphHeader } from './view/GraphArea';
import { chips } from './toolbar/laterChips';
import { useLoadLater } from './view/later';
import { withFreshPlaces } from './view/sandwichState';
import { SplitPane } from './view/SplitPane';
import { useStableCallback } from './view/stable';
import { StatusRegion } from './view/StatusRegion';
import { pressedSign } from './pressedSign';
import { paneTexts } from './view/texts';
import { hasGraph, STACKED_HEIGHT, useNarrow } from './view/usePanes';
import { useLinkedHover } from './view/useLinkedHover';
import { useProfileView } from './view/useProfileView';
import { useViewActions } from './view/useViewActions';
import { handleViewKey, keepFocusIn } from './view/viewKeys';

/** What the next clicks show. */
const NEXT = [chips];

/**
 * One profile on screen: search, symbol table, flame graph, sandwich. It fills its container, whose height it does not
 * set. Controlled: `onStateChange` must lead to a new `state` at once (typing goes through it too), merging the change
 * into the latest state; a part of the change that is undefined is taken out of it. Give `profile` and `formatValue` a
 * stable identity: new ones compute and paint everything anew.
 */
export function ProfileView(props: ProfileViewProps) {
  return isNoData(props.profile) ? (
    <EmptyState variant="not-found" hideImage message={paneTexts.noData()} />
  ) : (
    <TransformedProfileView {...props} />
  );
}

function TransformedProfileView(props: ProfileViewProps) {
  const transforms = useTransforms(props);
  return transforms ? (
    <LoadedProfileView {...props} {...{ transforms }} profile={transforms.profile} changes={transforms.changes} />
  ) : (
    <LoadingPlaceholder text="" />
  );
}

const TransformBar = React.lazy(() => transforming.load().then((m) => ({ default: m.TransformBar })));
const TransformItems = React.lazy(() => transforming.load().then((m) => ({ default: m.TransformItems })));

const OwnLine = React.lazy(() =>
  import(/* webpackChunkName: "own" */ './own/OwnLine').then((m) => ({ default: m.OwnLine }))
);

const Marks = React.lazy(() =>
  import(/* webpackChunkName: "marks" */ './marks/Marks').then((m) => ({ default: m.Marks }))
);

const CallTree = React.lazy(() =>
  import(/* webpackChunkName: "call-tree" */ './callTree/CallTree').then((m) => ({ default: m.CallTree }))
);

type LoadedProps = ProfileViewProps & { transforms: Transforms };

function LoadedProfileView({ profile, own: knowledge, transforms, ...props }: LoadedProps) {
  const stale = props.stale === true || transforms.isOlder;
  // A call tree has the numbers of one profile.
  const state =
    props.changes && props.state.layout === 'tree' ? { ...props.state, layout: 'both' as const } : props.state;
  useLoadLater(NEXT);
  const styles = useStyles2(getStyles);
  const root = useRef<HTMLElement>(null);
  const searchInput = useRef<HTMLInputElement>(null);
  const narrow = useNarrow(root);
  const change = useStableCallback((next: StateChange, history: History) =>
    props.onStateChange(withFreshPlaces(next), history)
  );
  const own = useOwn(profile, profile.sides === undefined ? knowledge : undefined, state.own);
  const model = useProfileView(profile, state, change, own, props);
  const { actions, announcement } = useViewActions(profile, state, change, {
    ...{ root, searchInput },
    hasLines: props.hasLines === true,
    onOverTime: props.onOverTime,
  });
  const areSeveral = props.arrange !== undefined;
  const hover = useLinkedHover(profile, state.layout === 'both' || areSeveral, areSeveral);
  const [graphMemory] = useState(createGraphMemory);
  const [marks, setMarks] = useState<MarksInBoxes>({});
  const dismiss = (dismissed: StateChange) => {
    change(dismissed, 'push');
    keepFocusIn(root.current);
  };
  const onKeyDown = (event: KeyboardEvent) =>
    handleViewKey(event, {
      state,
      onPush: dismiss,
      steps: model.steps,
      root,
      searchInput,
    });
  const onSort = useStableCallback((sort: typeof state.sort) => change({ sort }, 'push'));
  const { formatValue } = props;
  const { facts } = model;
  const hasOwn = knowledge !== undefined && profile.sides === undefined;
  const { symbolItems } = props;
  // What rows and graphs show: with what is typed they would be rendered once more.
  const { text, regex } = model.searched;
  const moreItems = useCallback(
    (symbol: SymbolIndex | undefined) => {
      const name = symbol === undefined ? undefined : profile.frames.names[symbol];
      return (
        <>
          {name !== undefined && symbolItems?.(name)}
          <Menu.Item
            label={paneTexts.transform()}
            childItems={[
              <Suspense key="transforms" fallback={null}>
                <TransformItems
                  name={name}
                  search={{ text, regex }}
                  hasOwn={hasOwn}
                  onAdd={(transform) => transforms.change([...transforms.list, transform])}
                />
              </Suspense>,
            ]}
          />
        </>
      );
    },
    [profile, text, regex, hasOwn, transforms, symbolItems]
  );
  // Its place is kept until it is there.
  const ownLine = hasOwn && (
    <div className={styles.own}>
      <Suspense fallback={null}>
        {own && <OwnLine {...{ own, state, facts }} onChange={(next) => change(next, 'push')} />}
      </Suspense>
    </div>
  );
  const header = (
    <>
      {props.header}
      {props.findings?.(transforms)}
    </>
  );
  const headLines = (
    <>
      <GraphHeader facts={facts} formatValue={formatValue}>
        {header}
      </GraphHeader>
      {ownLine}
    </>
  );
  const table = (
    <>
      {state.layout === 'table' ? headLines : ownLine}
      <SymbolTable
        profile={profile}
        totals={facts.totals}
        changes={facts.changes}
        verdicts={facts.verdicts}
        order={model.order}
        sort={state.sort}
        onSort={onSort}
        filterKey={model.searchKey}
        searching={model.search.kind === 'running'}
        highlighted={model.highlighted}
        sandwiched={model.sandwiched}
        hovered={hover.inTable}
        onHover={hover.onTable}
        notLoaded={facts.notLoaded}
        lowerBound={facts.lowerBound}
        formatValue={formatValue}
        beside={props.besideValue}
        hasOwn={hasOwn}
        own={own}
        actions={actions}
        moreItems={moreItems}
      />
    </>
  );
  const graph = (
    <GraphArea
      {...{ profile, state, model, actions, moreItems, formatValue }}
      header={
        <>
          {header}
          {state.layout === 'graph' && ownLine}
        </>
      }
      hovered={hover.inGraph}
      onHover={hover.onGraph}
      memory={graphMemory}
      ownership={own?.ownership}
      onByLabel={props.onByLabel}
      marks={marks}
      arrange={props.arrange}
    />
  );
  const tree = (
    <>
      {headLines}
      <Suspense fallback={<LoadingPlaceholder text="" />}>
        <CallTree
          {...{ profile, state, model, actions, moreItems, formatValue, hasOwn }}
          ownership={own?.ownership}
          onChange={change}
        />
      </Suspense>
    </>
  );
  return (
    <section
      ref={root}
      tabIndex={-1}
      className={cx(styles.view, narrow && styles.narrow)}
      aria-label={paneTexts.view()}
      aria-busy={stale}
      onKeyDown={onKeyDown}
    >
      <Toolbar
        {...{ profile, state, model, narrow, moreItems, searchInput, formatValue }}
        exporting={props.exporting}
        viewItems={props.viewItems}
        onChange={change}
        onDismiss={dismiss}
      />
      {transforms.undo && (
        <Suspense fallback={null}>
          <TransformBar {...{ transforms, formatValue, root }} />
        </Suspense>
      )}
      {model.searched.text && (
        <Suspense fallback={null}>
          <Marks search={model.searched} inBoxes={marks} onInBoxes={setMarks} />
        </Suspense>
      )}
      <div className={cx(styles.panes, stale && styles.stale)}>
        <SplitPane
          stacked={narrow}
          first={state.layout === 'table' || state.layout === 'both' ? table : undefined}
          second={state.layout === 'tree' ? tree : hasGraph(state.layout) ? graph : undefined}
        />
      </div>
      <StatusRegion state={state} model={model} announcement={announcement} />
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({
    ...pressedSign,
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    flexGrow: 1,
    height: '100%',
    // What is inside scrolls, and says nothing about how high the view is.
    contain: 'size',
    minHeight: 320,
    minWidth: 0,
    '&:focus': { outline: 'none' },
  }),
  narrow: css({ minHeight: STACKED_HEIGHT }),
  panes: css({ display: 'flex', flex: '1 1 auto', minHeight: 0 }),
  stale: css({ opacity: 0.5 }),
  own: css({ minHeight: 28, minWidth: 0 }),
});
