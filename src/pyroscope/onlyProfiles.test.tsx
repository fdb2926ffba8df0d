import { of, throwError } from 'rxjs';
import { folded } from '../profile/testing/drawn';
import { type Only } from '../subject/subject';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { DataSourceError } from './errors';
import { fetchFlameGraph, type FlameGraphAnswer } from './flameGraph';
import { fetchOnly } from './onlyProfiles';
import { recorded } from './recorded';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: mockFetch }),
}));
jest.mock('./decodedProfile');
jest.mock('./flameGraph');

const answer = (drawing: string): FlameGraphAnswer => ({ profile: folded(drawing), unit: 'ns', frame: undefined });
const NOTHING = answer('');
const [FOUND, AROUND] = [answer('found 1'), answer('around 9')];
const SPAN: Only = { kind: 'span', id: '00f067aa0ba902b7' };
const TRACE: Only = { kind: 'trace', id: '4bf92f3577b34da6a3ce929d0e0e4736' };
const PROFILE: Only = { kind: 'profile', id: 'fb8bf784-2104-4edb-aba9-618cd9df39bf' };
const REQUEST = {
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{}',
  range: { from: 100_000, to: 100_300 },
  maxNodes: 9,
};
const WIDENED = { from: 40_000, to: 160_300 };
/** What asks for the source lines of the service around that time. */
const AROUND_PPROF = {
  profileTypeId: REQUEST.profileTypeId,
  labelSelector: REQUEST.labelSelector,
  range: WIDENED,
};

const around = jest.fn();
const ask = (only: Only, change: Partial<typeof REQUEST> = {}) =>
  fetchOnly(
    { uid: 'pyroscope' } as PyroscopeDataSource,
    { ...REQUEST, ...change },
    { only, around },
    new AbortController().signal
  );
const version = (text: string) => mockFetch.mockReturnValue(of({ data: { data: { version: text } } }));

beforeEach(() => {
  jest.resetAllMocks();
  around.mockResolvedValue(AROUND);
});

it('asks the data source itself for a span, a minute before and after', async () => {
  jest.mocked(fetchFlameGraph).mockResolvedValue(FOUND);
  // No server answers with a span's whole profile.
  expect(await ask(SPAN)).toEqual({ ...FOUND, only: { only: SPAN, outcome: { kind: 'found' }, pprof: undefined } });
  expect(jest.mocked(fetchFlameGraph).mock.calls[0][1]).toEqual({ ...REQUEST, range: WIDENED, span: SPAN.id });
  expect(mockFetch).not.toHaveBeenCalled();
});

it('asks for a profile and a trace once the server is known to look for them', async () => {
  const { request, response } = recorded('proxy.buildinfo');
  mockFetch.mockReturnValue(of({ data: response.body }));
  jest.mocked(fetchDecoded).mockResolvedValue(FOUND.profile);
  expect(await ask(PROFILE)).toMatchObject({
    ...FOUND,
    only: { outcome: { kind: 'found' }, pprof: { ...AROUND_PPROF, profileIds: [PROFILE.id] } },
  });
  expect(mockFetch.mock.calls[0][0].url).toBe(request.path);
  expect(jest.mocked(fetchDecoded).mock.calls[0][1]).toMatchObject({ range: WIDENED, profileIds: [PROFILE.id] });
  // 2.0.6 would answer for all traces, with 200.
  expect(await ask(TRACE)).toEqual({
    ...AROUND,
    only: { only: TRACE, outcome: { kind: 'cannot', version: 'v2.0.6' }, pprof: AROUND_PPROF },
  });
  expect(fetchDecoded).toHaveBeenCalledTimes(1);
  version('v2.2.0');
  expect(await ask(TRACE)).toMatchObject({ ...FOUND, only: { outcome: { kind: 'found' } } });
  expect(jest.mocked(fetchDecoded).mock.calls[1][1]).toMatchObject({ traceId: TRACE.id });
});

