import { draw, drawn, folded, trimmed } from './testing/drawn';
import { FrameKind, isNoData, type Profile } from './model';
import { outermostInSteps } from './sandwich';
import { drained } from './steps';
import { callees, callers } from './testing/merged';

const symbolOf = ({ frames }: Profile, name: string) =>
  frames.names.findIndex((known, s) => known === name && frames.kinds[s] === FrameKind.function);

describe('sandwich', () => {
  const profile = drawn(`
    [total                                   ]
    [gc      ][main                          ]
       [alloc][get           ][put           ]
              [alloc][json   ][alloc][json   ]
                     [alloc  ]         [alloc]
                        [mmap]         [mmap ]
  `);

  it('merges what alloc calls, wherever it is called', () => {
    // alloc is 7 in gc, 7 in get, 9 in json below get, 7 in put, 7 in json below put; mmap is 6 and 7.
    expect(draw(callees(profile, symbolOf(profile, 'alloc')))).toBe(
      trimmed(`
        [alloc                              ]
                                [mmap       ]
      `)
    );
  });

  it('merges who calls alloc, each with the part of its value that came that way', () => {
    expect(draw(callers(profile, symbolOf(profile, 'alloc')))).toBe(
      trimmed(`
        [alloc                              ]
        [gc   ][get  ][json          ][put  ]
               [main ][get    ][put  ][main ]
                      [main   ][main ]
      `)
    );
  });

  it('counts recursion once: nested occurrences are below the outermost, not beside it', () => {
    const recursive = drawn(`
      [total             ]
      [main              ]
       [parse            ]
         [list           ]
         [parse          ]
            [list     ][x]
                [parse]
    `);
    const parse = symbolOf(recursive, 'parse');
    expect(Array.from(drained(outermostInSteps(recursive, parse)))).toEqual([2]);
    expect(draw(callees(recursive, parse))).toBe(
      trimmed(`
        [parse            ]
          [list           ]
          [parse          ]
             [list     ][x]
                 [parse]
      `)
    );
    expect(draw(callers(recursive, parse))).toBe('[parse            ]\n[main             ]');
    expect(draw(callers(recursive, symbolOf(recursive, 'list')))).toBe(
      trimmed(`
        [list           ]
        [parse          ]
        [main           ]
      `)
    );
  });

  it('keeps one merged node for a symbol met below several parents in turn', () => {
    const interleaved = folded(`
      m;p;a;x 1
      m;p;b;x 2
      m;q;p;a;x 4
      m;q;p;b;x 8
    `);
    expect(draw(callees(interleaved, symbolOf(interleaved, 'p')))).toBe(
      trimmed(`
        [p            ]
        [a  ][b       ]
        [x  ][x       ]
      `)
    );
  });

  it('has no data for the root and for what does not occur', () => {
    expect(isNoData(callees(profile, 0))).toBe(true);
    expect(isNoData(callers(profile, 0))).toBe(true);
  });

  it('tells a function named total from the root', () => {
    const named = folded(`
      total;x 3
      a;total 4
      b 2
    `);
    expect(callees(named, symbolOf(named, 'total')).total[0]).toBe(7);
    expect(draw(callers(named, symbolOf(named, 'total')))).toBe('[total]\n   [a ]');
  });
});
