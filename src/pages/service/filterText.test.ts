import { type Matcher } from '../../query/selector';
import { filtersOfText, textOfFilters } from './filterText';

const own: Matcher[] = [
  { name: 'service_name', op: '=', value: 'cart' },
  { name: 'namespace', op: '=', value: 'shop' },
];
const region: Matcher = { name: 'region', op: '=~', value: 'eu|us' };
const dotted: Matcher = { name: 'k8s.pod.name', op: '!=', value: 'a "b"' };

describe('filters as text', () => {
  it('are a selector, names that are not plain identifiers quoted', () => {
    expect(textOfFilters([region, dotted])).toBe('{region=~"eu|us", "k8s.pod.name"!="a \\"b\\""}');
    expect(textOfFilters([])).toBe('');
  });

  it('come back as they were', () => {
    expect(filtersOfText(textOfFilters([region, dotted]), own)).toEqual({ ok: true, matchers: [region, dotted] });
    expect(filtersOfText('  ', own)).toEqual({ ok: true, matchers: [] });
  });

  it('need no braces', () => {
    expect(filtersOfText('region=~"eu|us", "k8s.pod.name"!="{x}"', own)).toEqual({
      ok: true,
      matchers: [region, { ...dotted, value: '{x}' }],
    });
  });

  it('may be the whole selector of the page: service and namespace are not filters', () => {
    expect(filtersOfText('{service_name="cart", namespace="shop", region=~"eu|us"}', own)).toEqual({
      ok: true,
      matchers: [region],
    });
    expect(filtersOfText('{namespace="prod"}', own)).toEqual({
      ok: true,
      matchers: [{ name: 'namespace', op: '=', value: 'prod' }],
    });
  });

  it.each([
    ['{region=us}', 'us'],
    [' {service.name="x"}', '.'],
    ['region=us', 'us'],
  ])('say where %s is wrong', (text, wrong) => {
    const read = filtersOfText(text, own);
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('parse error') });
    expect(read.ok ? '' : text.slice(read.from, read.to)).toBe(wrong);
  });
});
