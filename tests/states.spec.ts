import { expect } from '@playwright/test';
import { pathOf, recorded, seeded } from './data';
import { answers, limitRange, refuseWholeProfiles, test, when } from './faultProxy';
import { StatesPage } from './statesPage';
import { seedProfiles } from './seed';

const CPU_FILE = recorded.find(({ name, sampleType }) => name === 'process_cpu' && sampleType === 'cpu')!;

/** Names of this run and worker: every worker seeds its own. */
const id = () => `${seeded().namespaceOf('s')}-${process.env.TEST_PARALLEL_INDEX}`;
const service = (name: string) => `states-${name}-${id()}`;
const range = () => seeded().range;
const link = () => ({ service_name: 'pyroscope', namespace: seeded().namespaceOf('monitoring'), ...range() });

test.beforeAll(async () => {
  const { baseURL } = test.info().project.use;
  const labels: Array<Record<string, string>> = [
    { service_name: service('two'), namespace: 'prod' },
    { service_name: service('two'), namespace: 'staging' },
    { service_name: service('bare') },
    { service_name: service('dotted'), 'k8s.namespace.name': 'prod' },
  ];
  const seed = labels.map((some) => ({ file: pathOf(CPU_FILE), name: 'process_cpu', labels: some }));
  await seedProfiles(
    process.env.PYROSCOPE_URL ?? baseURL!,
    seed.map((profile) => ({ ...profile, time: range().to - 60_000 }))
  );
});

/** What a test changes of the page's boot data. */
interface Settings {
  datasources: Record<string, object>;
}

test.beforeEach(({ faults }) => refuseWholeProfiles(faults));

test('no Pyroscope data source: says so, and what an administrator does', async ({ page, faults }) => {
  faults.on(
    when.settings,
    answers.changed((settings: Settings) => ({ ...settings, datasources: {}, defaultDatasource: '' }))
  );
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.message).toContainText('There is no Pyroscope data source');
  await expect(profiles.message).toContainText('an administrator adds it');
  await expect(profiles.message.getByRole('link', { name: /What is profiling/ })).toBeVisible();
});

test('several data sources: shows the one of the link, and offers those there are for one that is gone', async ({
  page,
  faults,
}) => {
  faults.on(
    when.settings,
    answers.changed((settings: Settings) => {
      const [first] = Object.values(settings.datasources);
      const other = { ...first, id: 99, uid: 'other', name: 'Other', isDefault: false };
      return { ...settings, datasources: { ...settings.datasources, Other: other } };
    })
  );
  faults.on(
    ({ url, body }) => url.pathname.includes('/uid/other/') || body.includes('"uid":"other"'),
    answers.asUid('other', 'pyroscope')
  );
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), ds: 'other' });
  await expect(profiles.rows.first()).toBeVisible();
  await expect(page.getByTestId('data-testid Select a data source')).toContainText('Other');
  await profiles.open({ ...link(), ds: 'gone' });
  await expect(profiles.message).toContainText('Grafana has no data source gone');
  await profiles.message.getByRole('button', { name: 'Other' }).click();
  await expect(page).toHaveURL(/ds=other/);
  await expect(profiles.rows.first()).toBeVisible();
});

