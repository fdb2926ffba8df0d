import { render, screen } from '@testing-library/react';
import React from 'react';
import { ChooseNamespace } from './Choices';
import { fakeTab } from './testing/fakeTab';

it('says which label could not be asked about, and why, beside the namespaces that are known', () => {
  const failed = [{ label: 'namespace', error: new Error('context deadline exceeded') }];
  const found = { label: 'namespace', names: ['prod'], without: true, failed };
  render(<ChooseNamespace tab={fakeTab().tab} found={found} />);
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
    'prod',
    'No namespace',
    'All namespaces',
  ]);
  expect(screen.getByText('Could not ask for the label namespace: context deadline exceeded')).toBeInTheDocument();
});
