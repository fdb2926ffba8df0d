import { act, render, screen } from '@testing-library/react';
import React, { type ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { Queries } from './fakeTab';

/** A page at an address, once what it asks at first is there. */
export async function openPage(page: ReactNode, search: string) {
  render(
    <MemoryRouter initialEntries={[`/${search}`]}>
      <Queries>{page}</Queries>
    </MemoryRouter>
  );
  await act(async () => {});
}

/** Of these texts, which are not on the page. */
export const lost = (...texts: string[]) => texts.filter((text) => screen.queryByText(text, { exact: false }) === null);
