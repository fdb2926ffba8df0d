import { type Measure } from '../../../profile/findings/rules';
import { describeType } from '../../../query/catalogue';

/** What rules can say of a profile type; undefined: nothing (memory in use, locks, exceptions, counts of other kinds). */
export function measureOf(typeId: string): Measure | undefined {
  const type = describeType(typeId);
  switch (type?.group) {
    case 'cpu':
      return type.clock === 'off-cpu' ? undefined : type.clock;
    case 'memory':
      return /alloc/.test(type.sampleType) ? 'allocation' : undefined;
    case 'block':
    case 'goroutine':
      return 'waiting';
    default:
      return undefined;
  }
}
