import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import type { Layout } from '../types';
import { toolbarTexts } from '../view/texts';

export const LayoutSwitch = React.memo(function LayoutSwitch({
  layout,
  onChange,
}: {
  layout: Layout;
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
      ]}
    />
  );
});
