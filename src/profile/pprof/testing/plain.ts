import { Profile } from 'pprof-format';
import type { PprofColumns } from '../columns';

/** A pprof as plain values, references by text: what two readers can be compared by. */
export interface PlainPprof {
  sampleTypes: string[][];
  periodType: string[];
  period: number;
  timeNanos: bigint;
  durationNanos: bigint;
  samples: Array<{ stack: string[]; values: number[]; labels: string[] }>;
}

const signed = (value: number | bigint) => Number(BigInt.asIntN(64, BigInt(value)));
const frame = (name: string, system: string, file: string, start: number, line: number) =>
  `${name} ${system} ${file}:${start}:${line}`;

/** As another decoder reads it, object by object. */
export function plainByPprofFormat(bytes: Uint8Array): PlainPprof {
  const profile = Profile.decode(new Uint8Array(bytes));
  const text = (index: number | bigint) => profile.stringTable.strings[Number(index)];
  const functions = new Map(profile.function.map((f) => [BigInt(f.id), f]));
  const mappings = new Map(profile.mapping.map((m) => [BigInt(m.id), m]));
  const locations = new Map(
    profile.location.map((location) => {
      const mapping = mappings.get(BigInt(location.mappingId));
      const where = `${mapping ? `${text(mapping.filename)} ${text(mapping.buildId)}` : '-'} ${BigInt(location.address)}`;
      const lines = location.line.map(({ functionId, line }) => {
        const f = functions.get(BigInt(functionId))!;
        return frame(text(f.name), text(f.systemName), text(f.filename), signed(f.startLine), signed(line));
      });
      return [BigInt(location.id), [where, ...lines].join(' | ')];
    })
  );
  return {
    sampleTypes: profile.sampleType.map(({ type, unit }) => [text(type), text(unit)]),
    periodType: [text(profile.periodType?.type ?? 0), text(profile.periodType?.unit ?? 0)],
    period: signed(profile.period),
    timeNanos: BigInt.asIntN(64, BigInt(profile.timeNanos)),
    durationNanos: BigInt.asIntN(64, BigInt(profile.durationNanos)),
    samples: profile.sample.map((sample) => ({
      stack: sample.locationId.map((id) => locations.get(BigInt(id))!),
      values: sample.value.map(signed),
      labels: sample.label.map((l) => `${text(l.key)}=${text(l.str)} ${signed(l.num)} ${text(l.numUnit)}`),
    })),
  };
}

/** As our columns have it. */
export function plainByColumns(pprof: PprofColumns): PlainPprof {
  const { functions, locations, mappings, samples } = pprof;
  const text = (index: number) => pprof.strings.text(index);
  const location = (l: number) => {
    const mapping = locations.mapping[l];
    const where = mapping < 0 ? '-' : `${text(mappings.filename[mapping])} ${text(mappings.buildId[mapping])}`;
    const parts = [`${where} ${locations.address[l]}`];
    for (let i = locations.lineStart[l]; i < locations.lineStart[l + 1]; i++) {
      const f = locations.lineFunction[i];
      const names = [functions.name, functions.systemName, functions.filename].map((column) => text(column[f]));
      parts.push(frame(names[0], names[1], names[2], functions.startLine[f], locations.line[i]));
    }
    return parts.join(' | ');
  };
  const { key, text: value, number, unit } = samples.labels;
  return {
    sampleTypes: pprof.sampleTypes.map(({ type, unit: of }) => [text(type), text(of)]),
    periodType: [text(pprof.periodType.type), text(pprof.periodType.unit)],
    period: pprof.period,
    timeNanos: pprof.timeNanos,
    durationNanos: pprof.durationNanos,
    samples: Array.from({ length: samples.length }, (_, s) => ({
      stack: Array.from(samples.location.subarray(samples.locationStart[s], samples.locationStart[s + 1]), location),
      values: samples.values.map((column) => column[s]),
      labels: Array.from(
        { length: samples.labelStart[s + 1] - samples.labelStart[s] },
        (_unused, i) => i + samples.labelStart[s]
      ).map((l) => `${text(key[l])}=${text(value[l])} ${number[l]} ${text(unit[l])}`),
    })),
  };
}
