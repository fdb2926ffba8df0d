import { locationUtil } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { ChooseService } from '../service/Choices';
import { NoDataSource } from './NoDataSource';
import { hrefOf } from './hrefOf';
import { useAddress } from './useAddress';

jest.mock('./permissions', () => ({ mayDo: () => true }));

function AllServices() {
  return <ChooseService address={useAddress()} />;
}

function serveUnder(appSubUrl: string) {
  const config = { appSubUrl } as Parameters<typeof locationUtil.initialize>[0]['config'];
  locationUtil.initialize({ config, getTimeRangeForUrl: jest.fn(), getVariablesUrlParams: jest.fn() });
}

afterEach(() => serveUnder(''));

it('is the path as it is where Grafana is served at the root', () => {
  expect(hrefOf('/a/x?q=1')).toBe('/a/x?q=1');
});

it('has the sub-path in every anchor, once, so that it can be copied and opened in a new tab', () => {
  serveUnder('/grafana');
  expect(hrefOf('/a/x?q=1')).toBe('/grafana/a/x?q=1');
  expect(hrefOf(hrefOf('/a/x?q=1'))).toBe('/grafana/a/x?q=1');
  render(
    <MemoryRouter initialEntries={['/?from=now-6h&to=now&ds=p1&type=process_cpu:cpu']}>
      <AllServices />
      <NoDataSource choice={{ kind: 'none' }} onChoose={() => {}} />
    </MemoryRouter>
  );
  const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(href('All services')).toBe('/grafana/a/oss-serviceprofiles-app/services?from=now-6h&to=now&ds=p1');
  expect(href('Add one')).toBe('/grafana/connections/datasources/grafana-pyroscope-datasource');
});
