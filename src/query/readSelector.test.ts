import fc from 'fast-check';

import { buildSelector } from './buildSelector';
import { loadGrammar, readSelector } from './readSelector';
import { parseSelector, type Matcher } from './selector';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '`', '\\', '\n', '{', '}', ',', '=', ' ', 'n', 'x', '\uFFFD') })
);
const matchers = fc.array(
  fc.record({ name: text, op: fc.constantFrom<Matcher['op']>('=', '!=', '=~', '!~'), value: text }),
  { maxLength: 4 }
);
const fragments = fc.constantFrom('{', '}', 'a', '"b"', '"', '=', '!=', '=~', ',', ', ', ' ', '\\', '#', "'c'", '""');

const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

/** The module anew: without the grammar. */
const fresh = () => {
  let read = readSelector;
  jest.isolateModules(() => {
    read = jest.requireActual<{ readSelector: typeof readSelector }>('./readSelector').readSelector;
  });
  return read;
};

it('reads what links of ours hold without the grammar', () => {
  const read = fresh();
  expect(read('{}')).toEqual({ ok: true, matchers: [] });
  expect(read('{region="eu", "k8s.pod"=~"a\\"b|c, d\\n", pod!="}"}')).toEqual({
    ok: true,
    matchers: [
      { name: 'region', op: '=', value: 'eu' },
      { name: 'k8s.pod', op: '=~', value: 'a"b|c, d\n' },
      { name: 'pod', op: '!=', value: '}' },
    ],
  });
});

it('waits for the grammar where somebody else wrote the text, as Suspense waits', async () => {
  const read = fresh();
  const waits = thrownBy(() => read('{region="eu",}'));
  expect(waits).toBeInstanceOf(Promise);
  await waits;
  expect(read('{region="eu",}')).toEqual({ ok: true, matchers: [{ name: 'region', op: '=', value: 'eu' }] });
});

it('says why the grammar cannot be had, once', async () => {
  jest.doMock('./selector', () => {
    throw new Error('Loading chunk 5 failed.');
  });
  const read = fresh();
  await thrownBy(() => read('{region="eu",}'));
  jest.dontMock('./selector');
  expect(() => read('{region="eu",}')).toThrow('Loading chunk 5 failed.');
});

it('says of any text what the grammar says', async () => {
  await loadGrammar();
  fc.assert(
    fc.property(matchers, (some) => {
      const built = buildSelector(some);
      expect(readSelector(built)).toEqual(parseSelector(built));
    })
  );
  fc.assert(
    fc.property(fc.string({ unit: fragments, maxLength: 16 }), (some) => {
      expect(readSelector(some)).toEqual(parseSelector(some));
      expect(readSelector(`{${some}}`)).toEqual(parseSelector(`{${some}}`));
    }),
    { numRuns: 1000 }
  );
});
