import type { KeyboardEvent } from 'react';
import { handleViewKey } from './viewKeys';

it('leaves the keys of a popover to it, where Grafana puts that into the view', () => {
  document.body.innerHTML =
    '<div id="view"><i id="part"></i><div data-testid="toggletip-content"><b id="in"></b></div></div>';
  const find = (id: string) => document.getElementById(id)!;
  const onPush = jest.fn();
  const press = (target: HTMLElement) => {
    const event = { key: 'Escape', target, preventDefault: jest.fn(), stopPropagation: jest.fn() };
    handleViewKey(event as unknown as KeyboardEvent, {
      state: { highlight: 'json' } as never,
      onPush,
      steps: { total: 0 } as never,
      root: { current: find('view') },
      searchInput: { current: null },
    });
    return event;
  };
  const { preventDefault, stopPropagation } = press(find('in'));
  expect([onPush, preventDefault, stopPropagation].map(({ mock }) => mock.calls)).toEqual([[], [], []]);
  press(find('part'));
  expect(onPush).toHaveBeenCalledWith({ highlight: undefined });
});
