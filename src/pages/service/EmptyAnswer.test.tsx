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
/** @param type as the link has it @param typeId that was asked for; '' where none of the service's types fits */
const show = (reason: EmptyReason, { type, typeId = '', service = 'shop' }: Shown = {}) =>
  render(<EmptyAnswer tab={fakeTab({ typeId, subject: { type } }).tab} asked={{ ...prod, service }} reason={reason} />);

interface Shown {
  type?: string;
  typeId?: string;
  service?: string;
}

it('tells a namespace that ends with a space from the one that is there', () => {
  show({ kind: 'other-namespace', label: 'namespace', namespaces: ['prod'], without: false });
  expect(screen.getByText('shop has no profiles in namespace "prod "')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'prod' })).toBeInTheDocument();
});

it('tells a service that ends with a space from the one that it offers', () => {
  show({ kind: 'no-such-service', services: ['shop', 'shop  2'] }, { service: 'shop ' });
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
  show(reason, { type: 'cpu ', service: 'shop ' });
  expect(screen.getByText(title)).toBeInTheDocument();
});

it('says of no wider range that it has profiles where none was found that has', () => {
  show({ kind: 'nothing-in-range', wider: undefined, lastSeen: undefined });
  expect(screen.getByText('shop sent no profiles in this time range')).toBeInTheDocument();
  expect(screen.queryByText(/It sent some/)).not.toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

const INUSE = 'memory:inuse_space:bytes:space:bytes';

it.each<[string, Shown, string]>([
  ['by a name that stands for none', { type: 'heap:inuse_space' }, 'heap:inuse_space:bytes:cpu:nanoseconds'],
  ['by a name', { type: 'memory:inuse_space', typeId: INUSE }, 'memory:inuse_space:bytes:inuse_space:bytes'],
  ['by a name of another unit', { type: 'memory:inuse_space', typeId: INUSE }, 'memory:inuse_space:count::'],
  ['by its id', { type: INUSE, typeId: INUSE }, 'memory:inuse_space:bytes:inuse_space:bytes'],
  ['unasked', { typeId: INUSE }, 'memory:inuse_space:bytes:inuse_space:bytes'],
])('never says that a type is not sent of one that it offers, asked for %s', (_, shown, id) => {
  show({ kind: 'no-such-type', types: [id] }, shown);
  expect(screen.getByText('The server does not list the profile types of shop yet')).toBeInTheDocument();
  expect(screen.getByRole('button')).toHaveTextContent('inuse_space');
});

it('names a type that is not sent as the buttons name those that are', () => {
  show({ kind: 'no-such-type', types: [CPU] }, { type: 'memory:inuse_space', typeId: INUSE });
  expect(screen.getByText('shop sends no profiles of type memory / inuse_space')).toBeInTheDocument();
});

it('shows the spaces of a service in a question and in a note', () => {
  const { tab } = fakeTab({ subject: { service: 'shop ' } });
  const found = { label: 'namespace', names: ['prod'], without: true, failed: [] };
  render(<ChooseNamespace tab={tab} found={found} />);
  expect(screen.getByText('"shop " runs in several namespaces')).toBeInTheDocument();
  const note = { param: 'filters', reason: { kind: 'other-service', service: 'shop ' } } as const;
  expect(JSON.stringify(noteText(note))).toContain(JSON.stringify('It belongs to the service "shop ".').slice(1, -1));
});
