import { createTheme, ThemeContext } from '@grafana/data';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
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
  const boxes = rendered.container.querySelector('canvas')!;
  const tree = () => screen.getByRole('tree', { name: 'Flame graph' });
  return {
    user,
    events,
    unmount: rendered.unmount,
    boxes: () => drawingOf(boxes),
    /** What lies over the boxes, once the code for it is there: fills, and lines in order. */
    overlay: async () => {
      const paths = () => rendered.container.querySelectorAll<SVGPathElement>('canvas + svg path');
      await waitFor(() => expect(paths()).not.toHaveLength(0));
      const [rects, ...outlines] = Array.from(paths(), rectsOf);
      return { rects, outlines: outlines.flat() };
    },
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

/** The rectangles that a path draws. */
function rectsOf(path: SVGPathElement) {
  const numbers = (path.getAttribute('d') ?? '').matchAll(/M(\S+) (\S+)h([^v]+)v([^h]+)h[^z]+z/g);
  return Array.from(numbers, ([, ...rect]) => {
    const [x, y, width, height] = rect.map(Number);
    return { x, y, width, height };
  });
}
