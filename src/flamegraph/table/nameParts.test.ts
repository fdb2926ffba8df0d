import fc from 'fast-check';
import { nameParts } from './nameParts';

describe('nameParts', () => {
  it.each([
    [
      'github.com/grafana/pyroscope/pkg/querier.(*Querier).Select',
      'github.com/grafana/pyroscope/pkg/',
      'querier.(*Querier).Select',
    ],
    ['runtime.mallocgc', '', 'runtime.mallocgc'],
    ['main', '', 'main'],
  ])('%s', (name, head, tail) => {
    expect(nameParts(name)).toEqual({ head, tail });
  });

  it('loses nothing of any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const { head, tail } = nameParts(name);
        expect(head + tail).toBe(name);
      })
    );
  });
});
