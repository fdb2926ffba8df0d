import { type AmdOptions, BundleError, type Define, installAmd } from './amd';

interface FakeScript {
  src: string;
  async: boolean;
  onload: () => void;
  onerror: () => void;
}

/** A document whose scripts run a function instead of a file, absolute addresses included. */
function fakeDocument(files: Record<string, (define: Define) => void>, target: { define?: Define }) {
  const document = {
    currentScript: null as unknown,
    createElement: () => ({ src: '', async: false, onload: () => {}, onerror: () => {} }),
    head: {
      append: (script: FakeScript) => {
        const url = script.src;
        script.src = `http://host${url}`;
        setTimeout(() => {
          if (!files[url]) {
            return script.onerror();
          }
          document.currentScript = script;
          files[url](target.define!);
          document.currentScript = null;
          return script.onload();
        });
      },
    },
  };
  return document as unknown as AmdOptions['document'];
}

function setUp(files: Record<string, (define: Define) => void>, modules: AmdOptions['modules'] = {}) {
  const target: { define?: Define } = {};
  const document = fakeDocument(files, target);
  return installAmd({ modules, explainMissing: (name) => `No ${name} here.`, target, document });
}

test('gives the factory its dependencies in order and returns what it returns', async () => {
  const load = setUp(
    { '/module.js': (define) => define(['b', 'a'], (b: number, a: number) => ({ difference: b - a })) },
    { a: () => 2, b: async () => 10 }
  );
  expect(await load('/module.js')).toEqual({ difference: 8 });
});

test('loads a shared module only when a bundle asks for it', async () => {
  const unused = jest.fn();
  const load = setUp({ '/module.js': (define) => define(['a'], () => 1) }, { a: () => 2, unused });
  await load('/module.js');
  expect(unused).not.toHaveBeenCalled();
});

test('module.uri is the absolute address of the script, from which webpack loads its chunks', async () => {
  const load = setUp({ '/public/module.js': (define) => define(['module'], (module: { uri: string }) => module.uri) });
  expect(await load('/public/module.js')).toBe('http://host/public/module.js');
});

test.each<[string, (define: Define) => void]>([
  ['exports', (define) => define(['exports'], (exports: { answer?: number }) => void (exports.answer = 42))],
  ['a name first', (define) => define('name', [], () => ({ answer: 42 }))],
  ['an object', (define) => define({ answer: 42 })],
  ['no dependencies', (define) => define((_: unknown, exports: { answer?: number }) => void (exports.answer = 42))],
])('understands define with %s', async (_, file) => {
  expect(await setUp({ '/module.js': file })('/module.js')).toEqual({ answer: 42 });
});

test('two bundles loading at once keep their own definitions', async () => {
  const load = setUp({ '/a.js': (define) => define([], () => 'a'), '/b.js': (define) => define([], () => 'b') });
  expect(await Promise.all([load('/a.js'), load('/b.js')])).toEqual(['a', 'b']);
});

test('names every module that is not shared, those every object has included', async () => {
  const load = setUp({ '/module.js': (define) => define(['a', 'left-pad', 'toString'], () => 1) }, { a: () => 2 });
  await expect(load('/module.js')).rejects.toThrow(new BundleError('No left-pad here. No toString here.'));
});

test('a script that is not there, and one that is not AMD, are told apart', async () => {
  const load = setUp({ '/plain.js': () => {} });
  await expect(load('/gone.js')).rejects.toThrow('/gone.js could not be loaded');
  await expect(load('/plain.js')).rejects.toThrow('/plain.js is not an AMD module');
});
