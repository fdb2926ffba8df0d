import type { PprofColumns } from '../../src/profile/pprof/columns';
import { IngestError } from './ingestError';
import { KeyedTree } from './keyedTree';
import type { Dictionary } from './dictionary';
import type { Limits } from './limits';
import { spanOf, type Span } from './spans';
import {
  checkText,
  dropGoTypeParameters,
  labelsText,
  metricName,
  publicLabels,
  seriesLabels,
  type LabelPair,
  type SampleTypeConfig,
} from './seriesLabels';

/** One profile to take in. */
export interface IngestRequest {
  /** Labels of the profile; `service_name` defaults to `unknown_service`, private ones are dropped. */
  labels: Record<string, string>;
  /** `__name__`, the first part of the profile type id; without it, it follows from the sample types. */
  name?: string;
  /** A pprof, gzipped or not. */
  pprof: Uint8Array;
  /** Milliseconds since the epoch: the time of a profile that has none of its own. */
  fromMs?: number;
  untilMs?: number;
  sampleTypeConfig?: SampleTypeConfig;
  /** What took the profile (`nodespy`, `pyspy` …); some need their names mended. */
  spyName?: string;
  /** A second profile with an id that was taken before is left out, without an error. */
  id?: string;
}

/** A profile that was checked; `write` puts its functions and stacks in the dictionary, inside the transaction. */
export interface CheckedProfile {
  id: string | undefined;
  /** Milliseconds since the epoch. */
  time: number;
  series: ProfileSeries[];
  /** Samples that were left out, and stacks that were cut. */
  lost: { samples: number; cutStacks: number };
  stackIds: (dictionary: Dictionary) => Int32Array;
}

/** Values by stack, as positions in what {@link CheckedProfile.stackIds} gives. */
export interface ProfileSeries {
  labels: LabelPair[];
  values: Map<number, number>;
  total: number;
  /** The part of each span. */
  spans: Array<Span & { values: Map<number, number> }>;
}

const FIRST_MS_OF_1971 = Date.UTC(1971, 0);
const OLDEST_MS = 3_600_000;
const NEWEST_MS = 600_000;
const MAX_ID_BYTES = 1024;
const SCRIPTING_SPIES = new Set(['pyspy', 'rbspy', 'scripting']);
/** They say what one request did: no series. */
const NO_SERIES_LABELS = new Set(['profile_id', 'span_id', 'trace_id']);

/** Whether the agent is the old .NET one: pkg/og/convert/pprof/profile.go, isDotnetspy. */
export function isDotnet({ spyName, sampleTypeConfig }: IngestRequest): boolean {
  return spyName === 'dotnetspy' || (spyName === 'unknown' && !!sampleTypeConfig?.['inuse-space']);
}

/**
 * Checks a profile that was read, and sorts its samples into series.
 * @param window - the time of receipt, when profiles must not be much older or newer
 * @throws {IngestError} what Pyroscope would not take
 */
export function checkProfile(
  request: IngestRequest,
  profile: PprofColumns,
  limits: Limits,
  window: number | undefined
): CheckedProfile {
  if (profile.sampleTypes.length === 0) {
    throw new IngestError('malformed', 'not a pprof profile: it has no sample types');
  }
  if (request.id !== undefined) {
    checkText('sample ID', request.id, MAX_ID_BYTES);
  }
  const labels = publicLabels(Object.entries(request.labels), limits);
  const time = timeOf(profile, request);
  if (window !== undefined) {
    checkTime(time, window, labels);
  }
  const text = (index: number) => profile.strings.text(index);
  const isMended = isDotnet(request);
  const types = profile.sampleTypes.map(({ type, unit }) => ({
    type: isMended ? text(type).replaceAll('-', '_') : text(type),
    unit: text(unit),
  }));
  const period = { type: text(profile.periodType.type), unit: text(profile.periodType.unit) };
  const name = request.name || request.labels.__name__ || metricName(types, request.sampleTypeConfig);
  const { leafOf, cutStacks, stackIds } = stacksOf(profile, request, limits);
  const series: ProfileSeries[] = [];
  for (const group of groupByLabels(profile, labels)) {
    const all = group.added.size > 0 ? publicLabels([...labels, ...group.added], limits) : labels;
    types.forEach((type, column) => {
      const one: ProfileSeries = {
        labels: seriesLabels(name, type, period, all),
        values: new Map(),
        total: 0,
        spans: group.spans.map(({ span, trace }) => ({ span, trace, values: new Map() })),
      };
      const values = profile.samples.values[column];
      group.samples.forEach((sample, at) => {
        // Samples without a stack belong to no frame: so a series' total is its flame graph's.
        if (values[sample] > 0 && leafOf[sample] !== 0) {
          add(one.values, leafOf[sample], values[sample]);
          one.total += values[sample];
          if (group.spanOf[at] !== undefined) {
            add(one.spans[group.spanOf[at]].values, leafOf[sample], values[sample]);
          }
        }
      });
      // A type of only zeros is no profile, as with Pyroscope.
      if (one.total > 0) {
        series.push(one);
      }
    });
  }
  const { wrongValueCount, negativeValue, brokenStack } = profile.lost;
  return {
    id: request.id,
    time,
    series,
    lost: { samples: wrongValueCount + negativeValue + brokenStack, cutStacks },
    stackIds,
  };
}

