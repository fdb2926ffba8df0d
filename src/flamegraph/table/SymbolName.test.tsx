import { render } from '@testing-library/react';
import React from 'react';
import { SymbolName } from './SymbolName';

const afterOf = (name: string) =>
  render(<SymbolName name={name} />).container.querySelector<HTMLElement>('[data-part="after"]')!;

test('of a file the beginning of the path is cut where room is short, and its name stays', () => {
  const after = afterOf('./dist/lib/receipt.js:render:2');
  expect(after.textContent).toBe(' ./dist/lib/receipt.js:2');
  expect(getComputedStyle(after).direction).toBe('rtl');
  // The text itself goes from left to right: a leading dot stays in front.
  expect(after.querySelector('bdi')).toHaveTextContent('./dist/lib/receipt.js:2');
});

test('of arguments the end is cut', () => {
  const after = afterOf('shop::total(std::vector<int> const&, int)');
  expect(after.textContent).toContain('(');
  expect(getComputedStyle(after).direction).not.toBe('rtl');
});
