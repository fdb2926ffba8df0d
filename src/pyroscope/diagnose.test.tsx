import { LIKELY_TYPES } from '../query/likelyTypes';
import { type Matcher } from '../query/selector';
import { DOTNET, DOTNET_NEW, GO, JAVA, NODE } from '../query/testing/clientTypes';
import { DataSourceError } from './errors';
import { diagnoseEmpty as diagnose, type EmptyQuestion, type Probe } from './diagnose';

type Series = Record<string, string> & { at?: string };

const HOUR = 3_600_000;
const NOW = 100 * HOUR;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const GOROUTINES = 'goroutines:goroutine:count:goroutine:count';

/** A tiny data source: label sets, each seen at one time (default: half an hour ago). */
function dataSource(series: Series[]): Probe {
  const seen = (matchers: Matcher[], range: EmptyQuestion['range']) =>
    series.filter(({ at = String(NOW - HOUR / 2), ...labels }) => {
      const inRange = Number(at) >= range.from && Number(at) <= range.to;
      return inRange && matchers.every((matcher) => matches(labels, matcher));
    });
  return {
    values: async (label, matchers, range) =>
      [
        ...new Set(
          seen(matchers, range)
            .map((s) => s[label])
            .filter(Boolean)
        ),
      ].sort(),
    newest: async (typeId, matchers, range) => {
      const ofType = seen(matchers, range).filter((s) => s.__profile_type__ === typeId);
      return ofType.length > 0 ? Math.max(...ofType.map(({ at }) => Number(at))) : undefined;
    },
  };
}

const diagnoseEmpty = (question: EmptyQuestion, probe: Probe) => diagnose(question, probe, NOW);

function matches(labels: Record<string, string>, { name, op, value }: Matcher): boolean {
  const actual = labels[name] ?? '';
  return op === '=' ? actual === value : op === '!=' ? actual !== value : new RegExp(`^(?:${value})$`).test(actual);
}

const cart = { service_name: 'cart', namespace: 'shop', region: 'eu', __profile_type__: CPU };

const ask = (changes: Partial<EmptyQuestion>): EmptyQuestion => ({
  service: 'cart',
  namespace: { kind: 'value', value: 'shop', label: 'namespace' },
  namespaceLabels: ['namespace', 'service_namespace', 'k8s.namespace.name'],
  typeId: CPU,
  filters: [],
  range: { from: NOW - HOUR, to: NOW },
  ...changes,
});

const region = (op: Matcher['op'], value: string): Matcher => ({ name: 'region', op, value });

