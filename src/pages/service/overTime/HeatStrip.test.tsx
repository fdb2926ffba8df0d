import { render, screen } from '@testing-library/react';
import React from 'react';
import { matrixOf, windowTable } from '../../../profile/matrix';
import { profileFromStacks } from '../../../profile/stacks';
import { HeatStrip } from './HeatStrip';

const part = (json: number, idle: number, once = 0) =>
  windowTable(
    profileFromStacks([
      { frames: ['json'], value: json },
      { frames: ['idle'], value: idle },
      { frames: ['once'], value: once },
    ])
  );

it('lists what moved between whole windows, and how far; the short ones at the ends only have their cells', () => {
  const windows = [
    { from: 8, to: 9 },
    { from: 10, to: 19 },
    { from: 20, to: 29 },
  ];
  const matrix = matrixOf(windows, [part(0, 1, 9), part(25, 75), part(50, 50)]);
  render(<HeatStrip matrix={matrix} shown={[]} onChoose={jest.fn()} />);
  expect(screen.getAllByRole('button').map((row) => row.textContent)).toEqual(['idle50 % to 75 %', 'json25 % to 50 %']);
});
