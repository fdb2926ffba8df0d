import * as fc from 'fast-check';

import { answers, profileMessage } from './messages';
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
    expect(fromProtoJson(answers.mergeStacktraces, { flamegraph: { levels: [{ values: [1, '2'] }] } })).toEqual({
      flamegraph: { names: [], levels: [{ values: [1, 2] }], total: 0, maxSelf: 0 },
    });
    expect(fromProtoJson(answers.names, 'nonsense')).toEqual({ names: [] });
  });

  it('gives back what was written', () => {
    const values = fc.array(fc.maxSafeInteger());
    const flamegraph = fc.record({
      names: fc.array(fc.string()),
      levels: fc.array(fc.record({ values })),
      total: fc.maxSafeInteger(),
      maxSelf: fc.nat(),
    });
    fc.assert(
      fc.property(fc.record({ flamegraph }), (message) => {
        const json: unknown = JSON.parse(JSON.stringify(toProtoJson(answers.mergeStacktraces, message)));
        expect(fromProtoJson(answers.mergeStacktraces, json)).toEqual(message);
      })
    );
  });
});
