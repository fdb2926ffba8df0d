import { fireEvent } from '@testing-library/react';
import { listenToGrafanaKeys } from './grafanaKeys';

const actions = { go: jest.fn(), toggleTheme: jest.fn(), help: jest.fn(), palette: jest.fn() };
let stop = () => {};

beforeEach(() => {
  jest.clearAllMocks();
  document.body.innerHTML = '<input /><textarea></textarea><button>x</button>';
  stop = listenToGrafanaKeys(document, actions);
});
afterEach(() => stop());

const press = (...keys: string[]) => keys.forEach((key) => fireEvent.keyDown(document.activeElement!, { key }));
const focus = (selector: string) => document.querySelector<HTMLElement>(selector)!.focus();

test('sequences lead to pages, wherever the focus is but in a text field', () => {
  press('g', 'h');
  focus('button');
  press('g', 'e', 'x', 'h');
  expect(actions.go.mock.calls).toEqual([['/'], ['/explore']]);
  focus('input');
  press('g', 'h', '?');
  expect(actions.go).toHaveBeenCalledTimes(2);
  expect(actions.help).not.toHaveBeenCalled();
  focus('button');
  press('c', 't', '?');
  expect(actions.toggleTheme).toHaveBeenCalledTimes(1);
  expect(actions.help).toHaveBeenCalledTimes(1);
});

test.each(['input', 'textarea'])('Escape leaves an %s, unless a view has stopped the key', (field) => {
  focus(field);
  const view = document.querySelector(field)!;
  const stopKey = (event: Event) => event.stopPropagation();
  view.addEventListener('keydown', stopKey);
  press('Escape');
  expect(view).toHaveFocus();
  view.removeEventListener('keydown', stopKey);
  press('Escape');
  expect(document.body).toHaveFocus();
  focus('button');
  press('Escape');
  expect(document.querySelector('button')).toHaveFocus();
});

test('Ctrl+K and Cmd+K open the palette, in a text field too', () => {
  focus('input');
  for (const modifier of [{ ctrlKey: true }, { metaKey: true }]) {
    fireEvent.keyDown(document.activeElement!, { key: 'k', ...modifier });
  }
  expect(actions.palette).toHaveBeenCalledTimes(2);
});
