import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { drained } from '../../profile/steps';
import { sha256InSteps } from './sha256';

it('is what everybody else calls SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(drained(sha256InSteps(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    })
  );
});
