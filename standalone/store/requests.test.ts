import type { ConnectError, MergeRequest, SeriesRequest } from './querier';
import { withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const MINUTE = 60_000;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const hour = { start: TIME, end: TIME + 60 * MINUTE };

function merge(more: Partial<MergeRequest> = {}): MergeRequest {
  return { profileTypeID: CPU, labelSelector: '{}', ...hour, ...more };
}

function series(more: Partial<SeriesRequest> = {}): SeriesRequest {
  return { profileTypeID: CPU, labelSelector: '{}', ...hour, step: 600, groupBy: [], ...more };
}

describe('errors', () => {
  const rejected = async (answer: Promise<unknown>) => {
    const error = await answer.then(
      () => undefined,
      (reason: ConnectError) => reason
    );
    return { name: error?.name, code: error?.code, message: error?.message };
  };
  const invalid = (message: string) => ({ name: 'ConnectError', code: 'invalid_argument', message });

  it.each<[string, Partial<MergeRequest>, string]>([
    [
      'a malformed profile type',
      { profileTypeID: 'cpu' },
      'profile-type selection must be of the form <name>:<sample-type>:<sample-unit>:<period-type>:<period-unit>(:delta), got(1): "cpu"',
    ],
    [
      'an empty selector',
      { labelSelector: '' },
      'parsing label selector "": unknown position: parse error: unexpected end of input',
    ],
    [
      'a broken selector',
      { labelSelector: '{service_name="gra' },
      'parsing label selector "{service_name=\\"gra": 1:15: parse error: unterminated quoted string',
    ],
    [
      'a broken regex',
      { labelSelector: '{a=~"("}' },
      'parsing label selector "{a=~\\"(\\"}": parse error: error parsing regexp: missing closing ): `(`',
    ],
    [
      'a long range',
      { start: TIME, end: TIME + 48 * 60 * MINUTE },
      'the query time range exceeds the limit (max_query_length, actual: 48h0m0s, limit: 1d)',
    ],
    [
      'a range that is a little long',
      { start: TIME, end: TIME + 24 * 60 * MINUTE + 94_126 },
      'the query time range exceeds the limit (max_query_length, actual: 24h1m34.126s, limit: 1d)',
    ],
    ['no range', { start: 0, end: 0 }, 'missing time range in the query'],
    ['no end', { end: 0 }, 'missing time range in the query'],
    ['a range turned around', { start: TIME + 1, end: TIME }, 'query start time is after end time'],
    ['too many nodes', { maxNodes: 2_000_000 }, 'max flamegraph nodes limit 2000000 is greater than allowed 1048576'],
    ['less than no nodes', { maxNodes: -1 }, 'max flamegraph nodes limit must be set (max allowed 1048576)'],
  ])('says what is wrong with %s', (_, request, message) =>
    withStore(async ({ querier }) => {
      expect(await rejected(querier.selectMergeStacktraces(merge(request)))).toEqual(invalid(message));
      expect(await rejected(querier.diff({ left: merge(), right: merge(request) }))).toEqual(invalid(message));
      if (request.maxNodes === undefined) {
        expect(await rejected(querier.selectMergeProfile(merge(request)))).toEqual(invalid(message));
        expect(await rejected(querier.selectSeries(series(request)))).toEqual(invalid(message));
      }
    })
  );

  it('takes exactly 24 hours', () =>
    withStore(async ({ querier }) => {
      await querier.selectMergeStacktraces(merge({ start: TIME, end: TIME + 24 * 60 * MINUTE }));
    }));

  it('says what is wrong with questions about labels', () =>
    withStore(async ({ querier }) => {
      const two = { matchers: [], start: TIME, end: TIME + 48 * 60 * MINUTE };
      const tooLong = invalid('the query time range exceeds the limit (max_query_length, actual: 48h0m0s, limit: 1d)');
      expect(await rejected(querier.labelNames(two))).toEqual(tooLong);
      expect(await rejected(querier.labelValues({ ...two, name: 'a' }))).toEqual(tooLong);
      expect(await rejected(querier.series({ ...two, labelNames: [] }))).toEqual(tooLong);
      expect(await rejected(querier.profileTypes(two))).toEqual(tooLong);
      expect(await rejected(querier.labelNames({ matchers: [], end: TIME }))).toEqual(
        invalid('missing time range in the query')
      );
      expect(await rejected(querier.labelValues({ name: 'a', matchers: ['{x='] }))).toEqual(
        invalid(
          'parsing label selector: failed to parse label selector "{x=": 1:4: parse error: unexpected end of input inside braces'
        )
      );
      expect(await rejected(querier.labelValues({ name: '', matchers: [] }))).toMatchObject({
        code: 'invalid_argument',
      });
    }));

  it('says when the step is too short', () =>
    withStore(async ({ querier }) => {
      expect(await rejected(querier.selectSeries(series({ step: 0.0001 })))).toEqual(invalid('step must be >= 1ms'));
      expect(await rejected(querier.selectSeries(series({ step: NaN })))).toEqual(invalid('step must be >= 1ms'));
    }));
});
