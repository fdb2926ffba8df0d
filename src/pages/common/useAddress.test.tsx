import { render, screen } from '@testing-library/react';
import React, { Suspense } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { useAddress } from './useAddress';

function Filters() {
  const { subject } = useAddress().state;
  return <>{subject.filters.map(({ name, op, value }) => `${name} ${op} ${value}`).join(', ')}</>;
}

const open = (filters: string) =>
  render(
    <MemoryRouter initialEntries={[`/?filters=${encodeURIComponent(filters)}`]}>
      <Suspense fallback="waiting">
        <Filters />
      </Suspense>
    </MemoryRouter>
  );

it('reads at once what links of ours say, and what was typed as soon as the grammar for it is there', async () => {
  const ours = open('{region="eu"}');
  expect(screen.getByText('region = eu')).toBeInTheDocument();
  ours.unmount();
  open('{ region = "us" }');
  expect(screen.getByText('waiting')).toBeInTheDocument();
  expect(await screen.findByText('region = us')).toBeInTheDocument();
});
