import fc from 'fast-check';
import { withChanges, withoutPrefix, withPrefixed } from './query';

const names = fc.constantFrom('a', 'b', 'from', 'a.from', 'b.a');
const query = fc.array(fc.tuple(names, fc.string())).map((pairs) => new URLSearchParams(pairs).toString());

it('each tab finds its own in the address, and leaves what is the others', () => {
  fc.assert(
    fc.property(query, query, query, (page, left, right) => {
      const search = withPrefixed(withPrefixed(page, 'left-', left), 'right-', right);
      expect([withoutPrefix(search, 'left-'), withoutPrefix(search, 'right-')]).toEqual([left, right]);
      expect(withPrefixed(withPrefixed(search, 'left-', ''), 'right-', '')).toBe(page);
    })
  );
});

it('a host changes what it says anew, and nothing that the reader chose meanwhile', () => {
  const shown = 'service_name=cart&from=now-3h&to=now&highlight=main';
  const before = 'service_name=cart&from=now-1h&to=now';
  expect(withChanges(shown, before, before)).toBe(shown);
  expect(withChanges(shown, before, 'service_name=shop&from=now-1h&to=now')).toBe(
    'from=now-3h&to=now&highlight=main&service_name=shop'
  );
  expect(withChanges(shown, before, 'service_name=cart')).toBe('service_name=cart&highlight=main');
});
