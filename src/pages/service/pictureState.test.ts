import { type EmptyReason } from '../../pyroscope/diagnose';
import { type Answer } from './answer';
import { pictureOf, type PictureState } from './pictureState';
import { type ShownGraph } from './questions';

type Answers = Parameters<typeof pictureOf>[0];
const graph = { unit: 'ns' } as ShownGraph;
const shown: Answer<ShownGraph> = { kind: 'shown', value: graph };
const old: Answer<ShownGraph> = { kind: 'old', value: graph, why: 'cancelled' };
const loading = { kind: 'loading' } as const;
const cancelled = { kind: 'cancelled' } as const;
const failed = { kind: 'failed', error: 'busy' } as const;
const reason: EmptyReason = { kind: 'no-namespace' };

describe('in the place of the picture stands', () => {
  it.each<[string, Partial<Answers>, PictureState]>([
    ['the picture', { graph: shown }, shown],
    ['the old one, and why', { graph: old }, old],
    ['the picture, although its type had to be guessed', { graph: shown, types: failed }, shown],
    ['why the namespace is not known', { namespace: failed }, failed],
    ['why the type is not known', { types: failed }, failed],
    ['why the graph is not there', { graph: failed }, failed],
    ['that a person stopped it, at whatever step', { namespace: cancelled }, cancelled],
    ['waiting for the first thing needed', { types: loading, graph: cancelled }, loading],
    ['waiting for why there is nothing', { graph: { kind: 'empty' }, diagnosis: loading }, loading],
    [
      'why there is nothing',
      { graph: { kind: 'empty' }, diagnosis: { kind: 'shown', value: reason } },
      { kind: 'empty', reason },
    ],
    ['why that cannot be found out', { graph: { kind: 'empty' }, diagnosis: failed }, failed],
  ])('%s', (_, answers, expected) => {
    const none = { dataSource: null, namespace: undefined, types: undefined, graph: loading, diagnosis: undefined };
    expect(pictureOf({ ...none, ...answers })).toEqual(expected);
  });
});
