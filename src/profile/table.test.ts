import fc from 'fast-check';
import { drawn, folded } from './testing/drawn';
import { FrameKind, type Profile } from './model';
import { sortSymbols, symbolTable, type SortDirection, type SymbolColumn, type SymbolTable } from './table';

const names = (profile: Profile, order: Int32Array) => Array.from(order, (s) => profile.frames.names[s]);

describe('symbol table', () => {
  it('adds up self, counts the outermost value once', () => {
    const profile = drawn(`
      [total              ]
      [f               ][g]
        [g    ][f      ]
          [f  ]   [g   ]
    `);
    const table = symbolTable(profile);
    const row = (name: string) => {
      const s = profile.frames.names.indexOf(name);
      return [table.self[s], table.total[s], table.occurrences[s]];
    };
    expect(row('f')).toEqual([2 + 5 + 3, 18, 3]);
    expect(row('g')).toEqual([2 + 6 + 3, 7 + 6 + 3, 3]);
  });

  it('does not count the root as a symbol', () => {
    const profile = folded('total;x 1\nmain 2');
    const table = symbolTable(profile);
    expect(names(profile, sortSymbols(profile, table, 'total', 'desc'))).toEqual(['main', 'total', 'x']);
    expect(table.total[profile.frames.kinds.indexOf(FrameKind.function)]).toBe(1);
  });

  it('leaves out the root where nothing is named like it', () => {
    const profile = folded('main;a 1');
    expect(names(profile, sortSymbols(profile, symbolTable(profile), 'symbol', 'asc'))).toEqual(['a', 'main']);
  });

  it('shows samples without frames as self of the root', () => {
    const profile = folded(' 5\nmain 2');
    const table = symbolTable(profile);
    expect([table.self[0], table.total[0], table.occurrences[0]]).toEqual([5, 5, 1]);
  });

  it('sorts by each column both ways, equal values by name', () => {
    const profile = folded('b;x 3\na;x 1\nc 4\nd;c 2');
    const table = symbolTable(profile);
    const sorted = (column: SymbolColumn, direction: SortDirection) =>
      names(profile, sortSymbols(profile, table, column, direction)).join('');
    expect(sorted('symbol', 'asc')).toBe('abcdx');
    expect(sorted('symbol', 'desc')).toBe('xdcba');
    // Self: c 6, x 4, others 0. Total: c 6, x 4, b 3, d 2, a 1.
    expect(sorted('self', 'desc')).toBe('cxabd');
    expect(sorted('self', 'asc')).toBe('abdxc');
    expect(sorted('total', 'desc')).toBe('cxbda');
    expect(sorted('total', 'asc')).toBe('adbxc');
  });

  it.each([50, 5000])('sorts %d symbols as a comparator would', (count) => {
    const value = fc.oneof(fc.nat(20), fc.nat(), fc.double({ min: 0, max: 1e300, noNaN: true }), fc.constant(0));
    const anyValues = fc.array(value, { minLength: count, maxLength: count });
    fc.assert(
      fc.property(anyValues, fc.constantFrom<SortDirection>('asc', 'desc'), (values, direction) => {
        const table: SymbolTable = {
          self: Float64Array.from(values),
          total: Float64Array.from(values),
          occurrences: Int32Array.from(values, (_, s) => s % 7),
        };
        const symbols = values.map((_, s) => String((s * 7919) % count).padStart(5, '0'));
        const profile = { ...folded(' 1'), frames: { names: symbols, kinds: new Uint8Array(count) } };
        const sign = direction === 'asc' ? 1 : -1;
        const expected = [...values.keys()]
          .filter((s) => s % 7 > 0)
          .sort((a, b) => sign * (values[a] - values[b]) || (symbols[a] < symbols[b] ? -1 : 1));
        expect(Array.from(sortSymbols(profile, table, 'self', direction))).toEqual(expected);
      }),
      // Shrinking 5,000 values would take minutes and show no more.
      { numRuns: 10, endOnFailure: true }
    );
  });
});
