import { type AppPlugin, type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { of, throwError } from 'rxjs';
import { recorded } from '../../pyroscope/recorded';
import { readSettings } from './schema';
import { SettingsPage } from './SettingsPage';

interface PickerProps {
  inputId: string;
  current: string | null;
  onChange(chosen: { uid: string }): void;
  onClear(): void;
}

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: jest.fn(),
  getDataSourceSrv: () => ({ getList: () => [] }),
  DataSourcePicker: ({ inputId, current, onChange, onClear }: PickerProps) => (
    <input
      id={inputId}
      value={current ?? ''}
      onChange={({ target }) => (target.value ? onChange({ uid: target.value }) : onClear())}
    />
  ),
}));

const fetch = jest.fn();
const posted = () => fetch.mock.calls.map(([request]) => request);

function show(jsonData?: object) {
  const meta = { id: 'oss-serviceprofiles-app', enabled: true, pinned: false, jsonData } as unknown as AppPluginMeta;
  const props = { plugin: { meta } as AppPlugin, query: {} } as unknown as PluginConfigPageProps<AppPluginMeta>;
  render(<SettingsPage {...props} />);
  return meta;
}

const save = () => screen.getByRole('button', { name: /^Sav/ });

async function type(label: string | RegExp, text: string) {
  const input = screen.getByLabelText(label);
  await userEvent.clear(input);
  await userEvent.type(input, text);
}

beforeEach(() => {
  fetch.mockReset().mockReturnValue(of({ data: recorded('plugin-settings.post').response.body }));
  jest.mocked(getBackendSrv).mockReturnValue({ fetch } as never);
});

describe('the settings page', () => {
  it('saves what was typed, with the request of the recorded API; the rest stays', async () => {
    const meta = show({ defaultRange: '1h', ofAnotherVersion: 1 });
    await type(/^Default data source/, 'pyro');
    await type(/^Labels that may hold/, 'team{Enter}');
    await type(/^Frames in a flame graph/, '2000');
    await type(/^Frames at most/, '4000');
    await type(/^Default time range/, ' 6h ');
    await type(/^Hosts of source code/, 'git.example.com=gitlab{Enter}');
    await type(/^Where files are/, '/app/ = https://git.example.com/me/shop@main src{Enter}');
    await type(/^Price of a core/, ' 0.04 USD ');
    await userEvent.click(screen.getByRole('radio', { name: 'Grafana classic' }));
    await userEvent.click(save());
    expect(await screen.findByText('Saved. Pages that are opened from now on use these settings.')).toBeInTheDocument();
    const { request } = recorded('plugin-settings.post');
    const [{ url, method, data }] = posted();
    expect([method, url]).toEqual(['POST', request.path]);
    expect(Object.keys(data)).toEqual(Object.keys(request.body as object));
    const jsonData = {
      ofAnotherVersion: 1,
      defaultDataSource: 'pyro',
      namespaceLabels: [...readSettings({}).namespaceLabels, 'team'],
      defaultMaxNodes: 2000,
      largestMaxNodes: 4000,
      defaultRange: '6h',
      view: 'classic',
      sourceHosts: ['git.example.com=gitlab'],
      sourcePaths: ['/app/ = https://git.example.com/me/shop@main src'],
      wholeMegabytes: 8,
      wholeSeconds: 3,
      corePrice: '0.04 USD',
    };
    expect(data).toEqual({ enabled: true, pinned: false, jsonData });
    expect(meta.jsonData).toEqual(jsonData);
  });

  it('shows what is set', () => {
    show({ defaultMaxNodes: 5000, view: 'classic', namespaceLabels: ['team'] });
    expect(screen.getByLabelText(/^Frames in a flame graph/)).toHaveValue(5000);
    expect(screen.getByRole('radio', { name: 'Grafana classic' })).toBeChecked();
    expect(screen.getByText('team')).toBeInTheDocument();
  });

  it.each([
    [/^Frames in a flame graph/, '5', 'A whole number from 100 to 1048576'],
    [/^Frames in a flame graph/, '{Backspace}', 'A whole number from 100 to 1048576'],
    [/^Frames at most/, '200', 'Not less than the frames in a flame graph'],
    [/^Default time range/, 'soon', 'A number and a unit: s, m, h, d or w'],
    [/^Price of a core/, '0,04 $', 'A number and a currency, as 0.04 USD'],
    [/^Hosts of source code/, 'git.example.com{Enter}', 'git.example.com: not a host and its kind'],
    [
      /^Where files are/,
      '/app/ = https://git.example.com/me/shop',
      'not a prefix and a repository on one of the hosts',
    ],
  ])('refuses a bad value of %s (%s), at the field', async (label, text, problem) => {
    show();
    await type(label, text);
    expect(screen.getByRole('alert')).toHaveTextContent(problem);
    expect(save()).toBeDisabled();
    await userEvent.type(screen.getByLabelText(label), '{Enter}');
    expect(fetch).not.toHaveBeenCalled();
    expect(screen.getByLabelText(label)).toHaveAttribute('aria-invalid', 'true');
  });

  it('tells the words of a server that refuses, and saves nothing', async () => {
    const words = "You'll need additional permissions to perform this action. Permissions needed: plugins:write";
    fetch.mockReturnValue(throwError(() => ({ status: 403, data: { message: words }, config: { url: '' } })));
    const meta = show({ defaultRange: '1h' });
    await type(/^Default time range/, '6h');
    await userEvent.click(save());
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(words));
    expect(meta.jsonData).toEqual({ defaultRange: '1h' });
    expect(screen.queryByText(/^Saved/)).not.toBeInTheDocument();
  });
});
