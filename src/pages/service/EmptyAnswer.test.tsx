import { render, screen } from '@testing-library/react';
import React from 'react';
import { type EmptyReason } from '../../pyroscope/diagnose';
import { noteText } from '../common/noteTexts';
import { ChooseNamespace } from './Choices';
import { EmptyAnswer } from './EmptyAnswer';
import { CPU, fakeTab } from './testing/fakeTab';

const prod = {
  service: 'shop',
  namespace: { kind: 'value', value: 'prod ', label: 'namespace' },
  filters: [],
} as const;
const show = (reason: EmptyReason, typeLabel = 'cpu', asked: typeof prod | { service: string } = prod) =>
  render(<EmptyAnswer tab={fakeTab().tab} asked={{ ...prod, ...asked }} reason={reason} typeLabel={typeLabel} />);

it('tells a namespace that ends with a space from the one that is there', () => {
  show({ kind: 'other-namespace', label: 'namespace', namespaces: ['prod'], without: false });
  expect(screen.getByText('shop has no profiles in namespace "prod "')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'prod' })).toBeInTheDocument();
});

it('tells a service that ends with a space from the one that it offers', () => {
  show({ kind: 'no-such-service', services: ['shop', 'shop  2'] }, 'cpu', { service: 'shop ' });
  expect(screen.getByText('No service named "shop "')).toBeInTheDocument();
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(['"shop  2"', 'shop']);
});

it.each<[EmptyReason, string]>([
  [
    { kind: 'nothing-in-range', wider: { from: 0, to: 1 }, lastSeen: undefined },
    '"shop " sent no profiles in this time range',
  ],
  [{ kind: 'no-such-type', types: [CPU] }, '"shop " sends no profiles of type "cpu "'],
  [{ kind: 'malformed-types', types: ['a:b'] }, 'The profile types of "shop " cannot be shown'],
])('shows the spaces of what is not there: %j', (reason, title) => {
  show(reason, 'cpu ', { service: 'shop ' });
  expect(screen.getByText(title)).toBeInTheDocument();
});

it('says of no wider range that it has profiles where none was found that has', () => {
  show({ kind: 'nothing-in-range', wider: undefined, lastSeen: undefined });
  expect(screen.getByText('shop sent no profiles in this time range')).toBeInTheDocument();
  expect(screen.queryByText(/It sent some/)).not.toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('never says that a type is not sent of one that it offers', () => {
  show({ kind: 'no-such-type', types: ['heap:inuse_space:bytes:cpu:nanoseconds'] }, 'heap:inuse_space');
  expect(screen.getByText('The server does not list the profile types of shop yet')).toBeInTheDocument();
  expect(screen.getByRole('button')).toHaveTextContent('heap / inuse_space');
});

it('shows the spaces of a service in a question and in a note', () => {
  const { tab } = fakeTab({ subject: { service: 'shop ' } });
  const found = { label: 'namespace', names: ['prod'], without: true, failed: [] };
  render(<ChooseNamespace tab={tab} found={found} />);
  expect(screen.getByText('"shop " runs in several namespaces')).toBeInTheDocument();
  const note = { param: 'filters', reason: { kind: 'other-service', service: 'shop ' } } as const;
  expect(JSON.stringify(noteText(note))).toContain(JSON.stringify('It belongs to the service "shop ".').slice(1, -1));
});