test('Pyroscope unreachable: its words, and trying again when it is back', async ({ page, faults }) => {
  faults.on(when.query, answers.queryError('unavailable: dial tcp 10.0.0.1:4040: connect: connection refused'));
  faults.on(when.resource, answers.hiddenError());
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.message).toContainText('Pyroscope does not answer');
  await expect(profiles.message).toContainText('dial tcp 10.0.0.1:4040: connect: connection refused');
  faults.heal();
  await profiles.message.getByRole('button', { name: 'Try again' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('an error whose words Grafana hides: the health check has them', async ({ page, faults }) => {
  faults.on(when.resource, answers.hiddenError());
  faults.on(
    when.health,
    answers.with(400, {
      status: 'ERROR',
      message: 'received error from client while getting profile types: unauthenticated: no org id',
    })
  );
  const profiles = new StatesPage(page, faults);
  // The type must be looked up, and without the namespaces nothing is asked that might mix them.
  await profiles.open({ ...link(), type: 'exception:exception' });
  await expect(profiles.message).toContainText('Pyroscope refuses the login of the data source');
  await expect(profiles.message).toContainText('no org id');
  await profiles.open({ service_name: service('two'), ...range() });
  await expect(profiles.message).toContainText('no org id');
  expect(faults.asked.filter(when.flameGraph)).toEqual([]);
});

test('not allowed: says whom to ask', async ({ page, faults }) => {
  const denied = { message: 'Access denied to data source', accessErrorId: 'ACE1', title: 'Access denied' };
  faults.on(when.query, answers.with(403, denied));
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.message).toContainText('You are not allowed to query this data source');
  await expect(profiles.message).toContainText('Access denied to data source');
  await expect(profiles.message).toContainText('Ask an administrator');
});

test('any other error: in the words of the server', async ({ page, faults }) => {
  faults.on(when.query, answers.queryError('internal: failed to open block 01HX: unexpected EOF'));
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.message).toContainText('The data source answers with an error');
  await expect(profiles.message).toContainText('failed to open block 01HX: unexpected EOF');
});

test('an answer cut off: an error, and no picture of half a profile', async ({ page, faults }) => {
  faults.on(when.flameGraph, answers.cutOff());
  const profiles = new StatesPage(page, faults);
  await profiles.open(link());
  await expect(profiles.message).toContainText('The response was cut off');
  await expect(profiles.rows).toHaveCount(0);
  faults.heal();
  await profiles.message.getByRole('button', { name: 'Try again' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('the data source proxy refused: costs nothing that is on this page', async ({ page, faults }) => {
  faults.on(when.proxy, answers.with(403, { message: 'Forbidden' }));
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), type: 'memory:inuse_space' });
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.type).toHaveValue('memory / inuse_space');
});

test('no service at all yet: how to send profiles', async ({ page, faults }) => {
  faults.on(when.resource, answers.with(200, []));
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), service_name: service('nobody') });
  await expect(profiles.message).toContainText('No service has sent profiles here yet');
  await expect(profiles.message.getByRole('link', { name: /How to send profiles/ })).toBeVisible();
});

test('no such service: offers the names that are like it', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ service_name: `${service('bare')}x`, namespace: 'prod', ...range() });
  await expect(profiles.message).toContainText(`No service named ${service('bare')}x`);
  await expect(profiles.message.getByRole('link', { name: 'All services' })).toBeVisible();
  await profiles.message.getByRole('button', { name: service('bare'), exact: true }).click();
  await expect(profiles.message).toContainText(`${service('bare')} has no profiles in namespace prod`);
});

test('another namespace: offers those there are, and all of them together', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ service_name: service('two'), namespace: 'dev', ...range() });
  await expect(profiles.message).toContainText(`${service('two')} has no profiles in namespace dev`);
  await profiles.message.getByRole('button', { name: 'All namespaces' }).click();
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(`{service_name="${service('two')}"}`);
  await page.goBack();
  await profiles.message.getByRole('button', { name: 'staging' }).click();
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(`{service_name="${service('two')}", namespace="staging"}`);
});

test('several namespaces: asks which one, and asks nothing of Pyroscope that would mix them', async ({
  page,
  faults,
}) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ service_name: service('two'), ...range() });
  await expect(profiles.message.getByRole('button')).toHaveText(['prod', 'staging', 'All namespaces']);
  expect(faults.asked.filter(when.query)).toEqual([]);
  await profiles.message.getByRole('button', { name: 'prod' }).click();
  await expect(profiles.rows.first()).toBeVisible();
  await expect(page).toHaveURL(/namespace=prod/);
});

test('another namespace label, dotted: found out, said, in the link, and remembered', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  const selector = `{service_name="${service('dotted')}", "k8s.namespace.name"="prod"}`;
  await profiles.open({ service_name: service('dotted'), namespace: 'prod', ...range() });
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(selector);
  await expect(page.getByText('(k8s.namespace.name)')).toBeVisible();
  await expect(page).toHaveURL(/ns_label=k8s\.namespace\.name/);

  // Remembered: the first question is the right one now.
  const before = faults.asked.length;
  await profiles.open({ service_name: service('dotted'), namespace: 'prod', ...range() });
  await expect(profiles.rows.first()).toBeVisible();
  const [first] = faults.asked.slice(before).filter(when.flameGraph);
  expect(JSON.parse(first.body).queries[0].labelSelector).toBe(selector);
  // Whoever is sent this link may remember another label.
  await expect(page).toHaveURL(/ns_label=k8s\.namespace\.name/);
});

