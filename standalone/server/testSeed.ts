import { Function, Label, Line, Location, Mapping, Profile, Sample, StringTable, ValueType } from 'pprof-format';

import type { Store } from '../store/store';

/** Every type that a Go program sends, by name of the profile; each with its unit. */
const GO_PROFILES: ReadonlyArray<{ name: string; types: string[]; period: string }> = [
  { name: 'process_cpu', types: ['cpu:nanoseconds', 'samples:count'], period: 'cpu:nanoseconds' },
  {
    name: 'memory',
    types: ['alloc_objects:count', 'alloc_space:bytes', 'inuse_objects:count', 'inuse_space:bytes'],
    period: 'space:bytes',
  },
  { name: 'block', types: ['contentions:count', 'delay:nanoseconds'], period: 'contentions:count' },
  { name: 'mutex', types: ['contentions:count', 'delay:nanoseconds'], period: 'contentions:count' },
  { name: 'goroutines', types: ['goroutine:count'], period: 'goroutine:count' },
];

const SERVE = 'net/http.(*conn).serve';
const STACKS = [
  [SERVE, 'net/http.serverHandler.ServeHTTP', 'net/http.HandlerFunc.ServeHTTP'],
  [SERVE, 'net/http.serverHandler.ServeHTTP', 'encoding/json.Marshal'],
  ['runtime.gcBgMarkWorker', 'runtime.scanobject'],
];

/** The services that were there when the contract's answers were recorded: same labels, types and times, other values. */
const SERVICES: Array<Record<string, string>> = [
  { service_name: 'grafana', namespace: 'observability', region: 'us-central', version: 'v1' },
  { service_name: 'grafana', namespace: 'observability', region: 'eu-west', version: 'v2' },
  {
    service_name: 'pyroscope',
    pyroscope_spy: 'gospy',
    service_git_ref: 'main',
    service_repository: 'https://github.com/grafana/pyroscope',
    target: 'all',
  },
];
const FIRST_MS = 1_795_342_666_466;
const SNAPSHOTS = 8;
const INTERVAL_MS = 15_000;

/** Fills a store with what the recorded requests ask for. */
export async function seedRecorded(store: Store): Promise<void> {
  for (let snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
    const time = FIRST_MS + snapshot * INTERVAL_MS;
    for (const { name, types, period } of GO_PROFILES) {
      for (const labels of SERVICES) {
        await store.ingest({ labels, name, pprof: goPprof(types, period, time) });
      }
    }
  }
  await store.ingest({ ...LABELED, pprof: labeledPprof() });
}

/** A service whose samples have labels of their own. */
const LABELED = {
  name: 'process_cpu',
  labels: { service_name: 'labels-fixture', namespace: 'obs', pod: 'a-1' },
};
const LABELED_MS = 1_795_702_364_125;

function labeledPprof(): Uint8Array {
  const strings = new StringTable();
  const text = (value: string) => strings.dedup(value);
  const names = ['main.main', 'shop.idle', 'shop.slow', 'main.serve', 'shop.fast'];
  const sample = (stack: string[], value: number, endpoint?: string) => {
    const labels = endpoint ? { endpoint, tier: 'gold' } : {};
    const label = Object.entries(labels).map(([key, str]) => new Label({ key: text(key), str: text(str) }));
    return new Sample({ locationId: stack.map((name) => names.indexOf(name) + 1).reverse(), value: [value], label });
  };
  const cpu = new ValueType({ type: text('cpu'), unit: text('nanoseconds') });
  return new Profile({
    sampleType: [cpu],
    periodType: cpu,
    function: names.map((name, index) => new Function({ id: index + 1, name: text(name) })),
    location: names.map((_, index) => new Location({ id: index + 1, line: [new Line({ functionId: index + 1 })] })),
    sample: [
      sample(['main.main', 'shop.idle'], 50_000_000),
      sample(['main.main', 'main.serve', 'shop.slow'], 300_000_000, '/slow'),
      sample(['main.main', 'main.serve', 'shop.fast'], 100_000_000, '/fast'),
    ],
    stringTable: strings,
    timeNanos: BigInt(LABELED_MS) * BigInt(1_000_000),
  }).encode();
}

/** A pprof with all that a Go program's has: mapping, files, lines. */
function goPprof(types: string[], period: string, time: number): Uint8Array {
  const strings = new StringTable();
  const text = (value: string) => strings.dedup(value);
  const valueType = (of: string) => {
    const [type, unit] = of.split(':');
    return new ValueType({ type: text(type), unit: text(unit) });
  };
  const names = [...new Set(STACKS.flat())];
  const idOf = (name: string) => names.indexOf(name) + 1;
  const file = text('/src/main.go');
  return new Profile({
    sampleType: types.map(valueType),
    periodType: valueType(period),
    mapping: [
      new Mapping({ id: 1, filename: text('/bin/grafana'), buildId: text('2ab7dc05c7912dec'), hasFunctions: true }),
    ],
    function: names.map((name) => {
      const of = { id: idOf(name), name: text(name), systemName: text(name), filename: file, startLine: 10 };
      return new Function(of);
    }),
    location: names.map((name) => {
      const line = [new Line({ functionId: idOf(name), line: 12 })];
      return new Location({ id: idOf(name), mappingId: 1, line });
    }),
    sample: STACKS.map(
      (stack, index) =>
        new Sample({ locationId: stack.map(idOf).reverse(), value: types.map(() => 10_000_000 * (index + 1)) })
    ),
    stringTable: strings,
    timeNanos: BigInt(time) * BigInt(1_000_000),
  }).encode();
}
