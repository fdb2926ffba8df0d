import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { Boundary } from './Boundary';

let failure: Error | undefined;

function Part() {
  if (failure) {
    throw failure;
  }
  return <p>the part</p>;
}

function Page({ of }: { of: string }) {
  return (
    <>
      <Boundary dependencies={[of]}>
        <Part />
      </Boundary>
      <p>the rest</p>
    </>
  );
}

// React logs what a boundary catches.
beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => {}));

it('one part that breaks leaves the rest, and is tried again by hand or with the next answer', async () => {
  failure = new Error('no such frame');
  const { rerender } = render(<Page of="first" />);
  expect(screen.getByText('the rest')).toBeVisible();
  expect(screen.getByRole('alert')).toHaveTextContent('no such frame');
  failure = undefined;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('the part')).toBeVisible();

  failure = new Error('again');
  rerender(<Page of="first" />);
  expect(screen.getByRole('alert')).toHaveTextContent('again');
  failure = undefined;
  rerender(<Page of="second" />);
  expect(screen.getByText('the part')).toBeVisible();
});

it('code that is gone after an upgrade is had by reloading the page', () => {
  failure = Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
  render(<Page of="first" />);
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(screen.getByText('the rest')).toBeVisible();
});
