import { render, screen } from '@testing-library/react';
import React from 'react';
import { fetchAllLabelNames } from '../../../pyroscope/labelNames';
import { fetchShares } from '../../../pyroscope/rangeSeries';
import { fakeSeries, fakeTab, Queries, SPAN } from '../testing/fakeTab';
import { giveListsASize } from '../testing/listSize';
import { LabelsPanel } from './LabelsPanel';

jest.mock('../../../pyroscope/rangeSeries');
jest.mock('../../../pyroscope/labelNames');

const show = () =>
  render(<LabelsPanel tab={fakeTab({ labels: 'region' }).tab} onClose={() => {}} />, { wrapper: Queries });

const [line] = fakeSeries().series;
const shares = { parts: [{ value: 'eu', amount: 3, line }], whole: 4, stepMs: 60_000, range: SPAN };

beforeEach(() => {
  giveListsASize();
  jest.mocked(fetchAllLabelNames).mockResolvedValue(['region']);
  jest.mocked(fetchShares).mockResolvedValue(shares);
});

it('shows the shares of a label although the labels cannot be listed, and says why', async () => {
  jest.mocked(fetchAllLabelNames).mockRejectedValue(new Error('the server is tired'));
  show();
  expect(await screen.findByRole('alert')).toHaveTextContent('The labels cannot be listed: the server is tired');
  expect(await screen.findByRole('row', { name: /eu.*75 %/ })).toBeInTheDocument();
});

it('says why the values of a label cannot be had', async () => {
  jest.mocked(fetchShares).mockRejectedValue(new Error('too many outstanding requests'));
  show();
  expect(await screen.findByRole('alert')).toHaveTextContent('too many outstanding requests');
});
