import { createTheme, ThemeContext } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import type { NodeIndex, Profile } from '../../profile/model';
import { FlameGraph } from '../FlameGraph';
import type { Collapse, FlameGraphProps } from '../types';
import { drawingOf } from './canvasStub';

const formatValue = (value: number) => `${value} ms`;

/** Renders a graph under a parent that keeps focus and collapse as the view does, and records the other events. */
export function renderGraph(profile: Profile, extra: Partial<FlameGraphProps> = {}, mode: 'dark' | 'light' = 'dark') {
  const events = {
    onHighlight: jest.fn(),
    onSandwich: jest.fn(),
    onHover: jest.fn(),
    onFocus: jest.fn(),
  };
  const theme = createTheme({ colors: { mode } });
  function Parent(changed: Partial<FlameGraphProps>) {
    const [focus, setFocus] = useState<NodeIndex>(0);
    const [collapse, setCollapse] = useState<Collapse>({ mode: 'all', toggled: new Set() });
    const onFocus = (node: NodeIndex) => {
      events.onFocus(node);
      setFocus(node);
    };
    return (
      <ThemeContext.Provider value={theme}>
        <FlameGraph
          {...{ profile, direction: 'down', wholeValue: profile.total[0], focus, collapse, ...events, onFocus }}
          {...{
            colors: 'package',
            align: 'left',
            formatValue,
            lowerBound: false,
            onLines: undefined,
            ariaLabel: 'Flame graph',
          }}
          onCollapse={setCollapse}
          onCollapseAll={(mode) => setCollapse({ mode, toggled: new Set() })}
          {...extra}
          {...changed}
        />
      </ThemeContext.Provider>
    );
  }
  const user = userEvent.setup({ delay: null });
  const rendered = render(<Parent />);
  const [boxes, overlay] = Array.from(rendered.container.querySelectorAll('canvas'));
  const tree = () => screen.getByRole('tree', { name: 'Flame graph' });
  return {
    user,
    events,
    unmount: rendered.unmount,
    boxes: () => drawingOf(boxes),
    overlay: () => drawingOf(overlay),
    canvas: boxes,
    tree,
    openMenu: async (at: { clientX: number; clientY: number }) => {
      fireEvent.contextMenu(tree(), at);
      await screen.findByRole('menu');
    },
    texts: () => drawingOf(boxes).texts.map(({ text }) => text),
    /** The item that a screen reader is on. */
    current: () => {
      const id = tree().getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.getAttribute('aria-label');
    },
    setProps: (props: Partial<FlameGraphProps>) => rendered.rerender(<Parent {...props} />),
  };
}
