import fc from 'fast-check';

import { loadGrammar } from '../query/readSelector';
import { readSubject, subjectEntries } from './codec';
import { ParamReader } from './paramReader';
import { defaultSubject, type Namespace, type Subject } from './subject';
import { anySubject, text } from './testing/arbitrary';

beforeAll(loadGrammar);

const usual = defaultSubject();

function read(link: string, defaults: Subject = usual) {
  const reader = new ParamReader(new URLSearchParams(link));
  const subject = readSubject(reader, defaults);
  return { subject, dropped: reader.dropped };
}

function write(subject: Subject, { defaults = usual, complete = false } = {}): string {
  const entries = subjectEntries(subject, defaults, complete).filter(([, value]) => value !== undefined);
  return new URLSearchParams(entries as Array<[string, string]>).toString();
}

const range = fc.constantFrom({ from: 'now-6h', to: 'now' }, { from: 'now-1d/d', to: 'now/d' }, usual.range);

describe('a subject in a link', () => {
  it('comes back as it was, whatever its names, under the defaults of the same person', () => {
    fc.assert(
      fc.property(anySubject, range, (subject, mine) => {
        const defaults = defaultSubject(mine);
        expect(read(write(subject, { defaults }), defaults)).toEqual({ subject, dropped: [] });
      }),
      { numRuns: 1000 }
    );
  });

  it('means the same under the defaults of anybody when the link is complete', () => {
    fc.assert(
      fc.property(anySubject, range, range, (subject, mine, theirs) => {
        const link = write(subject, { defaults: defaultSubject(mine), complete: true });
        expect(read(link, defaultSubject(theirs)).subject).toEqual(subject);
      })
    );
  });

  it('is read from any text, and then written in one way', () => {
    const param = fc.constantFrom(
      'service_name',
      'namespace',
      'ns',
      'ns_label',
      'type',
      'filters',
      'from',
      'window_to'
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(param, text)), (pairs) => {
        const { subject } = read(new URLSearchParams(pairs).toString());
        expect(read(write(subject)).subject).toEqual(subject);
      })
    );
  });
});

describe('the namespace in a link', () => {
  it.each<[string, Namespace]>([
    ['', { kind: 'undecided' }],
    ['ns_label=team', { kind: 'undecided', label: 'team' }],
    ['namespace=', { kind: 'none' }],
    ['namespace=&ns_label=team', { kind: 'none', label: 'team' }],
    ['ns=any', { kind: 'any' }],
    ['namespace=prod', { kind: 'value', value: 'prod' }],
    ['namespace=prod+', { kind: 'value', value: 'prod ' }],
    ['namespace=any', { kind: 'value', value: 'any' }],
  ])('%j', (link, namespace) => {
    expect(read(link)).toEqual({ subject: { ...usual, namespace }, dropped: [] });
  });

  it('is the named one where a link says both, and that is said', () => {
    expect(read('namespace=prod&ns=any')).toEqual({
      subject: { ...usual, namespace: { kind: 'value', value: 'prod' } },
      dropped: [{ param: 'ns', reason: { kind: 'contradicts', param: 'namespace' } }],
    });
    expect(read('ns=all')).toEqual({
      subject: usual,
      dropped: [{ param: 'ns', reason: { kind: 'not-one-of', options: ['any'] } }],
    });
  });
});

