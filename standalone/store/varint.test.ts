import fc from 'fast-check';

import { VarintReader, VarintWriter } from './varint';

describe('varints', () => {
  it('come back as they were written', () => {
    const value = fc.oneof(
      fc.nat(300),
      fc.maxSafeNat(),
      // Beyond 2^53 a double has fewer digits, but those exactly.
      fc.integer({ min: 53, max: 62 }).map((bits) => 2 ** bits + 2 ** (bits - 52))
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => {
        const writer = new VarintWriter();
        values.forEach((one) => writer.write(one));
        const reader = new VarintReader(writer.finish());
        expect(values.map(() => reader.read())).toEqual(values);
        expect(reader.done).toBe(true);
      })
    );
  });

  it('are as protobuf has them', () => {
    const writer = new VarintWriter();
    [0, 127, 128, 300].forEach((value) => writer.write(value));
    expect([...writer.finish()]).toEqual([0, 127, 128, 1, 172, 2]);
  });
});
