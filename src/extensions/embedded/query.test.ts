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
  const shown = 'service_name=cart&from=now-3h&to=now&layout=graph';
  const before = 'service_name=cart&from=now-1h&to=now';
  expect(withChanges(shown, before, before)).toBe(shown);
  expect(withChanges(shown, before, 'service_name=shop&from=now-1h&to=now')).toBe(
    'service_name=shop&from=now-3h&to=now&layout=graph'
  );
  expect(withChanges(shown, before, 'service_name=cart')).toBe('service_name=cart&layout=graph');
});

describe('what belonged to the subject before goes with it', () => {
  const change = (shown: string, before: string, after: string) =>
    Object.fromEntries(new URLSearchParams(withChanges(shown, before, after)));

  it('another service: its namespace is found out anew, and what names the code or a part of the profiles goes', () => {
    const found = '&namespace=shop&ns_label=team';
    const only = '&filters={pod="a"}&vs_filters={pod="b"}&span=00f067aa0ba902b7';
    const code = '&highlight=main&focus=main&sandwich=gc&group=main&x=0.25,0.5&over=main';
    expect(
      change(
        `service_name=cart${found}${only}${code}&layout=graph&search=gc&theirs=1`,
        'service_name=cart',
        'service_name=pay'
      )
    ).toEqual({ service_name: 'pay', layout: 'graph', search: 'gc', theirs: '1' });
    expect(change('service_name=cart&vs_shift=1d', 'service_name=cart', 'service_name=pay')).toEqual({
      service_name: 'pay',
      vs_shift: '1d',
    });
  });

  it('another service: what the host says of it counts, also where it said the same of the one before', () => {
    const said = '&namespace=shop&filters={region="eu"}';
    const shown = 'service_name=cart&namespace=test&ns_label=team&filters={pod="a"}';
    expect(change(shown, `service_name=cart${said}`, `service_name=pay${said}`)).toEqual({
      service_name: 'pay',
      namespace: 'shop',
      filters: '{region="eu"}',
    });
    expect(change('service_name=cart', 'selector={service_name="cart"}', 'service_name=pay')).toEqual({
      service_name: 'pay',
    });
    expect(change('service_name=cart&highlight=main', 'service_name=cart', '')).toEqual({});
  });

  it('another namespace of the same service: the choice that it replaces goes, the view stays', () => {
    const shown = 'service_name=cart&ns=any&highlight=main';
    const cart = 'service_name=cart';
    expect(change(shown, cart, `${cart}&namespace=shop`)).toEqual({
      service_name: 'cart',
      namespace: 'shop',
      highlight: 'main',
    });
    expect(change(`${cart}&namespace=shop&ns_label=team`, cart, `${cart}&ns=any`)).toEqual({
      service_name: 'cart',
      ns: 'any',
    });
  });

  it('another range: the part that the reader chose of the one before goes, and its end', () => {
    const shown = 'service_name=cart&from=now-3h&to=now-1h&window_from=1700000000000&window_to=1700000060000';
    const before = 'service_name=cart&from=now-1h&to=now';
    expect(change(shown, before, 'service_name=cart&from=now-6h&to=now')).toEqual({
      service_name: 'cart',
      from: 'now-6h',
      to: 'now',
    });
  });

  it('another data source: which label holds the namespace is found out anew, unless the host says it', () => {
    const shown = 'service_name=cart&namespace=shop&ns_label=team&ds=a&highlight=main';
    const kept = { service_name: 'cart', namespace: 'shop', ds: 'b', highlight: 'main' };
    expect(change(shown, 'service_name=cart&ds=a', 'service_name=cart&ds=b')).toEqual(kept);
    const labelled = 'service_name=cart&ns_label=team';
    expect(change(shown, `${labelled}&ds=a`, `${labelled}&ds=b`)).toEqual({ ...kept, ns_label: 'team' });
  });

  it('a host that follows its reader takes nothing away', () => {
    const before = 'service_name=cart&ds=a&from=now-1h&to=now';
    const after = 'service_name=pay&ds=b&from=now-3h&to=now';
    const shown = `${after}&namespace=shop&ns_label=team&window_from=1700000000000&window_to=1700000060000&highlight=main`;
    expect(change(shown, before, after)).toEqual(Object.fromEntries(new URLSearchParams(shown)));
  });

  it('another type: paths go, names stay', () => {
    const shown = 'service_name=cart&type=cpu&focus=main&highlight=main';
    const types = ['process_cpu:cpu', 'memory:inuse_space'].map((type) => `service_name=cart&type=${type}`);
    expect(change(shown, types[0], types[1])).toEqual({
      service_name: 'cart',
      type: 'memory:inuse_space',
      highlight: 'main',
    });
  });
});
