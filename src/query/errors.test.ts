import { classifyError } from './errors';

const query = (rest: string) =>
  classifyError(`received error from client while getting profile: ${rest}`, { status: 400 });

// The texts are answers of a real Grafana 12.3.3 and Pyroscope.
describe('classifyError', () => {
  it('reads the limit of a range from the words of the server', () => {
    expect(
      query(
        'invalid_argument: the query time range exceeds the limit (max_query_length, actual: 71h51m34.126s, limit: 1d)'
      )
    ).toEqual({
      kind: 'range-too-long',
      code: 'invalid_argument',
      words: 'the query time range exceeds the limit (max_query_length, actual: 71h51m34.126s, limit: 1d)',
      limit: '1d',
      limitMs: 86_400_000,
    });
  });

  it('keeps the words about a selector, line breaks and colons included', () => {
    const words = 'parsing label selector "{service_name=\\"gra": 1:15: parse error: unterminated quoted string';
    expect(query(`invalid_argument: ${words}`)).toEqual({ kind: 'bad-selector', code: 'invalid_argument', words });
    expect(query('invalid_argument: one\ntwo').words).toBe('one\ntwo');
  });

  it.each([
    ['invalid_argument: max flamegraph nodes limit 2000000 is greater than allowed 1048576', 'too-many-nodes'],
    ['invalid_argument: missing time range in the query', 'bad-request'],
    ['unavailable: dial tcp 127.0.0.1:1: connect: connection refused', 'unreachable'],
    ["unknown: 501 Unsupported method ('POST')", 'not-pyroscope'],
    ['unimplemented: 404 Not Found', 'not-pyroscope'],
    ['unknown: invalid span id length', 'other'],
    ['deadline_exceeded: context deadline exceeded', 'timeout'],
    ['unauthenticated: no org id', 'data-source-login'],
    ['permission_denied: 403 Forbidden', 'data-source-login'],
    ['resource_exhausted: too many requests', 'overloaded'],
    ['canceled: context canceled', 'canceled'],
  ])('%s is %s', (rest, kind) => {
    expect(query(rest).kind).toBe(kind);
  });

  it('names the limit of nodes', () => {
    expect(query('invalid_argument: max flamegraph nodes limit 2000000 is greater than allowed 1048576').limit).toBe(
      '1048576'
    );
  });

  it('knows the other wordings of the prefix', () => {
    expect(classifyError('received error from client while getting series: unavailable: EOF').kind).toBe('unreachable');
    expect(classifyError('received error from client while getting profile types: unavailable: EOF').kind).toBe(
      'unreachable'
    );
  });

  it('reads what Grafana itself says', () => {
    expect(classifyError('Data source not found', { status: 404 }).kind).toBe('no-such-data-source');
    expect(classifyError('Unable to find datasource', { status: 404 }).kind).toBe('no-such-data-source');
    expect(classifyError('Access denied to data source', { status: 403 })).toEqual({
      kind: 'forbidden',
      words: 'Access denied to data source',
    });
    expect(classifyError('Unauthorized', { status: 401 }).kind).toBe('signed-out');
    expect(classifyError('Authentication to data source failed', { status: 400 }).kind).toBe('data-source-login');
    expect(classifyError('', { status: 502 }).kind).toBe('unreachable');
    expect(classifyError('', { status: 504 }).kind).toBe('timeout');
    expect(classifyError('', { status: 499 }).kind).toBe('canceled');
    expect(classifyError('An error occurred within the plugin', { status: 500 })).toEqual({ kind: 'other', words: '' });
    expect(classifyError('boom')).toEqual({ kind: 'other', words: 'boom' });
  });

  it("takes the proxy's own code", () => {
    expect(
      classifyError('the query time range exceeds the limit (max_query_length, actual: 2d, limit: 12h)', {
        status: 400,
        code: 'invalid_argument',
      })
    ).toMatchObject({ kind: 'range-too-long', limitMs: 43_200_000 });
    expect(
      classifyError('this endpoint is not available in v1 frontend', { status: 501, code: 'unimplemented' }).kind
    ).toBe('other');
    expect(classifyError('x', { status: 404, code: 'nonsense' }).kind).toBe('no-such-data-source');
  });
});
