import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { type ReactNode, type RefObject, Suspense } from 'react';
import type { Profile } from '../../profile/model';
import type {
  CollapseMode,
  Exporting,
  FlameGraphProps,
  FormatValue,
  History,
  Layout,
  ProfileViewState,
  StateChange,
} from '../types';
import { afterFrame } from '../view/afterFrame';
import { searchNote } from '../view/useSearch';
import { allGroups } from '../view/sandwichState';
import { useStableCallback } from '../view/stable';
import { hasGraph } from '../view/usePanes';
import type { ProfileViewModel } from '../view/useProfileView';
import { useChips } from './laterChips';
import { SearchField } from './SearchField';
import { getToolbarStyles } from './toolbarStyles';
import { ViewMenu } from './ViewMenu';
import { toolbarTexts } from '../view/texts';

/** A chip with its kind, or a part of its name, and its cross, CSS pixels. It grows where there is room. */
const CHIP_WIDTH = 104;

const ExportMenu = React.lazy(async () => {
  await afterFrame();
  return { default: (await import(/* webpackChunkName: "export" */ '../export/ExportMenu')).ExportMenu };
});

interface ToolbarProps {
  profile: Profile;
  state: ProfileViewState;
  model: ProfileViewModel;
  /** Chips take as many lines as they need. */
  narrow: boolean;
  /** In the menu of the whole picture. */
  moreItems: FlameGraphProps['moreItems'];
  viewItems: ReactNode;
  onChange(change: StateChange, history: History): void;
  /** A chip's cross. */
  onDismiss(change: StateChange): void;
  searchInput: RefObject<HTMLInputElement | null>;
  formatValue: FormatValue;
  exporting: Exporting | undefined;
}

export function Toolbar({
  state,
  model,
  narrow,
  moreItems,
  viewItems,
  onChange,
  onDismiss,
  searchInput,
  exporting,
  ...shown
}: ToolbarProps) {
  const styles = useStyles2(getToolbarStyles);
  const push = (change: StateChange) => onChange(change, 'push');
  const onSearch = useStableCallback((search: ProfileViewState['search'], history: History) =>
    onChange({ search }, history)
  );
  const onLayout = useStableCallback((layout: Layout) => push({ layout }));
  const onView = useStableCallback(push);
  const onGroups = useStableCallback((mode: CollapseMode) => push(allGroups(state, mode)));
  const chips = useChips(state);
  const chipCount = [state.highlight, state.sandwich, state.focus].filter((part) => part !== undefined).length;
  return (
    <div className={styles.room}>
      <div className={styles.toolbar}>
        <SearchField
          search={state.search}
          onSearch={onSearch}
          note={searchNote(model.search, model.facts)}
          invalid={model.search.kind === 'invalid'}
          total={model.steps.total}
          current={model.steps.current}
          onStep={model.steps.step}
          inputRef={searchInput}
        />
        <div
          className={styles.chips}
          style={
            narrow && chips ? { flexWrap: 'wrap' } : { flexBasis: chipCount * CHIP_WIDTH, minHeight: chipCount && 24 }
          }
        >
          {chips && <chips.Chips {...{ state, model, onDismiss }} />}
        </div>
        <div className={styles.controls}>
          {hasGraph(state.layout) && <GroupButtons onAll={onGroups} />}
          <LayoutSwitch layout={state.layout} hasTree={model.facts.changes === undefined} onChange={onLayout} />
          {exporting && (
            <Suspense fallback={<div className={styles.export} />}>
              <ExportMenu {...{ state, model, exporting, ...shown }} />
            </Suspense>
          )}
          <ViewMenu
            colors={state.colors}
            align={state.align}
            orientation={state.orientation}
            {...{ moreItems, viewItems }}
            onChange={onView}
          />
        </div>
      </div>
    </div>
  );
}

/** Every group of what is shown at once. */
const GroupButtons = React.memo(function GroupButtons({ onAll }: { onAll(mode: CollapseMode): void }) {
  const styles = useStyles2(getToolbarStyles);
  const button = (label: string, className: string, mode: CollapseMode) => (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => onAll(mode)} />
  );
  return (
    <div className={styles.groups}>
      {button(toolbarTexts.expandAll(), styles.expand, 'none')}
      {button(toolbarTexts.collapseAll(), styles.collapse, 'all')}
    </div>
  );
});

const LayoutSwitch = React.memo(function LayoutSwitch({
  layout,
  hasTree,
  onChange,
}: {
  layout: Layout;
  hasTree: boolean;
  onChange(layout: Layout): void;
}) {
  return (
    <RadioButtonGroup<Layout>
      aria-label={toolbarTexts.layout()}
      value={layout}
      onChange={onChange}
      options={[
        { value: 'table', label: toolbarTexts.layoutTable() },
        { value: 'both', label: toolbarTexts.layoutBoth() },
        { value: 'graph', label: toolbarTexts.layoutGraph() },
        ...(hasTree ? [{ value: 'tree' as const, label: toolbarTexts.layoutTree() }] : []),
      ]}
    />
  );
});