describe('why an answer is empty', () => {
  it('says that nothing sends profiles at all', async () => {
    expect(await diagnoseEmpty(ask({}), dataSource([]))).toEqual({ kind: 'no-services' });
  });

  it('names the services there are when this one is unknown', async () => {
    const answer = await diagnoseEmpty(ask({ service: 'carts' }), dataSource([cart]));
    expect(answer).toEqual({ kind: 'no-such-service', services: ['cart'] });
  });

  it('never says that there is no such service of one that answers, although it is in no list yet', async () => {
    const unlisted: Probe = {
      values: async () => [],
      newest: async (typeId) => (typeId === GOROUTINES ? NOW : undefined),
    };
    expect(await diagnoseEmpty(ask({}), unlisted)).toEqual({ kind: 'no-such-type', types: [GOROUTINES] });
  });

  it.each([...new Set([GO, JAVA, NODE, DOTNET, DOTNET_NEW].flat())])(
    'never says so of one that sends only %s, whatever fails for others',
    async (type) => {
      const only: Probe = {
        values: async () => [],
        newest: async (asked) => (asked === type ? NOW : Promise.reject(new Error('too busy'))),
      };
      expect(await diagnoseEmpty(ask({ typeId: undefined }), only)).toEqual({ kind: 'no-such-type', types: [type] });
    }
  );

  it('asks for the rarer types only where it answers for none of the likely ones', async () => {
    const newest = jest.fn(async () => NOW);
    await diagnoseEmpty(ask({}), { values: async () => [], newest });
    expect(newest).toHaveBeenCalledTimes(LIKELY_TYPES.length);
  });

  it.each([
    ['of a week', { from: NOW - 7 * 24 * HOUR, to: NOW }, { from: NOW - HOUR, to: NOW }],
    ['of a week of the past', { from: 0, to: 50 * HOUR }, { from: 49 * HOUR, to: 50 * HOUR }],
    ['of a week that just began', { from: NOW - HOUR / 2, to: NOW + 167 * HOUR }, { from: NOW - HOUR / 2, to: NOW }],
    ['of tomorrow', { from: NOW + HOUR, to: NOW + 25 * HOUR }, { from: NOW + HOUR, to: NOW + HOUR + 1000 }],
  ])('asks about a service that is in no list a few types at a time, and only in the last hour %s', async (...args) => {
    const [, range, asked] = args;
    let running = 0;
    let most = 0;
    const newest = jest.fn<Promise<undefined>, Parameters<Probe['newest']>>(async () => {
      most = Math.max(most, ++running);
      await new Promise(process.nextTick);
      running--;
      return undefined;
    });
    const { values } = dataSource([{ ...cart, at: String(range.to) }, cart]);
    expect(await diagnoseEmpty(ask({ range, service: 'carts' }), { values, newest })).toMatchObject({
      kind: 'no-such-service',
    });
    const types = newest.mock.calls.map(([typeId]) => typeId);
    expect(new Set(types).size).toBe(types.length);
    expect(most).toBe(4);
    for (const [, , part] of newest.mock.calls) {
      expect(part).toEqual(asked);
    }
  });

  it.each([
    ['has too much to do', { status: 429, data: { message: 'no' }, config: {} }],
    ['is not there', { status: 503, data: { message: 'no' }, config: {} }],
  ])('asks no more of a server that %s', async (_, error) => {
    const failure = DataSourceError.fromFetch(error);
    const newest = jest.fn(() => Promise.reject(failure));
    await expect(diagnoseEmpty(ask({ service: 'carts' }), { ...dataSource([cart]), newest })).rejects.toBe(failure);
    expect(newest).toHaveBeenCalledTimes(4);
  });

  it('offers the namespaces that the service has', async () => {
    const namespace = { kind: 'value', value: 'prod', label: 'namespace' } as const;
    const offered = { kind: 'other-namespace', label: 'namespace', namespaces: ['shop'] };
    expect(await diagnoseEmpty(ask({ namespace }), dataSource([cart]))).toEqual({ ...offered, without: false });
    const bare = { service_name: 'cart', __profile_type__: CPU };
    expect(await diagnoseEmpty(ask({ namespace }), dataSource([cart, bare]))).toEqual({ ...offered, without: true });
  });

  it('offers them where there is nothing without a namespace', async () => {
    const answer = await diagnoseEmpty(ask({ namespace: { kind: 'none', label: 'namespace' } }), dataSource([cart]));
    expect(answer).toEqual({ kind: 'other-namespace', label: 'namespace', namespaces: ['shop'], without: false });
  });

  it('finds the label that holds the namespace, dotted ones included', async () => {
    const dotted = { service_name: 'cart', 'k8s.namespace.name': 'shop', __profile_type__: CPU };
    const answer = await diagnoseEmpty(ask({}), dataSource([dotted]));
    expect(answer).toEqual({ kind: 'other-namespace-label', namespaceLabel: 'k8s.namespace.name' });
  });

  it('knows a service without a namespace', async () => {
    const answer = await diagnoseEmpty(ask({}), dataSource([{ service_name: 'cart', __profile_type__: CPU }]));
    expect(answer).toEqual({ kind: 'no-namespace' });
  });

  it('finds profiles before the range', async () => {
    const answer = await diagnoseEmpty(ask({}), dataSource([{ ...cart, at: String(NOW - 5 * HOUR) }]));
    expect(answer).toEqual({
      kind: 'nothing-in-range',
      wider: { from: NOW - 24 * HOUR, to: NOW },
      lastSeen: NOW - 5 * HOUR,
    });
  });

  it('says when another type was last seen where the one asked for never was', async () => {
    const earlier = dataSource([{ ...cart, at: String(NOW - 5 * HOUR) }]);
    expect(await diagnoseEmpty(ask({ typeId: GOROUTINES }), earlier)).toMatchObject({ lastSeen: NOW - 5 * HOUR });
    expect(await diagnoseEmpty(ask({ typeId: undefined }), earlier)).toMatchObject({ lastSeen: NOW - 5 * HOUR });
  });

  it('finds profiles after a range of the past', async () => {
    const range = { from: NOW - 73 * HOUR, to: NOW - 72 * HOUR };
    expect(await diagnoseEmpty(ask({ range }), dataSource([cart]))).toMatchObject({
      kind: 'nothing-in-range',
      wider: { from: NOW - 24 * HOUR, to: NOW },
    });
    expect(await diagnoseEmpty(ask({ range, service: 'carts' }), dataSource([cart]))).toEqual({
      kind: 'no-such-service',
      services: ['cart'],
    });
  });

  it.each([
    ['today', { from: NOW - 10 * HOUR, to: NOW + 14 * HOUR - 1 }],
    ['a week that began today', { from: NOW - 10 * HOUR, to: NOW + 158 * HOUR - 1 }],
    ['tomorrow', { from: NOW + 14 * HOUR, to: NOW + 38 * HOUR }],
  ])('finds profiles before %s, most of which is still to come', async (_, range) => {
    const yesterday = dataSource([{ ...cart, at: String(NOW - 12 * HOUR) }]);
    expect(await diagnoseEmpty(ask({ range }), yesterday)).toEqual({
      kind: 'nothing-in-range',
      wider: { from: NOW - 24 * HOUR, to: NOW },
      lastSeen: NOW - 12 * HOUR,
    });
  });

  it('states nothing of a server that has too much to do', async () => {
    const failure = DataSourceError.fromFetch({ status: 429, data: {}, config: {} });
    const newest = () => Promise.reject(failure);
    await expect(diagnoseEmpty(ask({}), { ...dataSource([cart]), newest })).rejects.toBe(failure);
  });

  it('has its reason also where the time of the newest profile cannot be found out', async () => {
    const earlier = dataSource([{ ...cart, at: String(NOW - 5 * HOUR) }]);
    const failing = { ...earlier, newest: () => Promise.reject(new Error('no')) };
    expect(await diagnoseEmpty(ask({}), failing)).toMatchObject({ kind: 'nothing-in-range', lastSeen: undefined });
  });

  it('does not say that there is no such service where that could not be found out', async () => {
    const failing = { ...dataSource([cart]), newest: () => Promise.reject(new Error('too busy')) };
    await expect(diagnoseEmpty(ask({ service: 'carts' }), failing)).rejects.toThrow('too busy');
  });

  it('names the types that the service has instead', async () => {
    const answer = await diagnoseEmpty(ask({ typeId: GOROUTINES }), dataSource([cart]));
    expect(answer).toEqual({ kind: 'no-such-type', types: [CPU] });
    expect(await diagnoseEmpty(ask({ typeId: 'goroutine:goroutine' }), dataSource([cart]))).toEqual(answer);
  });

  it('says that no type can be asked for, instead of profiles whose values are zero', async () => {
    const odd = { ...cart, __profile_type__: 'rust:alloc:bytes:count:a:b:c' };
    for (const typeId of [undefined, CPU]) {
      const answer = await diagnoseEmpty(ask({ typeId }), dataSource([odd]));
      expect(answer).toEqual({ kind: 'malformed-types', types: [odd.__profile_type__] });
    }
  });

  it.each(['foo:bar', 'foo:bar:count', CPU, 'process_cpu:cpu', undefined])(
    'never asks about a malformed id, which can end the process of Grafana (%s)',
    async (typeId) => {
      const odd = ['foo:bar', 'foo:bar:count', `${GOROUTINES}:delta`].map((id) => ({ ...cart, __profile_type__: id }));
      for (const at of [NOW - HOUR / 2, NOW - 5 * HOUR]) {
        for (const filters of [[], [region('=', 'eu')], [region('=', 'mars')]]) {
          const { values } = dataSource([...odd, cart].map((series) => ({ ...series, at: String(at) })));
          const newest = jest.fn<Promise<undefined>, [string, ...unknown[]]>(async () => undefined);
          const answer = await diagnoseEmpty(ask({ typeId, filters }), { values, newest });
          expect(newest.mock.calls.map(([id]) => id).filter((id) => id.split(':').length !== 5)).toEqual([]);
          expect('types' in answer ? answer.types : []).not.toContain('foo:bar');
        }
      }
    }
  );

  it('takes a type by name and sample type as the service has it', async () => {
    expect(await diagnoseEmpty(ask({ typeId: 'process_cpu:cpu' }), dataSource([cart]))).toEqual({
      kind: 'nothing-measured',
    });
  });

  it('blames the one filter that excludes everything', async () => {
    const culprit = region('=', 'mars');
    const answer = await diagnoseEmpty(ask({ filters: [region('!=', 'us'), culprit] }), dataSource([cart]));
    expect(answer).toEqual({ kind: 'filters-exclude-all', culprits: [culprit], each: true });
  });

  it('blames all filters where no single one is to blame', async () => {
    const filters = [region('=', 'mars'), region('=', 'venus')];
    const answer = await diagnoseEmpty(ask({ filters }), dataSource([cart]));
    expect(answer).toEqual({ kind: 'filters-exclude-all', culprits: filters, each: false });
  });

  describe('in a gap of which the lists know nothing, since they go by blocks of hours', () => {
    const gap = { from: NOW - 50 * 60_000, to: NOW - 47 * 60_000 };
    const eu = region('=', 'eu');
    /** Lists as of the whole hour. */
    const blocks = (series: Series[]): Probe => {
      const { values, newest } = dataSource(series);
      return {
        values: (label, matchers, { from, to }) => values(label, matchers, { from: from - HOUR, to: to + HOUR }),
        newest,
      };
    };
    const before = { ...cart, at: String(NOW - 55 * 60_000) };
    const after = { ...cart, at: String(NOW - HOUR / 2) };
    const inside = { ...cart, at: String(NOW - 48 * 60_000) };

    it.each([undefined, CPU, 'process_cpu:cpu'])('says that nothing was sent (%s)', async (typeId) => {
      for (const filters of [[], [eu]]) {
        expect(await diagnoseEmpty(ask({ range: gap, typeId, filters }), blocks([before, after]))).toEqual({
          kind: 'nothing-in-range',
          wider: { from: gap.to - 24 * HOUR, to: gap.to },
          lastSeen: NOW - 55 * 60_000,
        });
      }
    });

    describe('where questions fail', () => {
      const other = { ...before, __profile_type__: GOROUTINES };
      const us = { ...inside, region: 'us' };
      /** Fails as `fails` says; `asked` is what was asked. */
      const failing = (series: Series[], fails: (...asked: Parameters<Probe['newest']>) => boolean) => {
        const { values, newest } = blocks(series);
        const ask = (...about: Parameters<Probe['newest']>) =>
          fails(...about) ? Promise.reject(new Error('no')) : newest(...about);
        return { values, newest: jest.fn(ask) };
      };

      it('does not say that nothing was sent where it is not known of another type', async () => {
        const probe = failing([before, other], (typeId) => typeId === GOROUTINES);
        await expect(diagnoseEmpty(ask({ range: gap }), probe)).rejects.toThrow('no');
      });

      it('offers no other types for filters that may have excluded all', async () => {
        const seen = { ...inside, __profile_type__: GOROUTINES };
        const probe = failing([before, seen, us], (typeId, matchers) => typeId === CPU && !matchers.includes(eu));
        await expect(diagnoseEmpty(ask({ range: gap, filters: [eu] }), probe)).rejects.toThrow('no');
      });

      it('offers the types that are known to have profiles', async () => {
        const third = { ...inside, __profile_type__: 'wall:wall:nanoseconds:wall:nanoseconds' };
        const probe = failing([before, other, third], (typeId) => typeId === GOROUTINES);
        const answer = { kind: 'no-such-type', types: [third.__profile_type__] };
        expect(await diagnoseEmpty(ask({ range: gap }), probe)).toEqual(answer);
      });

      it('says that nothing was sent also where it is not known when something was', async () => {
        const probe = failing([before], (_, __, range) => range !== gap);
        const answer = { kind: 'nothing-in-range', wider: undefined, lastSeen: undefined };
        expect(await diagnoseEmpty(ask({ range: gap }), probe)).toEqual(answer);
      });

      it('believes the lists where it is not known whether anything was sent', async () => {
        const probe = failing([inside], () => true);
        expect(await diagnoseEmpty(ask({ range: gap }), probe)).toEqual({ kind: 'nothing-measured' });
      });

      it('asks nothing twice', async () => {
        for (const filters of [[], [eu]]) {
          const probe = failing([before, other], () => false);
          await diagnoseEmpty(ask({ range: gap, filters }), probe);
          const asked = probe.newest.mock.calls.map((about) => JSON.stringify(about));
          expect(new Set(asked).size).toBe(asked.length);
        }
      });
    });

    it('finds what was sent after it', async () => {
      expect(await diagnoseEmpty(ask({ range: gap }), blocks([after]))).toEqual({
        kind: 'nothing-in-range',
        wider: { from: NOW - 24 * HOUR, to: NOW },
        lastSeen: NOW - HOUR / 2,
      });
    });

    it.each([
      ['a gap', gap],
      ['48 hours until now', { from: NOW - 48 * HOUR, to: NOW }],
      ['48 hours of the past', { from: NOW - 90 * HOUR, to: NOW - 42 * HOUR }],
    ])('names no wider range where none was found that has profiles: %s', async (_, range) => {
      const silent = { ...blocks([]), values: async (label: string) => (label === '__profile_type__' ? [CPU] : []) };
      expect(await diagnoseEmpty(ask({ range }), silent)).toEqual({
        kind: 'nothing-in-range',
        wider: undefined,
        lastSeen: undefined,
      });
    });

    it('names the types that were sent in it', async () => {
      const other = { ...inside, __profile_type__: GOROUTINES };
      const answer = await diagnoseEmpty(ask({ range: gap }), blocks([before, other]));
      expect(answer).toEqual({ kind: 'no-such-type', types: [GOROUTINES] });
    });

    it('blames the filters for what was sent in it', async () => {
      const us = { ...inside, region: 'us' };
      const answer = await diagnoseEmpty(ask({ range: gap, filters: [eu] }), blocks([before, us]));
      expect(answer).toEqual({ kind: 'filters-exclude-all', culprits: [eu], each: true });
    });

    it('says that nothing was measured of what was', async () => {
      expect(await diagnoseEmpty(ask({ range: gap }), blocks([inside]))).toEqual({ kind: 'nothing-measured' });
    });
  });

  it('says that nothing was measured where profiles are there but empty', async () => {
    expect(await diagnoseEmpty(ask({}), dataSource([cart]))).toEqual({ kind: 'nothing-measured' });
  });
});