function add(values: Map<number, number>, node: number, value: number): void {
  values.set(node, (values.get(node) ?? 0) + value);
}

function timeOf(profile: PprofColumns, { fromMs }: IngestRequest): number {
  // Divided before it becomes a double, which has no room for nanoseconds.
  const own = Number(profile.timeNanos / BigInt(1_000_000));
  const isDate = (ms: number | undefined): ms is number => ms !== undefined && ms >= FIRST_MS_OF_1971;
  // Old agents wrote microseconds where nanoseconds belong, which is a time in 1970.
  return [own, fromMs].find(isDate) ?? Date.now();
}

/** @throws {IngestError} invalid, in Pyroscope's words */
function checkTime(time: number, now: number, labels: ReadonlyMap<string, string>): void {
  if (time < now - OLDEST_MS || time > now + NEWEST_MS) {
    const [at, from, to] = [time, now - OLDEST_MS, now + NEWEST_MS].map(goTime);
    throw new IngestError(
      'invalid',
      `profile with labels '${labelsText(labels)}' is outside of ingestion window ` +
        `(profile timestamp: ${at}, the ingestion window starts at ${from} and ends at ${to})`
    );
  }
}

/** Go's time.Time.String(): `2023-02-17 12:23:14.5 +0000 UTC`. */
function goTime(ms: number): string {
  // Beyond what a Date can hold there is only the number to say.
  return Math.abs(ms) > 8.64e15
    ? `${ms} ms`
    : `${new Date(ms)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.?0*Z$/, '')} +0000 UTC`;
}

/** Samples of one series, and what spans they are of. */
interface Group {
  /** Labels beside the profile's own. */
  added: Map<string, string>;
  samples: number[];
  spans: Span[];
  byId: Map<string, number>;
  /** By the place of a sample in `samples`: that of its span in `spans`. */
  spanOf: Array<number | undefined>;
}

/** The place of a sample's span among its group's. */
function spanIn({ spans, byId }: Group, ids: ReadonlyMap<string, string>): number | undefined {
  const span = spanOf(ids);
  if (!span) {
    return undefined;
  }
  const id = JSON.stringify([span.span, span.trace].map((bytes) => bytes && Buffer.from(bytes).toString('hex')));
  const at = byId.get(id) ?? spans.push(span) - 1;
  byId.set(id, at);
  return at;
}

/**
 * Samples by their text labels, which become labels of their series: pkg/model/pprofsplit. A label that the profile has
 * already wins over the samples'.
 */