test('a link without a namespace: the only one is found and put into the link', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ service_name: service('dotted'), ...range() });
  await expect(profiles.rows.first()).toBeVisible();
  await expect(page).toHaveURL(/namespace=prod&ns_label=k8s\.namespace\.name/);
});

test('a service without a namespace: with and without one in the link', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ service_name: service('bare'), ...range() });
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toHaveText(`{service_name="${service('bare')}"}`);
  await profiles.open({ service_name: service('bare'), namespace: 'prod', ...range() });
  await profiles.message.getByRole('button', { name: 'Show all namespaces' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('a type that the service does not send: offers those that it does', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  const params = { service_name: service('two'), namespace: 'prod', ...range() };
  for (const type of ['mutex:delay', 'mutex:delay:nanoseconds:contentions:count']) {
    await profiles.open({ ...params, type });
    await expect(profiles.message).toContainText(/sends no profiles of type mutex/);
  }
  await profiles.message.getByRole('button', { name: 'process_cpu / cpu' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('nothing in this range: when it was last seen, and a range that has it', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  const params = { service_name: service('two'), namespace: 'prod' };
  await profiles.open({ ...params, from: range().to + 60_000, to: range().to + 120_000 });
  await expect(profiles.message).toContainText(`${service('two')} sent no profiles in this time range`);
  await expect(profiles.message).toContainText(/It was last seen .*ago, at about (20\d\d-\d\d-\d\d )?\d\d:\d\d/);
  await expect(profiles.message.getByRole('button', { name: /Show the 24 hours until/ })).toBeVisible();
  await profiles.message.getByRole('button', { name: 'Show the hour before' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('filters that exclude everything: which one, and without it', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), filters: '{region="mars",version=~"v1|v2"}' });
  await expect(profiles.message).toContainText('The label filters exclude every profile');
  await expect(profiles.message.getByRole('button')).toHaveText(['region = mars']);
  await profiles.message.getByRole('button', { name: 'region = mars' }).click();
  await expect(profiles.rows.first()).toBeVisible();
  await expect(profiles.selector).toContainText('version=~"v1|v2"');
  await profiles.open({ ...link(), filters: '{region="mars",version="v9"}' });
  await expect(profiles.message).toContainText('region = mars; version = v9');
  await profiles.message.getByRole('button', { name: 'Remove these filters' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});

test('a range longer than the server allows: its words, one click to shorten', async ({ page, faults }) => {
  limitRange(faults, 2 * 3_600_000, '2h');
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), from: 'now-7d', to: 'now' });
  await expect(profiles.message).toContainText('The time range is longer than the server allows');
  await expect(profiles.message).toContainText('max_query_length, actual: 48h0m0s, limit: 2h');
  await profiles.message.getByRole('button', { name: 'Show the last 2 hours of the range' }).click();
  await expect(profiles.rows.first()).toBeVisible();
  await expect(page).toHaveURL(/from=now-2h/);
  // What the server refuses is not offered again.
  await page.getByTestId('data-testid TimePicker Open Button').click();
  await expect(page.getByText('Last 1 hour', { exact: true })).toBeVisible();
  await expect(page.getByText('Last 7 days', { exact: true })).toHaveCount(0);
});

test('a malformed link: what was dropped, and the rest works', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({ ...link(), type: 'cpu', filters: '{region=us}', layout: 'sideways' });
  await expect(profiles.rows.first()).toBeVisible();
  const note = page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .filter({ hasText: 'Some parts of the link were ignored' });
  await expect(note).toContainText('type: It is neither a profile type id');
  await expect(note).toContainText('filters: 1:9: parse error: unexpected identifier "us"');
  await expect(note).toContainText('layout: It must be one of');
});

test('a link without a service, and one with a range that ends before it starts', async ({ page, faults }) => {
  const profiles = new StatesPage(page, faults);
  await profiles.open({});
  await expect(profiles.message).toContainText('The link names no service');
  await expect(profiles.message.getByRole('link', { name: 'All services' })).toBeVisible();
  await profiles.open({ ...link(), from: 'now', to: 'now-1h' });
  await profiles.message.getByRole('button', { name: 'Show the last hour' }).click();
  await expect(profiles.rows.first()).toBeVisible();
});
