import { usePluginUserStorage } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { type Transforms } from '../../../flamegraph/types';
import { folded } from '../../../profile/testing/drawn';
import { fetchRangeSeries } from '../../../pyroscope/rangeSeries';
import { fakeSeries, fakeTab, Queries } from '../testing/fakeTab';
import { FindingsItem } from './FindingsItem';
import { measureOf } from './measure';
import { TabFindings } from './TabFindings';

jest.mock('@grafana/runtime', () => ({ ...jest.requireActual('@grafana/runtime'), usePluginUserStorage: jest.fn() }));
jest.mock('../../../pyroscope/rangeSeries');

const profile = folded('main.f;encoding/json.Marshal 30\nmain.f 70');
const transforms: Transforms = {
  ...{ profile, source: profile, changes: undefined, list: [], isOlder: false },
  ...{ change() {}, undo: undefined },
};

const items = new Map<string, string>();

/** A page with the findings and the item of its menu View. */
function Page({ typeId, corePrice }: { typeId?: string; corePrice?: string }) {
  const [shown, setShown] = useState<boolean>();
  const { tab } = fakeTab({ typeId });
  return (
    <>
      <TabFindings
        tab={{ ...tab, settings: { ...tab.settings, corePrice } }}
        transforms={transforms}
        shown={shown}
        formatValue={String}
        onChange={() => {}}
        onShow={setShown}
      />
      <FindingsItem shown={shown} onShow={setShown} />
    </>
  );
}

const visit = (props: { typeId?: string; corePrice?: string } = {}) =>
  render(<Page {...props} />, { wrapper: Queries });
const pill = () => screen.findByRole('button', { name: '1 finding' });
const noPill = () => expect(screen.queryByRole('button', { name: '1 finding' })).not.toBeInTheDocument();

beforeEach(() => {
  localStorage.clear();
  items.clear();
  jest.mocked(usePluginUserStorage).mockReturnValue({
    getItem: async (name) => items.get(name) ?? null,
    setItem: async (name, value) => void items.set(name, value),
  });
  jest
    .mocked(fetchRangeSeries)
    .mockReset()
    .mockImplementation(async () => fakeSeries());
});

describe('findings of the tab', () => {
  it('are turned off with one click, stay so, and come back from the menu View', async () => {
    const first = visit();
    await userEvent.click(await pill());
    await userEvent.click(await screen.findByRole('button', { name: 'Turn off findings' }));
    noPill();
    await waitFor(() => expect(JSON.parse(items.get('preferences')!)).toMatchObject({ findings: 'off' }));
    first.unmount();
    visit();
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Show findings' }));
    await pill();
    await waitFor(() => expect(JSON.parse(items.get('preferences')!)).toMatchObject({ findings: 'on' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Turn off findings' }));
    noPill();
  });

  it('cost what the average cores of the shown time cost, where the settings have a price', async () => {
    visit({ corePrice: '0.04 USD' });
    await userEvent.click(await pill());
    // 30 % of 0.42 cores.
    expect(await screen.findByText('0.005 USD per hour')).toBeInTheDocument();
  });

  it('cost nothing that is known without a price, and ask nothing for it', async () => {
    visit();
    await userEvent.click(await pill());
    expect(screen.queryByText(/per hour/)).not.toBeInTheDocument();
    expect(fetchRangeSeries).not.toHaveBeenCalled();
  });

  it('are none of types that rules say nothing of', async () => {
    visit({ typeId: 'memory:inuse_space:bytes:space:bytes' });
    await screen.findByRole('menuitem');
    noPill();
  });
});

it.each([
  ['process_cpu:cpu:nanoseconds:cpu:nanoseconds', 'cpu'],
  ['process_cpu:samples:count:cpu:nanoseconds', 'cpu'],
  ['wall:wall:nanoseconds:wall:nanoseconds', 'wall'],
  ['wall:cpu:nanoseconds:wall:nanoseconds', 'cpu'],
  ['off_cpu:off_cpu:nanoseconds:off_cpu:nanoseconds', undefined],
  ['memory:alloc_space:bytes:space:bytes', 'allocation'],
  ['memory:alloc_in_new_tlab_bytes:bytes:space:bytes', 'allocation'],
  ['memory:inuse_space:bytes:space:bytes', undefined],
  ['block:delay:nanoseconds:contentions:count', 'waiting'],
  ['mutex:delay:nanoseconds:contentions:count', undefined],
  ['goroutine:goroutine:count:goroutine:count', 'waiting'],
  ['exception:exception:count:cpu:nanoseconds', undefined],
])('%s measures %s', (typeId, measure) => {
  expect(measureOf(typeId)).toBe(measure);
});
