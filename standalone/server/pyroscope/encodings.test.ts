import * as fc from 'fast-check';
import { Profile } from 'pprof-format';

import { emptyOf, isEnum, isMessage, MessageError, type Kind, type Message } from './message';
import { answers, profileMessage, pushRequest, requests } from './messages';
import { fromBinary, toBinary } from './protobuf';
import { fromProtoJson, toProtoJson } from './protojson';

const ALL = Object.entries<Message>({ ...requests, ...answers, profileMessage, pushRequest });

function anyOf(kind: Kind): fc.Arbitrary<unknown> {
  if (isEnum(kind)) {
    return fc.constantFrom(...kind);
  }
  if (isMessage(kind)) {
    return anyMessage(kind);
  }
  return {
    int64: fc.maxSafeInteger(),
    uint64: fc.maxSafeNat(),
    // JSON has one zero.
    double: fc.double().map((value) => value || 0),
    string: fc.string({ unit: 'grapheme' }),
    bool: fc.boolean(),
    bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  }[kind];
}

function anyMessage(message: Message): fc.Arbitrary<object> {
  const fields = Object.entries(message).map(([name, { kind, repeated }]) => [
    name,
    repeated ? fc.array(anyOf(kind), { maxLength: 4 }) : anyOf(kind),
  ]);
  return fc.record(Object.fromEntries(fields));
}

describe.each(ALL)('%s', (_, message) => {
  it('comes back from either encoding as it was', () => {
    fc.assert(
      fc.property(anyMessage(message), (value) => {
        expect(fromProtoJson(message, JSON.parse(JSON.stringify(toProtoJson(message, value))))).toEqual(value);
        expect(fromBinary(message, toBinary(message, value))).toEqual(value);
      }),
      { numRuns: 20 }
    );
  });

  it('is read or refused, whatever the bytes', () => {
    const mutated = fc.tuple(anyMessage(message), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }));
    fc.assert(
      fc.property(mutated, fc.nat(), ([value, changes], cut) => {
        const bytes = Uint8Array.from(toBinary(message, value));
        changes.forEach(([at, byte]) => (bytes[at % (bytes.length || 1)] = byte));
        try {
          fromBinary(message, bytes.subarray(0, cut % (bytes.length + 1)));
        } catch (error) {
          expect(error).toBeInstanceOf(MessageError);
        }
      }),
      { numRuns: 40 }
    );
  });
});

describe('protobuf', () => {
  it('writes what other readers of pprof read', () => {
    const profile = {
      sampleType: [{ type: 1, unit: 2 }],
      sample: [{ locationId: [1, 300], value: [-5, 2 ** 40] }],
      location: [{ id: 1, address: 2 ** 40, line: [{ functionId: 1, line: -3 }] }],
      function: [{ id: 1, name: 3 }],
      stringTable: ['', 'cpu', 'nanoseconds', 'größe 🔥'],
    };
    const read = Profile.decode(toBinary(profileMessage, profile));
    expect(read.sample[0].locationId.map(Number)).toEqual([1, 300]);
    expect(read.sample[0].value.map((value) => BigInt.asIntN(64, BigInt(value)))).toEqual([
      BigInt(-5),
      BigInt(2 ** 40),
    ]);
    expect([read.stringTable.strings[3], Number(read.location[0].address)]).toEqual(['größe 🔥', 2 ** 40]);
  });

  it('ignores fields it does not know, of every wire type', () => {
    // Fields 13 to 15 and 2000: varint, fixed64, bytes, fixed32.
    const unknown = [0x68, 0x96, 0x01, 0x71, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 2, 0xff, 0xff, 0x85, 0x7d, 1, 2, 3, 4];
    expect(fromBinary(answers.names, Buffer.from([...unknown, 0x0a, 1, 0x61, ...unknown]))).toEqual({ names: ['a'] });
  });

  it.each([
    ['a cut varint', [0x08, 0x80]],
    ['a varint of eleven bytes', [0x08, ...new Array<number>(10).fill(0xff), 1]],
    ['a length beyond the end', [0x0a, 0x05, 0x61]],
    ['a length beyond 2^53', [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a text that is not UTF-8', [0x0a, 0x01, 0xff]],
    ['a group', [0x0b]],
    ['the wrong wire type', [0x08, 0x01]],
  ])('refuses %s', (_, bytes) => {
    expect(() => fromBinary(answers.names, Uint8Array.from(bytes))).toThrow(MessageError);
  });

  it('stops at four million elements, which may be two bytes each', () => {
    const bytes = new Uint8Array(2 * 4_000_001);
    bytes.fill(0x0a);
    for (let at = 1; at < bytes.length; at += 2) {
      bytes[at] = 0;
    }
    expect(() => fromBinary(answers.names, bytes)).toThrow('more than 4000000 elements');
  });

  it('takes an empty body for the empty message', () => {
    expect(fromBinary(requests.mergeProfile, new Uint8Array())).toEqual(emptyOf(requests.mergeProfile));
  });
});

describe('the numbers of the published text', () => {
  const text = (field: number, value: string) => [field * 8 + 2, value.length, ...Buffer.from(value)];

  it('are those of the selectors of profiles, traces and spans', () => {
    const async = [9 * 8 + 2, 2, 8, 1];
    const request = [...text(8, 'profile'), ...async, ...text(10, 'trace'), ...text(11, 'span')];
    expect(fromBinary(requests.mergeStacktraces, Uint8Array.from(request))).toMatchObject({
      profileIdSelector: ['profile'],
      traceIdSelector: ['trace'],
      spanSelector: ['span'],
    });
    const whole = Uint8Array.from([...text(7, 'profile'), ...text(8, 'trace')]);
    expect(fromBinary(requests.mergeProfile, whole)).toMatchObject({
      profileIdSelector: ['profile'],
      traceIdSelector: ['trace'],
    });
  });

  it('are those of exemplars', () => {
    const request = Uint8Array.from([9 * 8, 5, 10 * 8, 2]);
    expect(fromBinary(requests.selectSeries, request)).toMatchObject({
      limit: 5,
      exemplarType: 'EXEMPLAR_TYPE_INDIVIDUAL',
    });
    const exemplar = [8, 1, ...text(2, 'id'), 4 * 8, 3];
    const point = [4 * 8 + 2, exemplar.length, ...exemplar];
    const series = [2 * 8 + 2, point.length, ...point];
    const answer = { series: [{ points: [{ exemplars: [{ timestamp: 1, profileId: 'id', value: 3 }] }] }] };
    expect([...toBinary(answers.selectSeries, answer)]).toEqual([8 + 2, series.length, ...series]);
  });
});
