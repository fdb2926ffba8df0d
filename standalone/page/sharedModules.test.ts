import { hosted, handedOverAsDefault, sharedByGrafana } from './shared.mjs';
import { asEsModule, explainMissing, sharedModules } from './sharedModules';

jest.mock(
  'virtual:shared-modules',
  () => ({ load: { lodash: async () => ({ default: Object.assign(() => {}, { map: 1 }) }) } }),
  {
    virtual: true,
  }
);

test('hosts nothing that Grafana does not share', () => {
  expect(Object.keys(hosted).filter((name) => !sharedByGrafana.includes(name))).toEqual([]);
  expect(handedOverAsDefault.filter((name) => !Object.hasOwn(hosted, name))).toEqual([]);
  expect(Object.keys(sharedModules())).toEqual(Object.keys(hosted));
});

test('what Grafana 12.3 does not share yet is not shared here', () => {
  expect(sharedByGrafana).not.toContain('react-dom/client');
  expect(explainMissing('react-dom/client')).toContain('does not share');
  expect(explainMissing('slate')).toContain('does not host');
});

test('a module that Grafana hands over as its default is the function itself', async () => {
  expect(await sharedModules().lodash()).toHaveProperty('map', 1);
});

test('of a CommonJS module both default and named imports work', () => {
  const react = { createElement: () => 'element' };
  expect(asEsModule({ default: react })).toMatchObject({
    __esModule: true,
    default: react,
    createElement: react.createElement,
  });
});

test('an export that changes later is seen', () => {
  let page = 'placeholder';
  const shared = asEsModule(Object.defineProperty({}, 'PluginPage', { get: () => page, enumerable: true }));
  page = 'real';
  expect(shared).toHaveProperty('PluginPage', 'real');
});
