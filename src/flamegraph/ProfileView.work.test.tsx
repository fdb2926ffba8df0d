import { fireEvent, screen, waitFor } from '@testing-library/react';
import React, { forwardRef, type ComponentProps } from 'react';
import { folded } from '../profile/testing/drawn';
import { drawingOf, stubCanvas } from './testing/canvasStub';
import { giveElementsASize } from './testing/elementSize';
import { renderView } from './testing/renderView';

const mockRendered = { inputs: 0 };
jest.mock('@grafana/ui', () => {
  const ui = jest.requireActual('@grafana/ui');
  return {
    ...ui,
    Input: forwardRef<HTMLInputElement, ComponentProps<typeof ui.Input>>(function CountedInput(props, ref) {
      mockRendered.inputs++;
      return <ui.Input {...props} ref={ref} />;
    }),
  };
});

// What one step makes the view do. How long that takes is measured in bench/.

const profile = () => folded('main;encoding/json.Marshal 50\nmain;encoding/json.Unmarshal 30\nmain;sort.Sort 20');

const resized: Array<() => void> = [];
const fonts = new EventTarget();
let letter = 6;

beforeAll(() => import('./marks/Marks'));

beforeEach(() => {
  stubCanvas({ width: 400, height: 200 });
  window.ResizeObserver = class {
    constructor(callback: ResizeObserverCallback) {
      resized.push(() => callback([], this));
    }
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Object.defineProperty(document, 'fonts', { configurable: true, value: fonts });
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement): unknown {
    const measureText = (text: string) => ({ width: letter * text.length });
    return Object.assign(getContext.call(this, '2d') ?? {}, { measureText });
  } as typeof getContext;
});

const graph = () => screen.getByTestId<HTMLCanvasElement>('flamegraph-boxes');
const paints = () => drawingOf(graph()).paints;

test('a search paints the graph once, what it marks included, and so does leaving it', async () => {
  const { setState } = renderView(profile());
  const underlines = () => drawingOf(graph()).rects.filter(({ height }) => height === 2).length;
  // The code that marks is loaded with the first search.
  setState({ search: { text: 'sort', regex: false } });
  await waitFor(() => expect(underlines()).toBe(1));
  const before = paints();
  setState({ search: undefined });
  expect([paints(), underlines()]).toEqual([before + 1, 0]);
  setState({ search: { text: 'marshal', regex: false } });
  expect([paints(), underlines()]).toEqual([before + 2, 2]);
  setState({ search: { text: 'json', regex: false } });
  expect([paints(), underlines()]).toEqual([before + 3, 2]);
});

test('what is pointed at lights up in the other half, for which neither is rendered', async () => {
  let renders = 0;
  const findings = () => {
    renders++;
    return null;
  };
  renderView(profile(), {}, { findings });
  const marks = () => graph().parentElement!.querySelector('canvas + svg path')?.getAttribute('d');
  await waitFor(() => expect(marks()).toBe(''));
  const before = { renders, paints: paints() };
  const row = screen.getByRole('button', { name: 'encoding/json.Marshal' }).closest('[role="row"]')!;
  fireEvent.pointerMove(screen.getByRole('tree'), { clientX: 100, clientY: 50 });
  expect(row).toHaveAttribute('data-hovered');
  fireEvent.pointerLeave(screen.getByRole('tree'));
  expect(row).not.toHaveAttribute('data-hovered');
  expect(marks()).toBe('');
  fireEvent.mouseOver(row);
  expect(marks()).toMatch(/^M0 40h/);
  expect({ renders, paints: paints() }).toEqual(before);
});

test('another size is painted before the frame that has it is drawn', () => {
  renderView(profile());
  expect(graph().width).toBe(400);
  giveElementsASize(800, 200);
  resized.forEach((tell) => tell());
  expect(graph().width).toBe(800);
});

test('fonts that are loaded paint the graph anew only where they measure otherwise', async () => {
  renderView(profile());
  const before = paints();
  fonts.dispatchEvent(new Event('loadingdone'));
  expect(paints()).toBe(before);
  letter = 8;
  fonts.dispatchEvent(new Event('loadingdone'));
  await waitFor(() => expect(paints()).toBe(before + 1));
  letter = 6;
});

test('a focus, groups and an order leave the search field as it is, whose styles are made anew with each rendering', () => {
  const { setState } = renderView(profile(), { search: { text: 'json', regex: false } });
  const before = mockRendered.inputs;
  setState({ focus: ['main', 'sort.Sort'] });
  setState({ collapse: { mode: 'none', toggled: [] } });
  setState({ sort: { column: 'total', direction: 'asc' } });
  expect(mockRendered.inputs).toBe(before);
});

test('a search renders the field with what is typed, not once more with what is found', async () => {
  const { setState } = renderView(profile());
  const field = () => screen.getByRole('textbox', { name: 'Search symbols' });
  const cross = () => screen.queryByRole('button', { name: 'Clear search' });
  expect(cross()).toBeNull();
  // The code that looks is loaded with the first search.
  setState({ search: { text: 'sort', regex: false } });
  await waitFor(() => expect(field()).toHaveAccessibleDescription(/^1 symbol,/));
  expect(cross()).toBeVisible();
  const before = mockRendered.inputs;
  setState({ search: { text: 'json', regex: false } });
  await waitFor(() => expect(field()).toHaveAccessibleDescription(/^2 symbols,/));
  expect(mockRendered.inputs).toBe(before + 1);
});
