import fc from 'fast-check';
import { readSubject, type SubjectParam } from '../../subject/codec';
import { ParamReader } from '../../subject/paramReader';
import { defaultSubject } from '../../subject/subject';
import { grafanaContext } from '../testing/grafanaContext';
import { queryOf, type EmbeddedTabProps } from './props';

const opened = (props: EmbeddedTabProps) => {
  const reader = new ParamReader<SubjectParam>(new URLSearchParams(queryOf(props)));
  return { ...readSubject(reader, defaultSubject()), dropped: reader.dropped };
};
const usual = { ...defaultSubject(), dropped: [] };

it('the props say what is asked for', () => {
  expect(
    opened({
      subject: {
        service: 'cart',
        namespace: '',
        namespaceLabel: 'team',
        dataSource: 'p',
        profileType: 'process_cpu:cpu',
        filters: '{pod="a"}',
      },
      range: { from: 'now-3h', to: 'now' },
    })
  ).toEqual({
    ...usual,
    service: 'cart',
    namespace: { kind: 'none', label: 'team' },
    dataSource: 'p',
    type: 'process_cpu:cpu',
    filters: [{ name: 'pod', op: '=', value: 'a' }],
    range: { from: 'now-3h', to: 'now' },
  });
  expect(opened({ subject: { service: 'cart', allNamespaces: true } })).toEqual({
    ...usual,
    service: 'cart',
    namespace: { kind: 'any' },
  });
  expect(queryOf({ subject: { service: 'cart' }, view: 'layout=graph&service_name=shop' })).toBe(
    'layout=graph&service_name=cart'
  );
});

it('a host of the Drilldown component need change the id alone', () => {
  const time = (ms: number) => ({ valueOf: () => ms });
  expect(
    opened({
      initialDS: 'p',
      initialFilters: [
        { key: 'service_name', operator: '=', value: 'cart' },
        { key: 'namespace', operator: '=', value: 'shop' },
        { key: 'pod', operator: '=~', value: 'a.*' },
        { key: 'pod', operator: '<', value: 'z' },
      ],
      initialTimeRange: {
        raw: { from: time(1_700_000_000_000), to: time(1_700_000_060_000) },
      } as unknown as EmbeddedTabProps['initialTimeRange'],
    })
  ).toEqual({
    ...usual,
    dataSource: 'p',
    service: 'cart',
    namespace: { kind: 'value', value: 'shop', label: 'namespace' },
    filters: [{ name: 'pod', op: '=~', value: 'a.*' }],
    range: { from: '1700000000000', to: '1700000060000' },
  });
});

it('reads a time range that Grafana froze, so that reading its parts throws, and one without raw times', () => {
  const raw = Object.freeze({ from: 'now-6h', to: 'now' });
  const frozen = grafanaContext({ initialTimeRange: Object.freeze({ from: 1, to: 2, raw }) });
  expect(opened(frozen as EmbeddedTabProps).range).toEqual(raw);
  const resolved = { from: 1_700_000_000_000, to: 1_700_000_060_000 };
  expect(opened({ initialTimeRange: resolved } as unknown as EmbeddedTabProps).range).toEqual({
    from: '1700000000000',
    to: '1700000060000',
  });
});

it('a view as long as a link may be opens as it was told', () => {
  const view = `layout=graph&${'group=some/long/path/of/frames&'.repeat(240)}highlight=main`;
  expect(view.length).toBeGreaterThan(7000);
  expect(queryOf({ view })).toBe(new URLSearchParams(view).toString());
});

it('props of any other type count as absent', () => {
  const keys = ['subject', 'range', 'view', 'initialTimeRange', 'initialFilters', 'initialDS'];
  const hostile = fc.anything({ withDate: true, withBigInt: true });
  fc.assert(
    fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, hostile]))), (props) => {
      expect(typeof queryOf(props as EmbeddedTabProps)).toBe('string');
    })
  );
});
