import { Function, Line, Location, Mapping, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import type { MergeRequest } from './querier';
import { pprofOf, withStore } from './testProfiles';

const TIME = Date.UTC(2024, 4, 1);
const MINUTE = 60_000;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const hour = { start: TIME, end: TIME + 60 * MINUTE };

function merge(more: Partial<MergeRequest> = {}): MergeRequest {
  return { profileTypeID: CPU, labelSelector: '{}', ...hour, ...more };
}

const labels = { service_name: 'shop' };

describe('pprof export', () => {
  it('has no bytes when nothing matches, as Pyroscope', () =>
    withStore(async ({ querier }) => {
      expect(await querier.selectMergeProfile(merge())).toHaveLength(0);
    }));

  it('gives back functions, lines, inlined frames, mappings and bare addresses, of one sample type', () =>
    withStore(async (store) => {
      await store.ingest({ labels, name: 'process_cpu', pprof: detailedProfile() });
      const profile = await store.querier.selectMergeProfile(
        merge({ profileTypeID: 'process_cpu:samples:count:cpu:nanoseconds' })
      );
      expect(textOf(profile)).toEqual({
        types: ['samples count', 'cpu nanoseconds'],
        samples: [
          '3: inner@in.go:5:7+outer@out.go:1:9/app#b1 < main@out.go:0:3/app#b1',
          '4: 0xabc/lib < main@out.go:0:3/app#b1',
        ],
        rest: { timeNanos: hour.end * 1e6, period: 1e9 },
      });
      const graph = await store.querier.selectMergeStacktraces(merge());
      expect(graph.names).toEqual(['total', 'main', 'outer', 'inner', 'abc']);
    }));

  it('takes the same lines at other addresses for the same place', () =>
    withStore(async (store) => {
      await store.ingest({ labels, name: 'process_cpu', pprof: detailedProfile() });
      await store.ingest({ labels, name: 'process_cpu', pprof: detailedProfile(0x7f0000) });
      const profile = await store.querier.selectMergeProfile(merge());
      expect(Profile.decode(profile).sample.map(({ value }) => value)).toEqual([[60], [80]]);
    }));

  it('cuts stacks to the largest nodes and says other', () =>
    withStore(async (store) => {
      const stacks = [
        ['main;b;c', 10],
        ['main;a', 5],
        ['main;b;d', 1],
        ['zz', 1],
      ] as const;
      await store.ingest({ labels, name: 'process_cpu', pprof: pprofOf({ stacks, time: TIME }) });
      const samples = async (maxNodes?: number) =>
        textOf(await store.querier.selectMergeProfile(merge({ maxNodes }))).samples;
      expect(await samples()).toHaveLength(4);
      expect(await samples(4)).toEqual(
        ['10: c < b < main', '5: a < main', '1: other < b < main', '1: other'].map(shortLines)
      );
      expect(await samples(2)).toEqual(['11: other < b < main', '5: other < main', '1: other'].map(shortLines));
    }));
});

const shortLines = (sample: string) =>
  sample.replace(/(: |< )([a-z]+)/g, (_, before, name) => `${before}${name}@:0:${name === 'other' ? 0 : 1}/`);

function detailedProfile(address = 0): Uint8Array {
  const strings = new StringTable();
  const text = (value: string) => strings.dedup(value);
  const line = (functionId: number, number: number) => new Line({ functionId, line: number });
  return new Profile({
    sampleType: ['cpu', 'samples'].map(
      (type) => new ValueType({ type: text(type), unit: text(type === 'cpu' ? 'nanoseconds' : 'count') })
    ),
    periodType: new ValueType({ type: text('cpu'), unit: text('nanoseconds') }),
    mapping: [
      new Mapping({ id: 1, filename: text('app'), buildId: text('b1') }),
      new Mapping({ id: 2, filename: text('lib') }),
    ],
    function: [
      new Function({ id: 1, name: text('main'), filename: text('out.go') }),
      new Function({ id: 2, name: text('outer'), filename: text('out.go'), startLine: 1 }),
      new Function({ id: 3, name: text('inner'), filename: text('in.go'), startLine: 5 }),
    ],
    location: [
      new Location({ id: 11, mappingId: 1, address: address + 1, line: [line(1, 3)] }),
      new Location({ id: 12, mappingId: 1, address: address + 2, line: [line(3, 7), line(2, 9)] }),
      new Location({ id: 13, mappingId: 2, address: 0xabc }),
    ],
    sample: [
      new Sample({ locationId: [12, 11], value: [30, 3] }),
      new Sample({ locationId: [13, 11], value: [40, 4] }),
    ],
    stringTable: strings,
    timeNanos: BigInt(TIME) * BigInt(1e6),
  }).encode();
}

/** `value: leaf < caller`, a frame as `function@file:start line:line/mapping#build`, inlined ones joined by +. */
function textOf(pprof: Uint8Array) {
  const { stringTable, sampleType, periodType, sample, location, mapping, timeNanos, period, ...rest } =
    Profile.decode(pprof);
  const text = (index: number | bigint = 0) => stringTable.strings[Number(index)];
  const functionOf = (id: number | bigint, line: number | bigint) => {
    const f = rest.function.find((candidate) => candidate.id === id);
    return `${text(f?.name)}@${text(f?.filename)}:${f?.startLine ?? 0}:${line}`;
  };
  const frame = (id: number | bigint) => {
    const found = location.find((candidate) => candidate.id === id);
    const from = mapping.find((candidate) => candidate.id === found?.mappingId);
    const lines = found?.line.map(({ functionId, line }) => functionOf(functionId, line)).join('+');
    const build = text(from?.buildId);
    return `${lines || `0x${found?.address.toString(16)}`}/${text(from?.filename)}${build && `#${build}`}`;
  };
  return {
    types: [...sampleType, ...(periodType ? [periodType] : [])].map(({ type, unit }) => `${text(type)} ${text(unit)}`),
    samples: sample.map(({ locationId, value }) => `${value}: ${locationId.map(frame).join(' < ')}`),
    rest: { timeNanos: Number(timeNanos), period: Number(period) },
  };
}
