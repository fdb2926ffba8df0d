import { MessageError } from './message';
import { answers, profileMessage, requests } from './messages';
import { fromProtoJson, toProtoJson } from './protojson';

describe('toProtoJson', () => {
  it('writes int64 as strings, in arrays too, and leaves zero values out', () => {
    const flamegraph = { names: ['total', ''], levels: [{ values: [0, 9_007_199_254_740_991] }], total: 0, maxSelf: 7 };
    expect(toProtoJson(answers.mergeStacktraces, { flamegraph })).toEqual({
      flamegraph: { names: ['total', ''], levels: [{ values: ['0', '9007199254740991'] }], maxSelf: '7' },
    });
  });

  it('leaves the value of a point of zero out, keeps empty messages and drops empty lists', () => {
    const series = [
      {
        labels: [],
        points: [
          { value: 0, timestamp: 5 },
          { value: NaN, timestamp: 6 },
        ],
      },
    ];
    expect(toProtoJson(answers.selectSeries, { series })).toEqual({
      series: [{ points: [{ timestamp: '5' }, { value: 'NaN', timestamp: '6' }] }],
    });
    expect(toProtoJson(answers.selectSeries, { series: [] })).toEqual({});
    expect(toProtoJson(profileMessage, { sampleType: [{}], stringTable: [''], periodType: {} })).toEqual({
      sampleType: [{}],
      stringTable: [''],
      periodType: {},
    });
  });

  it('leaves out what the message does not have', () => {
    expect(toProtoJson(answers.names, { names: ['a'], secret: 1 })).toEqual({ names: ['a'] });
  });
});

describe('fromProtoJson', () => {
  it('fills in zero values and takes numbers and strings', () => {
    expect(fromProtoJson(answers.profileStats, { dataIngested: true, newestProfileTime: '12' })).toEqual({
      dataIngested: true,
      oldestProfileTime: 0,
      newestProfileTime: 12,
    });
    expect(fromProtoJson(answers.mergeStacktraces, { flamegraph: { levels: [{ values: [1, '2'] }] } })).toMatchObject({
      flamegraph: { names: [], levels: [{ values: [1, 2] }], total: 0, maxSelf: 0 },
    });
  });

  it('knows enums by name and number, and takes what it does not know for none', () => {
    const formatOf = (format: unknown) => fromProtoJson(requests.mergeStacktraces, { format }).format;
    expect(['PROFILE_FORMAT_PPROF', 4, 'PROFILE_FORMAT_FUNCTIONS', 99, null].map(formatOf)).toEqual([
      'PROFILE_FORMAT_PPROF',
      'PROFILE_FORMAT_PPROF',
      'PROFILE_FORMAT_UNSPECIFIED',
      'PROFILE_FORMAT_UNSPECIFIED',
      'PROFILE_FORMAT_UNSPECIFIED',
    ]);
  });

  it.each([
    [{ names: 'a' }, 'names: expected a list, got string'],
    [{ names: ['a', 1] }, 'names.1: expected string, got number'],
    ['nonsense', 'body: expected an object, got string'],
    [[], 'body: expected an object, got a list'],
  ])('says what is wrong with %j', (json, message) => {
    expect(() => fromProtoJson(answers.names, json)).toThrow(new MessageError(message));
  });
});
