import { dataFrameFromJSON, type DataFrame } from '@grafana/data';
import { isNoData } from '../profile/model';
import { type PyroscopeDataSource } from './dataSources';
import { fetchFlameGraph, fromFrame } from './flameGraph';
import { recorded } from './recorded';

function frameOf(name: string): DataFrame {
  const { results } = recorded(name).response.body as { results: { A: { frames: never[] } } };
  return dataFrameFromJSON(results.A.frames[0]);
}

describe('a flame graph frame', () => {
  it('becomes columns with the recorded names and numbers', () => {
    const { profile, unit } = fromFrame(frameOf('ds-query.profile'));
    const names = Array.from(profile.symbol, (s) => profile.frames.names[s]);
    expect(unit).toBe('ns');
    expect(profile.length).toBe(64);
    expect(names.slice(0, 3)).toEqual(['total', 'net/http.(*conn).serve', 'net/http.serverHandler.ServeHTTP']);
    expect(profile.total[0]).toBe(36_030_000_000);
    expect(profile.self.reduce((sum, self) => sum + self)).toBe(profile.total[0]);
  });

  it('of one row and value 0, as a real server answers for nothing, is no data', () => {
    expect(isNoData(fromFrame(frameOf('ds-query.profile.empty')).profile)).toBe(true);
  });

  it('may carry its labels as plain strings', () => {
    const field = (name: string, values: unknown[]) => ({ name, values, type: 'other', config: {} });
    const frame = {
      length: 3,
      fields: [
        field('level', [0, 1, 1]),
        field('value', [5, 3, 2]),
        field('self', [0, 3, 2]),
        field('label', ['total', 'a', 'b']),
      ],
    } as unknown as DataFrame;
    expect(fromFrame(frame).profile.frames.names).toEqual(['total', 'a', 'b']);
  });

  it('without a field it needs is refused in words', () => {
    const frame = frameOf('ds-query.profile');
    expect(() => fromFrame({ ...frame, fields: frame.fields.filter((f) => f.name !== 'self') })).toThrow(
      'The answer is no flame graph: it has no field "self"'
    );
  });
});

describe('asking for a flame graph', () => {
  const ask = (response: object) =>
    fetchFlameGraph({ query: async () => response, getRef: () => ({ uid: 'p' }) } as unknown as PyroscopeDataSource, {
      profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      labelSelector: '{}',
      range: { from: 0, to: 1 },
      maxNodes: 100,
    });

  it('fails where an answer has neither frame nor error, as Grafana makes of one that was cut off', async () => {
    await expect(ask({ data: [], state: 'Done' })).rejects.toMatchObject({ kind: 'broken-off' });
  });

  it('fails where the request was refused as a whole', async () => {
    const error = { status: 403, data: { message: 'Access denied to data source' } };
    await expect(ask({ data: [], state: 'Error', error })).rejects.toMatchObject({
      kind: 'forbidden',
      words: 'Access denied to data source',
    });
  });

  it('gives the first error of the query', async () => {
    const errors = [{ message: 'received error from client while getting profile: internal: no', status: 500 }];
    await expect(ask({ data: [], state: 'Error', errors })).rejects.toMatchObject({ kind: 'other', words: 'no' });
  });

  it('asks for no more nodes than the server allows, which tells once how many', async () => {
    const asked: number[] = [];
    const query = async ({ targets: [{ maxNodes }] }: { targets: Array<{ maxNodes: number }> }) => {
      asked.push(maxNodes);
      const words = `max flamegraph nodes limit ${maxNodes} is greater than allowed 8192`;
      const message = `received error from client while getting profile: invalid_argument: ${words}`;
      return maxNodes > 8192
        ? { data: [], errors: [{ message, status: 500 }] }
        : { data: [frameOf('ds-query.profile')] };
    };
    const dataSource = { uid: 'few-nodes', query, getRef: () => ({}) } as unknown as PyroscopeDataSource;
    const request = { profileTypeId: 'a:b:c:d:e', labelSelector: '{}', range: { from: 0, to: 1 }, maxNodes: 16_384 };
    expect((await fetchFlameGraph(dataSource, request)).profile.length).toBe(64);
    await fetchFlameGraph(dataSource, request);
    await fetchFlameGraph(dataSource, { ...request, maxNodes: 100 });
    expect(asked).toEqual([16_384, 8192, 8192, 100]);
  });
});
