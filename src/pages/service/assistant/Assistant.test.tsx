import { useQuestions, usePageContext, type ChatContextItem } from '@grafana/assistant';
import { act, render, renderHook } from '@testing-library/react';
import React from 'react';
import { BehaviorSubject } from 'rxjs';
import { paths } from '../../../plugin';
import { folded } from '../../../profile/testing/drawn';
import { Assistant } from './Assistant';

/** What Grafana says of the Assistant: the links in its sidebar. */
const sidebar = new BehaviorSubject<Array<{ pluginId: string; title: string }>>([]);
const ASSISTANT = { pluginId: 'grafana-assistant-app', title: 'Grafana Assistant' };

const location = { pathname: paths.profiles };
const locationService = { getLocation: () => location, getLocationObservable: () => new BehaviorSubject(location) };

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getObservablePluginLinks: () => sidebar,
  getDataSourceSrv: () => ({ getInstanceSettings: (uid: string) => ({ uid, name: 'Pyroscope', type: 'pyroscope' }) }),
  useLocationService: () => locationService,
}));

const exporting = {
  origin: {
    service: 'cart',
    profileName: 'process_cpu',
    sampleType: 'cpu',
    sampleUnit: 'nanoseconds',
    range: { from: 1_700_000_000_000, to: 1_700_003_600_000 },
  },
  unit: 'ns',
  facts: async () => ({ link: 'https://grafana/a?x', samples: 300 }),
};
const shown = (
  <Assistant
    profile={folded('main;json 2000000000\nmain 1000000000')}
    exporting={exporting}
    dataSourceUid="pyro"
    compared={false}
  />
);

/** What the Assistant reads on this page, by its own package. */
function read() {
  const { result } = renderHook(() => ({ context: usePageContext(), questions: useQuestions() }));
  const data = ({ node }: ChatContextItem) => node.data.formatForLLM([]).data;
  return { context: result.current.context.map(data), questions: result.current.questions.map(({ prompt }) => prompt) };
}

it('gives the Assistant the profile as text and questions, as long as the page shows it', async () => {
  sidebar.next([ASSISTANT]);
  const { rerender, unmount } = render(shown);
  await act(async () => {});
  const { context, questions } = read();
  expect(context[0]).toMatchObject({ uid: 'pyro' });
  expect(context[1]).toMatchObject({ link: 'https://grafana/a?x', profile: expect.stringContaining('json') });
  expect(context[1].profile).toMatch(/cart.*process_cpu/);
  expect(context[1].profile).toContain('300 samples');
  expect(questions).toEqual([
    'What does cart spend most on, and is that usual?',
    'What could make cart cheaper, beginning with the largest part?',
  ]);
  rerender(React.cloneElement(shown, { compared: true }));
  expect(read().questions).toContain('What changed in cart, and what may be the cause?');
  expect(read().context).toHaveLength(2);
  unmount();
  expect(read()).toEqual({ context: [], questions: [] });
});

it('gives nothing where there is no Assistant', async () => {
  sidebar.next([]);
  render(shown);
  await act(async () => {});
  expect(read()).toEqual({ context: [], questions: [] });
});