it('asks for the profiles of a rectangle by the ids that are found anew', async () => {
  const exemplars = recorded('proxy.SelectSeries.exemplars').response.body as { series: unknown[] };
  const only: Only = { kind: 'brush', id: '1795702364000,1795702365000,0,5e8,{pod="a-1"}' };
  const answers = (values: object) =>
    mockFetch.mockImplementation(({ url }) =>
      of({ data: url.endsWith('buildinfo') ? { data: { version: 'v2.0.6' } } : values })
    );
  answers(exemplars);
  jest.mocked(fetchDecoded).mockResolvedValue(FOUND.profile);
  expect(await ask(only)).toMatchObject({ ...FOUND, only: { only, outcome: { kind: 'found' } } });
  expect(jest.mocked(fetchDecoded).mock.calls[0][1]).toEqual({
    profileTypeId: REQUEST.profileTypeId,
    labelSelector: '{pod="a-1"}',
    range: { from: 1_795_702_304_000, to: 1_795_702_425_000 },
    profileIds: [PROFILE.id],
  });
  // Nothing as large as that: asking for no profile at all would be answered with everything.
  expect(await ask({ ...only, id: '1795702364000,1795702365000,0,4e8,{}' })).toMatchObject({
    ...AROUND,
    only: { outcome: { kind: 'nothing' } },
  });
  expect(fetchDecoded).toHaveBeenCalledTimes(1);
});

it('says of several snapshots that they are added up, and nothing of one', async () => {
  const exemplar = (n: number) => ({ timestamp: String(1000 * n), profileId: `${PROFILE.id}-${n}`, value: '1' });
  const points = [{ exemplars: [exemplar(1)] }, { exemplars: [exemplar(2)] }];
  mockFetch.mockImplementation(({ url }) =>
    of({ data: url.endsWith('buildinfo') ? { data: { version: 'v2.2.0' } } : { series: [{ points }] } })
  );
  jest.mocked(fetchDecoded).mockResolvedValue(FOUND.profile);
  const brush = (to: number): Only => ({ kind: 'brush', id: `1000,${to},0,9,{}` });
  const [heap, cpu] = ['memory:inuse_space:bytes:space:bytes', REQUEST.profileTypeId];
  const snapshotOf = async (only: Only, profileTypeId: string) => (await ask(only, { profileTypeId })).snapshot;
  expect(await snapshotOf(brush(2000), heap)).toEqual({ kind: 'sum', found: true });
  expect(await snapshotOf(TRACE, heap)).toEqual({ kind: 'sum', found: true });
  expect(await snapshotOf(brush(1000), heap)).toBeUndefined();
  expect(await snapshotOf(PROFILE, heap)).toBeUndefined();
  expect(await snapshotOf(brush(2000), cpu)).toBeUndefined();
});

it('shows the service around that time where nothing matches, or nobody can say', async () => {
  jest.mocked(fetchFlameGraph).mockResolvedValue(NOTHING);
  expect(await ask(SPAN)).toEqual({
    ...AROUND,
    only: { only: SPAN, outcome: { kind: 'nothing' }, pprof: AROUND_PPROF },
  });
  expect(around).toHaveBeenCalledWith({ ...REQUEST, range: WIDENED });
  const words = 'received error from client while getting span profile: unimplemented: not available here';
  jest.mocked(fetchFlameGraph).mockRejectedValue(DataSourceError.fromQuery({ message: words }));
  expect(await ask(SPAN)).toMatchObject({ ...AROUND, only: { outcome: { kind: 'cannot', version: '' } } });
  mockFetch.mockReturnValue(throwError(() => ({ status: 403, data: { message: 'forbidden' }, config: {} })));
  expect(await ask(PROFILE)).toMatchObject({ ...AROUND, only: { outcome: { kind: 'cannot', version: '' } } });
  // A gateway before the server that passes on only what is asked of profiles.
  mockFetch.mockReturnValue(throwError(() => ({ status: 404, data: '<html>404 Not Found</html>' })));
  expect(await ask(TRACE)).toMatchObject({ ...AROUND, only: { outcome: { kind: 'cannot', version: '' } } });
});

it('tells any other failure', async () => {
  jest.mocked(fetchFlameGraph).mockRejectedValue(DataSourceError.fromQuery({ message: 'too busy' }));
  await expect(ask(SPAN)).rejects.toThrow('too busy');
});
