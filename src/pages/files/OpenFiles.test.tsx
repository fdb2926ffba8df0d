import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { Boundary } from '../common/Boundary';
import { OpenFiles, useFileOpening } from './OpenFiles';

jest.mock('./localFiles', () => {
  throw Object.assign(new Error('Loading chunk 5 failed.'), { name: 'ChunkLoadError' });
});

function Page() {
  return <OpenFiles files={useFileOpening(() => {})} />;
}

it('Where the code that opens files is gone, that is said, and the page can be reloaded', async () => {
  // React logs what a boundary catches.
  jest.spyOn(console, 'error').mockImplementation(() => {});
  render(
    <Boundary dependencies={[]}>
      <Page />
    </Boundary>
  );
  await userEvent.upload(screen.getByLabelText(/^Profile files/), new File(['main 1'], 'perf.folded'));
  expect(await screen.findByRole('button', { name: 'Reload the page' })).toBeVisible();
});
