import fc from 'fast-check';
import { textOf } from './strings';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('textOf', () => {
  it('reads UTF-8 as it is, a byte order mark too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/\uFFFD[89A-F][0-9A-F]/.test(text));
        expect(textOf(bytesOf(text))).toBe(text);
      })
    );
    expect(textOf(bytesOf('\uFEFFmain'))).toBe('\uFEFFmain');
  });

  it.each([
    ['a lone byte', [0x61, 0xff, 0x62], 'a�FFb'],
    ['a cut character', [0xe2, 0x82], '�E2�82'],
    ['an overlong one', [0xc0, 0x80], '�C0�80'],
    ['a surrogate', [0xed, 0xa0, 0x80], '�ED�A0�80'],
    ['one beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '�F4�90�80�80'],
    ['a real �', [...bytesOf('a�b')], 'a�b'],
    ['a real � that looks like an escaped byte', [...bytesOf('a�FFb')], 'a�EF�BF�BDFFb'],
  ])('writes %s so that it can be told apart', (_, bytes, text) => {
    expect(textOf(Uint8Array.from(bytes))).toBe(text);
  });

  it('gives different bytes different texts', () => {
    // Few distinct bytes, those that could be confused.
    const some = fc.array(fc.constantFrom(0x41, 0x46, 0x42, 0x44, 0x39, 0xef, 0xbf, 0xbd, 0xff, 0xc3, 0xa9), {
      maxLength: 8,
    });
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(some, (bytes) => {
        const text = textOf(Uint8Array.from(bytes));
        const key = bytes.join(' ');
        expect(seen.get(text) ?? key).toBe(key);
        seen.set(text, key);
      }),
      { numRuns: 5000 }
    );
  });

  it('never gives text that cannot be put into a link', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        expect(() => encodeURIComponent(textOf(bytes))).not.toThrow();
      })
    );
  });
});
