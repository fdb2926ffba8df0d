import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256ByHand } from './sha256';

it('is what everybody else calls SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256ByHand(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    })
  );
});
