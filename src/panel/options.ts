import type { PanelOptionsEditorBuilder } from '@grafana/data';
import type { ProfileViewState } from '../flamegraph/types';
import { t } from '../i18n';

/** How a panel looks when a dashboard is opened; people change it for themselves from there. */
export interface PanelOptions {
  layout: ProfileViewState['layout'];
  colors: ProfileViewState['colors'];
  align: ProfileViewState['align'];
  collapse: ProfileViewState['collapse']['mode'];
}

const DEFAULTS: PanelOptions = { layout: 'both', colors: 'package', align: 'left', collapse: 'all' };

/** What a panel shows first. Dashboards written by hand may leave options out. */
export function initialState(options: Partial<PanelOptions>): ProfileViewState {
  const { layout, colors, align, collapse } = { ...DEFAULTS, ...options };
  return {
    sort: { column: 'self', direction: 'desc' },
    layout,
    collapse: { mode: collapse, toggled: [] },
    colors,
    align,
    orientation: 'icicle',
  };
}

export function addOptions(builder: PanelOptionsEditorBuilder<PanelOptions>): void {
  addChoice(builder, 'layout', t('panel.layout', 'Show'), {
    table: t('panel.layout.table', 'Table'),
    both: t('panel.layout.both', 'Both'),
    graph: t('panel.layout.graph', 'Flame graph'),
    tree: t('panel.layout.tree', 'Call tree'),
  });
  addChoice(builder, 'collapse', t('panel.collapse', 'Groups of similar frames'), {
    all: t('panel.collapse.all', 'Collapsed'),
    none: t('panel.collapse.none', 'Expanded'),
  });
  addChoice(builder, 'colors', t('panel.colors', 'Colors'), {
    package: t('panel.colors.package', 'By package'),
    value: t('panel.colors.value', 'By value'),
  });
  addChoice(builder, 'align', t('panel.align', 'Names that do not fit'), {
    left: t('panel.align.left', 'Show the beginning'),
    right: t('panel.align.right', 'Show the end'),
  });
}

function addChoice<P extends keyof PanelOptions>(
  builder: PanelOptionsEditorBuilder<PanelOptions>,
  path: P,
  name: string,
  labels: Record<PanelOptions[P], string>
): void {
  // The keys of a record are strings to TypeScript, whatever its type says.
  const values = Object.keys(labels) as Array<PanelOptions[P]>;
  const options = values.map((value) => ({ value, label: labels[value] }));
  builder.addRadio({ path, name, defaultValue: DEFAULTS[path], settings: { options } });
}
