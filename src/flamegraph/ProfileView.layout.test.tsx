import { act, fireEvent, screen } from '@testing-library/react';
import { shownGraphs } from './testing/graphProbe';
import { giveElementsASize } from './testing/elementSize';
import { marshaling as profile } from './testing/marshaling';
import { renderView } from './testing/renderView';

jest.mock('./FlameGraph', () => jest.requireActual('./testing/graphProbe'));

beforeEach(() => giveElementsASize());

const graph = (label = 'Flame graph') => shownGraphs.get(label)!;
const button = (name: string) => screen.getByRole('button', { name });

describe('layout', () => {
  it.each([
    ['Table', 1, 0],
    ['Both', 1, 1],
    ['Graph', 0, 1],
  ])('%s shows %p table and %p graph', async (label, tables, trees) => {
    const { user } = renderView(profile(), { layout: label === 'Table' ? 'both' : 'table' });
    await user.click(screen.getByRole('radio', { name: label }));
    expect(screen.queryAllByRole('table')).toHaveLength(tables);
    expect(screen.queryAllByRole('tree')).toHaveLength(trees);
    expect(screen.queryAllByRole('separator')).toHaveLength(tables + trees - 1);
  });

  it('has a divider that keys move', async () => {
    const { user } = renderView(profile());
    const divider = screen.getByRole('separator', { name: 'Width of the table' });
    expect(divider).toHaveAttribute('aria-valuenow', '40');
    expect(divider).toHaveAttribute('aria-orientation', 'vertical');
    act(() => divider.focus());
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(divider).toHaveAttribute('aria-valuenow', '42');
    const pane = document.getElementById(divider.getAttribute('aria-controls')!);
    expect(pane).toContainElement(screen.getByRole('table'));
    expect(pane?.style.flex).toBe('0 0 42%');
    await user.keyboard('{End}');
    expect(divider).toHaveAttribute('aria-valuenow', '85');
  });

  it('has a divider that the pointer drags', () => {
    renderView(profile());
    const divider = screen.getByRole('separator');
    const captured = new Set<number>();
    divider.setPointerCapture = (id) => void captured.add(id);
    divider.hasPointerCapture = (id) => captured.has(id);
    divider.parentElement!.getBoundingClientRect = () => new DOMRect(100, 0, 1000, 500);
    fireEvent.pointerMove(divider, { pointerId: 0, clientX: 400 });
    expect(divider).toHaveAttribute('aria-valuenow', '40');
    fireEvent.pointerDown(divider, { pointerId: 0, clientX: 500 });
    fireEvent(divider, new MouseEvent('pointermove', { bubbles: true, clientX: 400 }));
    expect(divider).toHaveAttribute('aria-valuenow', '30');
    fireEvent.doubleClick(divider);
    expect(divider).toHaveAttribute('aria-valuenow', '40');
  });

  it('stacks table and graph where there is no room beside each other', () => {
    giveElementsASize(600);
    renderView(profile());
    expect(screen.getByRole('separator', { name: 'Height of the table' })).toHaveAttribute(
      'aria-orientation',
      'horizontal'
    );
    expect(screen.getByRole('table')).toBeInTheDocument();
    expect(screen.getByRole('tree')).toBeInTheDocument();
  });
});

describe('view menu', () => {
  it.each([
    ['menuitemradio', 'By value', { colors: 'value' }],
    ['menuitemradio', 'Show the end', { align: 'right' }],
    ['menuitemradio', 'Flame, the root at the bottom', { orientation: 'flame' }],
  ])('%s %s changes %j', async (role, name, change) => {
    const { user, changes } = renderView(profile());
    await user.click(button('View'));
    await user.click(await screen.findByRole(role, { name }));
    expect(changes).toEqual([{ change, history: 'push' }]);
  });

  it('says what is chosen', async () => {
    const { user } = renderView(profile(), { colors: 'value' });
    await user.click(button('View'));
    expect(await screen.findByRole('menuitemradio', { name: 'By value' })).toBeChecked();
    expect(screen.getByRole('menuitemradio', { name: 'By package' })).not.toBeChecked();
  });
});

describe('groups', () => {
  it('expands all groups, where there is a graph', async () => {
    const { user, changes } = renderView(profile());
    await user.click(button('Expand all groups'));
    expect(changes).toEqual([{ change: { collapse: { mode: 'none', toggled: [] } }, history: 'push' }]);
    await user.click(screen.getByRole('radio', { name: 'Table' }));
    expect(screen.queryByRole('button', { name: 'Expand all groups' })).toBeNull();
  });

  it('collapses all groups, those of a sandwich too', async () => {
    const { user, state } = renderView(profile(), { sandwich: 'json.Marshal' });
    act(() => graph('Callers of json.Marshal').onCollapse({ mode: 'all', toggled: new Set([0]) }));
    await user.click(button('Collapse all groups'));
    expect(state().collapse).toEqual({ mode: 'all', toggled: [] });
    expect(graph('Callers of json.Marshal').collapse).toEqual({ mode: 'all', toggled: new Set() });
  });
});
