import fc from 'fast-check';
import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadGrammar } from '../query/readSelector';
import { readSubject, type SubjectParam } from '../subject/codec';
import { ParamReader } from '../subject/paramReader';
import { defaultSubject, type Subject } from '../subject/subject';
import { links } from './links';
import { grafanaContext, recordedContext } from './testing/grafanaContext';

beforeAll(loadGrammar);

jest.mock('@grafana/runtime', () => ({
  getDataSourceSrv: () => ({
    getInstanceSettings: (uid: string) =>
      uid === 'tempo' ? { jsonData: { tracesToProfiles: { datasourceUid: 'pyro' } } } : undefined,
  }),
  getTemplateSrv: () => ({ replace: (text: string) => text.replace('$service', 'cart') }),
}));

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** Where the link of an extension point leads; undefined: it is not there. */
function pathAt(target: string, context: unknown): string | undefined {
  const link = links.find(({ targets }) => [targets].flat().includes(target))!;
  return link.configure ? link.configure(context as object)?.path : link.path;
}

/** What the page opens with. */
function opened(target: string, context: unknown): { subject: Subject; dropped: unknown[] } | undefined {
  const path = pathAt(target, context);
  if (path === undefined) {
    return undefined;
  }
  expect(path).toMatch(/^\/a\/oss-serviceprofiles-app\/service\/profiles\?/);
  const reader = new ParamReader<SubjectParam>(new URLSearchParams(path.split('?')[1]));
  return { subject: readSubject(reader, defaultSubject()), dropped: reader.dropped };
}

const ALERT = 'grafana/alerting/instance/action';
const EXPLORE = 'grafana/explore/toolbar/action';
const PANEL = 'grafana/dashboard/panel/menu';
/** It hands over what Explore does. */
const ASSISTANT = 'grafana-assistant-app/navigateToDrilldown/v1';
const SPAN = 'grafana/traceview/resource-attributes';
const LOG = 'grafana/logsview/resource-attributes';
const TRACE = 'grafana/traceview/header/actions';
/** A context at each point at which there is a link. */
const RECORDED: Record<string, unknown> = {
  [ALERT]: recordedContext('alert'),
  [EXPLORE]: recordedContext('explore'),
  [SPAN]: recordedContext('trace-resource-attributes'),
  [LOG]: { attributes: { service_name: ['cart'] } },
  [TRACE]: recordedContext('trace-header'),
};
const at = (text: string) => String(Date.parse(text));

