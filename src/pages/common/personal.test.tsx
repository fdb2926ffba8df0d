import { withSubject } from '../../viewstate/changes';
import { defaultViewState } from '../../viewstate/state';
import { readPersonal, toRemember } from './personal';

describe('what is remembered of a person', () => {
  it('reads back, bad values left out one by one', () => {
    const text = JSON.stringify({ layout: 'table', colors: 'rainbow', align: 'right', dataSource: 7, savedAt: 5 });
    expect(readPersonal(text)).toEqual({ layout: 'table', align: 'right', savedAt: 5 });
    expect(readPersonal('{"range":{"from":"1700000000000","to":"1700003600000"}}')).toEqual({ savedAt: 0 });
  });

  it.each([undefined, null, '', '{', '7', '[]'])('is nothing where %j was kept', (text) => {
    expect(readPersonal(text)).toEqual({ savedAt: 0 });
  });
});

describe('a step of a page', () => {
  const before = defaultViewState();
  const graph = (change: object) => ({ ...before, graph: { ...before.graph, ...change } });

  it.each([
    ['layout', graph({ layout: 'graph' }), { layout: 'graph' }],
    ['colors and alignment', graph({ colors: 'value', align: 'right' }), { colors: 'value', align: 'right' }],
    ['orientation', graph({ orientation: 'flame' }), { orientation: 'flame' }],
    ['timeline', { ...before, timeline: 'hidden' as const }, { timeline: 'hidden' }],
    [
      'relative range',
      withSubject(before, { range: { from: 'now-6h', to: 'now' } }),
      { range: { from: 'now-6h', to: 'now' } },
    ],
    ['range of fixed times', withSubject(before, { range: { from: '1700000000000', to: '1700003600000' } }), undefined],
    ['search', graph({ search: { text: 'json', regex: false } }), undefined],
    ['view', { ...before, view: 'classic' as const }, undefined],
  ])('that changes the %s', (_, after, remembered) => {
    expect(toRemember(before, after)).toEqual(remembered);
  });
});