describe('the parts of a link', () => {
  it('never let a malformed profile type through', () => {
    for (const type of ['cpu', 'a:b:c', 'a:b:c:d', 'a:b:c:d:e:f', ':cpu', 'a%0Ab:c']) {
      const { subject, dropped } = read(`type=${type}`);
      expect(subject).not.toHaveProperty('type');
      expect(dropped).toMatchObject([{ param: 'type' }]);
    }
    expect(read('type=process_cpu:cpu:nanoseconds:cpu:nanoseconds:delta').subject.type).toBe(
      'process_cpu:cpu:nanoseconds:cpu:nanoseconds'
    );
  });

  it('may stand in one whole selector, which says all that it means', () => {
    const opened = (selector: string, rest = '') => read(`selector=${encodeURIComponent(selector)}${rest}`);
    expect(opened('{service_name="cart", service_namespace="a", pod="x"}', '&filters={zone="b"}')).toEqual({
      subject: {
        ...usual,
        service: 'cart',
        namespace: { kind: 'value', value: 'a', label: 'service_namespace' },
        filters: [
          { name: 'pod', op: '=', value: 'x' },
          { name: 'zone', op: '=', value: 'b' },
        ],
      },
      dropped: [],
    });
    expect(opened('{service_name="cart", namespace=~"a|b"}').subject).toEqual({
      ...usual,
      service: 'cart',
      namespace: { kind: 'any' },
      filters: [{ name: 'namespace', op: '=~', value: 'a|b' }],
    });
    expect(opened('{service_name="cart"}', '&service_name=shop')).toEqual({
      subject: { ...usual, service: 'shop' },
      dropped: [{ param: 'selector', reason: { kind: 'contradicts', param: 'service_name' } }],
    });
    expect(opened('{').dropped).toMatchObject([{ param: 'selector', reason: { kind: 'bad-selector' } }]);
  });

  it('may be one span, trace or profile, and only one', () => {
    const [span, trace] = ['00f067aa0ba902b7', '4bf92f3577b34da6a3ce929d0e0e4736'];
    expect(read(`span=${span.toUpperCase()}&trace=${trace}`)).toEqual({
      subject: { ...usual, only: { kind: 'span', id: span } },
      dropped: [{ param: 'trace', reason: { kind: 'contradicts', param: 'span' } }],
    });
    expect(read(`trace=${span}`)).toEqual({
      subject: usual,
      dropped: [{ param: 'trace', reason: { kind: 'not-an-id' } }],
    });
    const brush = '1700000000000,1700000060000,0,5000000000,{pod="A"}';
    expect(read(`brush=${encodeURIComponent(brush)}`)).toEqual({
      subject: { ...usual, only: { kind: 'brush', id: brush } },
      dropped: [],
    });
    expect(read('brush=1,2,3')).toEqual({
      subject: usual,
      dropped: [{ param: 'brush', reason: { kind: 'bad-brush' } }],
    });
  });

  it('are ranges by their raw forms', () => {
    expect(read('from=now-3h').subject.range).toEqual({ from: 'now-3h', to: 'now' });
    expect(read('from=2023-11-14T22:13:20Z&to=1700003600000').subject.range).toEqual({
      from: '1700000000000',
      to: '1700003600000',
    });
    expect(read('to=now-3h').dropped).toEqual([{ param: 'to', reason: { kind: 'no-start' } }]);
    expect(read('from=1700003600000&to=1700000000000')).toMatchObject({
      subject: { range: { from: 'now-1h', to: 'now' } },
      dropped: [{ param: 'from', reason: { kind: 'ends-before-start' } }, { param: 'to' }],
    });
  });

  it('are a window of two absolute times, and no other', () => {
    expect(read('window_from=1700000000000&window_to=2023-11-14T22:14:20Z').subject.window).toEqual({
      from: 1_700_000_000_000,
      to: 1_700_000_060_000,
    });
    for (const link of ['window_from=now-5m&window_to=now', 'window_from=1700000060000&window_to=1700000000000']) {
      const { subject, dropped } = read(link);
      expect(subject).toEqual(usual);
      expect(dropped.map(({ param }) => param)).toEqual(['window_from', 'window_to']);
    }
    expect(read('window_from=1700000000000').dropped.map(({ param }) => param)).toEqual(['window_from']);
  });

  it('are files by digest and name, and no others', () => {
    const digest = '0af9'.repeat(16);
    const { subject, dropped } = read(`file=${digest},a,b.pb&file=x.pb&file=${digest.slice(1)},x`);
    expect(subject.file).toEqual([{ digest, name: 'a,b.pb' }]);
    expect(dropped).toEqual([
      { param: 'file', reason: { kind: 'bad-file' } },
      { param: 'file', reason: { kind: 'bad-file' } },
    ]);
    expect(subjectEntries(subject, usual, false)).toContainEqual(['file', `${digest},a,b.pb`]);
  });
});