function groupByLabels({ samples, strings }: PprofColumns, labels: ReadonlyMap<string, string>) {
  const groups = new Map<string, Group>();
  const { key, text } = samples.labels;
  for (let sample = 0; sample < samples.length; sample++) {
    const pairs: Array<[key: number, text: number]> = [];
    const ids = new Map<string, string>();
    for (let i = samples.labelStart[sample]; i < samples.labelStart[sample + 1]; i++) {
      if (NO_SERIES_LABELS.has(strings.text(key[i]))) {
        ids.set(strings.text(key[i]), strings.text(text[i]));
      } else if (strings.text(text[i]) !== '') {
        pairs.push([key[i], text[i]]);
      }
    }
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const added = new Map<string, string>();
    for (const [name, value] of pairs) {
      if (!labels.get(strings.text(name)) && !added.has(strings.text(name))) {
        added.set(strings.text(name), strings.text(value));
      }
    }
    const id = JSON.stringify([...added].sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(id) ?? { added, samples: [], spans: [], spanOf: [], byId: new Map<string, number>() };
    groups.set(id, group);
    group.spanOf[group.samples.push(sample) - 1] = ids.size > 0 ? spanIn(group, ids) : undefined;
  }
  return groups.values();
}

/**
 * The profile's stacks as one tree: `leafOf` is each sample's node, 0 for one without a stack or any value. A stack
 * deeper than the limit is cut, inside a location if need be, and keeps its root's side.
 * @throws {IngestError} invalid, for a tree of too many frames
 */
function stacksOf(profile: PprofColumns, request: IngestRequest, limits: Limits) {
  const { samples, locations } = profile;
  const tree = new KeyedTree();
  /** What the tree's keys are: a location and how many of its frames, the outermost, are kept. */
  const parts: Array<{ location: number; kept: number }> = [];
  const keys = new Map<number, number>();
  const keyOf = (location: number, kept: number): number => {
    const id = location * (limits.depth + 1) + kept;
    const key = keys.get(id) ?? parts.push({ location, kept }) - 1;
    keys.set(id, key);
    return key;
  };
  const leafOf = new Int32Array(samples.length);
  let cutStacks = 0;
  let frames = 0;
  for (let sample = 0; sample < samples.length; sample++) {
    if (!samples.values.some((values) => values[sample] > 0)) {
      continue;
    }
    let room = limits.depth;
    let i = samples.locationStart[sample + 1] - 1;
    for (; i >= samples.locationStart[sample] && room > 0; i--) {
      const location = samples.location[i];
      // A location without lines is one frame.
      const lines = Math.max(1, locations.lineStart[location + 1] - locations.lineStart[location]);
      const kept = Math.min(lines, room);
      const size = tree.size;
      leafOf[sample] = tree.child(leafOf[sample], keyOf(location, kept));
      frames += tree.size > size ? kept : 0;
      room -= lines;
    }
    cutStacks += room < 0 || i >= samples.locationStart[sample] ? 1 : 0;
    if (frames > limits.treeNodes) {
      throw new IngestError('invalid', `the profile has more than ${limits.treeNodes} different frames`);
    }
  }
  const stackIds = (dictionary: Dictionary): Int32Array => {
    const locationId = locationIds(profile, request, dictionary);
    const ofParts = parts.map(({ location, kept }) => locationId(location, kept));
    const ids = new Int32Array(tree.size + 1);
    for (let node = 1; node <= tree.size; node++) {
      ids[node] = dictionary.stacks.child(ids[tree.parents[node]], ofParts[tree.keys[node]]);
    }
    return ids;
  };
  return { leafOf, cutStacks, stackIds };
}

/** Gives the dictionary's id of a location of the profile, of which the outermost `kept` frames are meant. */
function locationIds(
  { strings, mappings, functions, locations }: PprofColumns,
  request: IngestRequest,
  dictionary: Dictionary
) {
  const byFile = SCRIPTING_SPIES.has(request.spyName ?? '');
  const functionIds = new Map<number, number>();
  const functionId = (position: number): number => {
    const name = strings.text(functions.name[position]);
    const filename = strings.text(functions.filename[position]);
    const id =
      functionIds.get(position) ??
      dictionary.functionId({
        // An absolute path is the machine's, not the program's.
        name: byFile && !filename.startsWith('/') ? `${filename} ${name}` : dropGoTypeParameters(name),
        systemName: dropGoTypeParameters(strings.text(functions.systemName[position])),
        filename,
        startLine: functions.startLine[position],
      });
    functionIds.set(position, id);
    return id;
  };
  const mappingId = (position: number): number =>
    position < 0
      ? 0
      : dictionary.mappingId({
          filename: strings.text(mappings.filename[position]),
          buildId: strings.text(mappings.buildId[position]),
        });
  return (location: number, kept: number): number => {
    const end = locations.lineStart[location + 1];
    const lines = [];
    let isNamed = false;
    // Innermost first.
    for (let i = Math.max(end - kept, locations.lineStart[location]); i < end; i++) {
      lines.push({ function: functionId(locations.lineFunction[i]), line: locations.line[i] });
      isNamed ||= strings.text(functions.name[locations.lineFunction[i]]) !== '';
    }
    return dictionary.locationId({
      mapping: mappingId(locations.mapping[location]),
      // Addresses differ from run to run: with a name they would only make the same place many.
      address: !isNamed ? locations.address[location].toString(16) : '',
      lines,
    });
  };
}
