import { render, screen } from '@testing-library/react';
import React from 'react';
import { fetchSeries, type SeriesAnswer } from '../../pyroscope/series';
import { CPU, fakeTab, Queries } from './testing/fakeTab';
import { useFewSamples } from './useFewSamples';
import { type Tab } from './useTab';

jest.mock('../../pyroscope/series', () => ({
  ...jest.requireActual('../../pyroscope/series'),
  fetchSeries: jest.fn(),
}));
const series = jest.mocked(fetchSeries);

const SAMPLES = 'process_cpu:samples:count:cpu:nanoseconds';
const rates = (values: number[]): SeriesAnswer => ({
  ...{ series: [{ labels: {}, times: values.map((_, i) => i), values }], unit: 'cores', rate: true, stepMs: 15_000 },
  range: { from: 0, to: 1 },
});

/** Values in nanoseconds, each with what stands beside it. */
function Values({ types, values }: { types: string[]; values: number[] }) {
  const { tab } = fakeTab({ typeId: CPU });
  const beside = useFewSamples({ ...tab, profile: { ...tab.profile, types: { kind: 'shown', value: types } } } as Tab);
  return values.map((value) => (
    <p key={value}>
      {value} ns {beside?.(value)}
    </p>
  ));
}
const show = (types: string[], values: number[]) => render(<Values {...{ types, values }} />, { wrapper: Queries });
const texts = () => screen.getAllByText(/ns/).map(({ textContent }) => textContent);

it('the number of samples stands beside what fewer than a hundred make, with the chance error', async () => {
  // 15 s of 2e-9 and of 4e-9 cores are 90 ns; 15 s of 0.2 and of 0.4 samples a second are 9: 10 ns each.
  series.mockImplementation(async (_, { profileTypeId }) => rates(profileTypeId === CPU ? [2e-9, 4e-9] : [0.2, 0.4]));
  show([CPU, SAMPLES], [4, 10, 250, 990, 1000]);
  expect(await screen.findByText('n=25')).toHaveAttribute('title', '25 samples: may be off by 40 % by chance');
  expect(screen.getByText('n=1')).toHaveAttribute('title', '1 sample: too few to say how far off it is');
  expect(texts()).toEqual(['4 ns ', '10 ns n=1', '250 ns n=25', '990 ns n=99', '1000 ns ']);
});

it('nothing stands there where nobody counts samples', async () => {
  show([CPU], [10]);
  expect(texts()).toEqual(['10 ns ']);
});
