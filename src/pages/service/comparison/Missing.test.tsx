import { render, screen } from '@testing-library/react';
import React from 'react';
import { CPU } from '../testing/fakeTab';
import { Missing } from './Missing';

const HEAP = 'memory:inuse_space:bytes:space:bytes';

it.each(['1h before', 'version != 2.31', 'checkout'])('says that there are none of %s in words that fit it', (name) => {
  render(<Missing second={{ graph: { kind: 'empty' }, refused: undefined }} typeId={CPU} name={name} />);
  expect(screen.getByRole('status')).toHaveTextContent(`No profiles to compare with: ${name}. Servers look back`);
});

it('does not say of a type that it has no profiles of itself: sides of two types are called by them', () => {
  const second = { graph: { kind: 'empty' }, refused: { kind: 'no-type', typeId: HEAP } } as const;
  const { rerender } = render(<Missing second={second} typeId={CPU} name="memory / inuse_space" />);
  expect(screen.getByRole('status')).toHaveTextContent(
    /^There are no profiles of the type memory \/ inuse_space to compare with$/
  );
  rerender(<Missing second={second} typeId={CPU} name="checkout" />);
  expect(screen.getByRole('status')).toHaveTextContent(/^checkout has no profiles of the type memory \/ inuse_space$/);
});