describe('a link', () => {
  it.each([
    [
      ALERT,
      'alert',
      {
        service: 'checkout',
        namespace: { kind: 'value', value: 'shop' },
        range: { from: at('2026-11-26T14:16:40Z'), to: at('2026-11-26T15:16:40Z') },
      },
    ],
    [
      EXPLORE,
      'explore',
      { service: 'grafana-heldout', namespace: { kind: 'any' }, dataSource: 'pyroscope', type: CPU },
    ],
    [
      ASSISTANT,
      'explore',
      { service: 'grafana-heldout', namespace: { kind: 'any' }, dataSource: 'pyroscope', type: CPU },
    ],
    [PANEL, 'panel', { service: 'grafana-heldout', namespace: { kind: 'any' }, dataSource: 'pyroscope', type: CPU }],
    [SPAN, 'trace-resource-attributes', { service: 'Service1', range: { from: '1795702019325', to: '1795705619325' } }],
    [TRACE, 'trace-header', { service: 'Service0', range: { from: '1795703759332', to: '1795703880532' } }],
  ])('at %s opens what the context that Grafana recorded there is about', (target, recording, subject) => {
    expect(opened(target, recordedContext(recording))).toEqual({
      subject: { ...defaultSubject(), ...subject },
      dropped: [],
    });
  });

  it.each(['grafana/commandpalette/action', 'grafana/dynamic/nav-landing-page/nav-id-observability/cards/v1'])(
    'leads from %s to the services',
    (target) => expect(pathAt(target, {})).toBe('/a/oss-serviceprofiles-app/services')
  );

  it.each([
    [
      { service: 'cart', pod: 'cart-1' },
      { service: 'cart', filters: [{ name: 'pod', op: '=', value: 'cart-1' }] },
    ],
    [
      { job: 'shop/cart', pod: 'exporter' },
      { service: 'cart', namespace: { kind: 'value', value: 'shop' } },
    ],
    [
      { job: 'cart', namespace: 'prod' },
      { service: 'cart', namespace: { kind: 'value', value: 'prod' } },
    ],
    [{ service_name: '{"=~|', job: 'a/b' }, { service: '{"=~|' }],
  ])('at an alert with the labels %j opens %j', (labels, subject) => {
    expect(opened(ALERT, { instance: { labels } })?.subject).toEqual({ ...defaultSubject(), ...subject });
  });

  it('reads the labels of an alert instance although Grafana froze them, so that reading throws', () => {
    const context = grafanaContext({ instance: Object.freeze({ labels: { service: 'cart' } }) });
    expect(() => (context as { instance: { labels: unknown } }).instance.labels).toThrow(TypeError);
    expect(opened(ALERT, context)?.subject.service).toBe('cart');
  });

  it('reads a selector as it stands, with the variables of the dashboard', () => {
    const target = {
      datasource: { type: 'grafana-pyroscope-datasource', uid: 'p' },
      labelSelector: '{service_name="$service", "k8s.namespace.name"="a\\"b", region=~"eu|us"}',
    };
    expect(opened(PANEL, { targets: [{}, target] })?.subject).toEqual({
      ...defaultSubject(),
      service: 'cart',
      dataSource: 'p',
      namespace: { kind: 'value', value: 'a"b', label: 'k8s.namespace.name' },
      filters: [{ name: 'region', op: '=~', value: 'eu|us' }],
    });
  });

  it('asks the Pyroscope that the tracing data source names', () => {
    const attributes = { 'service.name': ['cart'], 'service.namespace': ['shop'] };
    expect(opened(SPAN, { attributes, datasource: { uid: 'tempo' } })?.subject).toEqual({
      ...defaultSubject(),
      service: 'cart',
      dataSource: 'pyro',
      namespace: { kind: 'value', value: 'shop' },
    });
    expect(opened(LOG, { attributes: { service_name: ['cart'], namespace: ['prod'] } })?.subject).toMatchObject({
      service: 'cart',
      namespace: { kind: 'value', value: 'prod' },
    });
  });

  it('looks for a span of which there are profiles, wherever it stands in the trace', () => {
    const id = '00f067aa0ba902b7';
    const attributes = { 'service.name': ['cart'] };
    expect(opened(SPAN, { attributes, spanAttributes: { 'pyroscope.profile.id': [id] } })?.subject.only).toEqual({
      kind: 'span',
      id,
    });
    const span = (name: string, ...tags: object[]) => ({ process: { serviceName: name }, tags });
    const spans = [span('front'), span('cart', { key: 'pyroscope.profile.id', value: id })];
    expect(opened(TRACE, { spans })?.subject).toMatchObject({ service: 'cart', only: { kind: 'span', id } });
    expect(opened(TRACE, { spans: [span('front', { key: 'pyroscope.profile.id', value: '../x' })] })).toEqual({
      subject: { ...defaultSubject(), service: 'front' },
      dropped: [],
    });
  });

  it.each([
    [ALERT, { instance: { labels: { severity: 'page' } } }],
    [ALERT, { instance: { labels: { service: 'x'.repeat(10_000) } } }],
    [EXPLORE, { targets: [{ datasource: { type: 'loki', uid: 'l' } }] }],
    [PANEL, { targets: [] }],
    [SPAN, { attributes: { 'service.name': [] } }],
    [TRACE, { spans: [{ process: {} }] }],
    [LOG, undefined],
  ])('is absent at %s where the context names nothing to open', (target, context) => {
    expect(pathAt(target, context)).toBeUndefined();
  });

  it('is absent or whole, whatever it is given', () => {
    const throwing = {
      get: () => {
        throw new Error('no');
      },
      enumerable: true,
    };
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('javascript:alert(1)', '__proto__', '"|{}', 'x'.repeat(10_000), '2026-11-26T15:01:40Z', NaN, -1),
      fc.anything({ withDate: true, withBigInt: true, withSparseArray: true, maxDepth: 3 })
    );
    const someOf = (...keys: string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, hostile])), { requiredKeys: [] }).chain((record) =>
        fc.subarray(keys).map((bad) => {
          bad.slice(0, 1).forEach((key) => Object.defineProperty(record, key, throwing));
          return record;
        })
      );
    const labels = someOf('service_name', 'service.name', 'service', 'job', 'namespace', 'pod', 'service_namespace');
    const lists = fc.record({ 'service.name': fc.array(hostile), service_name: hostile, namespace: fc.array(hostile) });
    const target = fc.record({
      datasource: fc.constantFrom({ type: 'grafana-pyroscope-datasource', uid: 'p' }, 'x', null),
      labelSelector: hostile,
      profileTypeId: hostile,
    });
    const context = fc.oneof(
      hostile,
      fc.record({ instance: fc.record({ labels, activeAt: hostile }), rule: fc.record({ labels }) }),
      fc.record({ targets: fc.array(target), timeRange: someOf('from', 'to'), scopedVars: hostile }),
      fc.record({ attributes: lists, timeRange: someOf('from', 'to'), datasource: someOf('uid') }),
      fc.record({
        spans: fc.array(fc.record({ serviceTags: fc.array(someOf('key', 'value')), process: labels })),
        startTime: hostile,
        duration: hostile,
      })
    );
    fc.assert(
      fc.property(context, fc.boolean(), (given, proxied) => {
        for (const each of [ALERT, EXPLORE, SPAN, LOG, TRACE]) {
          opened(each, proxied ? grafanaContext(given) : given);
        }
      }),
      { numRuns: 500 }
    );
  });

  it('looks at a part of a trace of a million spans', () => {
    const read: string[] = [];
    const spans = new Proxy([], { get: (_, key) => (key === 'length' ? 1e6 : void read.push(String(key))) });
    expect(pathAt(TRACE, { spans })).toBeUndefined();
    expect(read).toHaveLength(200);
  });

  it('is called what plugin.json calls it, and in German where Grafana has loaded that', async () => {
    const texts = () =>
      links.map(({ configure, ...link }) => {
        const target = [link.targets].flat()[0];
        const recorded = RECORDED[target];
        const { title, description } = configure!(recorded as object)!;
        return { target, english: [link.title, link.description], read: [title, description] };
      });
    await i18next.init({ lng: 'en-US' });
    for (const { english, read } of texts()) {
      expect(read).toEqual(english);
    }
    const german = readFileSync(join(__dirname, '../locales/de-DE/oss-serviceprofiles-app.json'), 'utf8');
    i18next.addResourceBundle('de-DE', 'oss-serviceprofiles-app', JSON.parse(german));
    await i18next.changeLanguage('de-DE');
    for (const { target, english, read } of texts()) {
      expect([target, read]).toEqual([target, [expect.any(String), expect.any(String)]]);
      // The product's name is the same in all languages.
      expect(read.filter((text) => text !== 'Service Profiles' && english.includes(text))).toEqual([]);
    }
    expect(texts()[0].read[0]).toBe('Profile dieses Dienstes');
  });
});
