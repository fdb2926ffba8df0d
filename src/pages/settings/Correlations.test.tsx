import { getBackendSrv } from '@grafana/runtime';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import React from 'react';
import { of, throwError } from 'rxjs';
import { parse } from 'yaml';
import { readSubject, type SubjectParam } from '../../subject/codec';
import { ParamReader } from '../../subject/paramReader';
import { defaultSubject } from '../../subject/subject';
import { Correlations } from './Correlations';
import { CORRELATED_TYPES, correlationOf } from './createCorrelation';

const SOURCES = ['tempo', 'loki', 'prometheus', 'mysql'].map((type) => ({
  uid: `${type} 1`,
  name: `My ${type}`,
  type,
}));

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: () => ({ getList: () => SOURCES }),
}));

const failure = (status: number, message: string) => throwError(() => ({ status, data: { message } }));
const fetch = jest.fn();
beforeEach(() => jest.mocked(getBackendSrv).mockReturnValue({ fetch } as never));

it('creates what is missing, and says what became of each data source', async () => {
  fetch.mockImplementation(({ url, method }: { url: string; method: string }) => {
    if (method === 'POST') {
      return url.includes('loki') ? failure(403, 'source data source is read only') : of({ data: {} });
    }
    return url.includes('prometheus') ? of({ data: [correlationOf('prometheus')] }) : failure(404, 'none');
  });
  render(<Correlations />);
  await userEvent.click(screen.getByRole('button', { name: 'Create correlations' }));
  await screen.findByText(/My prometheus.*already there/);
  const lines = within(screen.getByRole('status')).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    'My tempo (tempo) – created',
    'My loki (loki) – not created: source data source is read only',
    'My prometheus (prometheus) – already there',
  ]);
  const posted = fetch.mock.calls.map(([request]) => request).filter(({ method }) => method === 'POST');
  expect(posted.map(({ url, data }) => [url, data.type, data.config.field])).toEqual([
    ['/api/datasources/uid/tempo%201/correlations', 'external', 'serviceName'],
    ['/api/datasources/uid/loki%201/correlations', 'external', 'Line'],
  ]);
  expect(posted[0].data.config.target.url).toBe(
    '/a/oss-serviceprofiles-app/service/profiles?service_name=${serviceName:percentencode}&from=${__from}&to=${__to}'
  );
});

it('the provisioning file makes the same correlations', () => {
  const text = readFileSync(join(__dirname, '../../../provisioning/examples/correlations.yaml'), 'utf8');
  const { datasources } = parse(text.replaceAll('$$', '$')) as {
    datasources: Array<{ type: string; correlations: unknown[] }>;
  };
  expect(datasources.map(({ type }) => type)).toEqual(CORRELATED_TYPES);
  for (const { type, correlations } of datasources) {
    expect(correlations).toEqual([correlationOf(type)]);
  }
});

it.each(CORRELATED_TYPES)('what Grafana fills into the link from %s opens that service at that time', (type) => {
  const { config } = correlationOf(type)!;
  const [variable] = /(?<=service_name=\$\{)\w+/.exec(config.target.url)!;
  const row: Record<string, string> = { [variable]: `it's "a/b" & c`, __from: '1700000000000', __to: '1700003600000' };
  const link = config.target.url.replace(/\$\{(\w+)(:percentencode)?\}/g, (_, name, encoded) =>
    encoded ? encodeURIComponent(row[name]) : row[name]
  );
  const reader = new ParamReader<SubjectParam>(new URLSearchParams(link.split('?')[1]));
  expect(readSubject(reader, defaultSubject())).toEqual({
    ...defaultSubject(),
    service: `it's "a/b" & c`,
    range: { from: '1700000000000', to: '1700003600000' },
  });
  expect(reader.dropped).toEqual([]);
});
