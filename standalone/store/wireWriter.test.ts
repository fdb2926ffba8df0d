import { WireWriter } from './wireWriter';

const hex = (writer: WireWriter) => Buffer.from(writer.taken()).toString('hex');

// The examples of https://protobuf.dev/programming-guides/encoding/.
it('writes numbers, texts, messages and packed numbers as protobuf has them', () => {
  expect(hex(new WireWriter().number(1, 150))).toBe('089601');
  expect(hex(new WireWriter().text(2, 'testing'))).toBe('120774657374696e67');
  expect(hex(new WireWriter().block(3, new WireWriter().number(1, 150).taken()))).toBe('1a03089601');
  const packed = new WireWriter().varint(3).varint(270).varint(86942);
  expect(hex(new WireWriter().block(6, packed.taken()))).toBe('3206038e029ea705');
});

it('leaves out 0, and writes negative and 64-bit numbers', () => {
  expect(hex(new WireWriter().number(1, 0).number(2, BigInt(0)))).toBe('');
  expect(hex(new WireWriter().varint(-2))).toBe('feffffffffffffffff01');
  expect(hex(new WireWriter().varint(BigInt('18446744073709551615')))).toBe('ffffffffffffffffff01');
  expect(hex(new WireWriter().varint(2 ** 53 - 1))).toBe('ffffffffffffff0f');
});

it('writes texts of any letters, wherever the first that is not ASCII stands', () => {
  for (const text of ['', 'main.run', 'é', `${'x'.repeat(300)}é`, 'naïve', '𝒳', '\ud800']) {
    const encoded = Buffer.from(new TextEncoder().encode(text));
    const expected = new WireWriter().block(6, encoded).taken().slice();
    expect(hex(new WireWriter().text(6, text))).toBe(Buffer.from(expected).toString('hex'));
  }
});

it('takes more than it has room for, and begins anew when that was taken', () => {
  const writer = new WireWriter();
  const text = 'x'.repeat(1000);
  expect(writer.text(1, text).text(1, text).taken()).toHaveLength(2 * 1003);
  expect(hex(writer.number(1, 1))).toBe('0801');
});
