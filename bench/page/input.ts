import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import { profileFromPprof } from '../../src/profile/pprof/profile';
import { makeDeep, makeTree, makeWide, type Rows } from './trees';

/** What the page can show: a made tree of so many nodes, an extreme, or the recorded profile of a TypeScript compiler. */
export type InputName = { tree: number } | { deep: number } | { wide: number } | { pprof: string; sampleType: string };

export async function loadRows(input: InputName): Promise<Rows> {
  if ('tree' in input) {
    return makeTree(input.tree);
  }
  if ('deep' in input) {
    return makeDeep(input.deep);
  }
  if ('wide' in input) {
    return makeWide(input.wide);
  }
  const { body } = await fetch(input.pprof);
  if (!body) {
    throw new Error(`${input.pprof} is empty.`);
  }
  const bytes = await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  const { level, total, self, symbol, frames } = profileFromPprof(new Uint8Array(bytes), input.sampleType);
  const [levels, values, selves, labels] = [level, total, self, symbol].map((column) => Array.from(column));
  return { level: levels, value: values, self: selves, label: labels, symbols: [...frames.names] };
}

/** The rows as Grafana's Pyroscope data source sends them: plain arrays, labels as an enum. */
export function toFrame({ level, value, self, label, symbols }: Rows): DataFrame {
  const number = (name: string, values: number[]) => ({ name, type: FieldType.number, values, config: { unit: 'ns' } });
  return createDataFrame({
    meta: { preferredVisualisationType: 'flamegraph' },
    fields: [
      { name: 'level', type: FieldType.number, values: level },
      number('value', value),
      number('self', self),
      { name: 'label', type: FieldType.enum, values: label, config: { type: { enum: { text: symbols } } } },
    ],
  });
}
