import { checkSettings, readSettings, type Settings } from './schema';

const DEFAULTS: Settings = {
  namespaceLabels: ['namespace', 'service_namespace', 'service.namespace', 'k8s_namespace_name', 'k8s.namespace.name'],
  defaultMaxNodes: 16_384,
  largestMaxNodes: 65_536,
  wholeSeconds: 3,
  wholeMegabytes: 8,
  defaultRange: '1h',
  view: 'own',
  sourceHosts: [],
  sourcePaths: [],
};

const SET: Settings = {
  defaultDataSource: 'pyro',
  namespaceLabels: ['team'],
  defaultMaxNodes: 1_000,
  largestMaxNodes: 20_000,
  wholeSeconds: 1.5,
  wholeMegabytes: 20,
  defaultRange: '6h',
  view: 'classic',
  sourceHosts: ['git.example.com=gitlab'],
  sourcePaths: ['/app/ = github.com/me/shop'],
  corePrice: '0.04 USD',
};

describe('stored settings', () => {
  it.each([undefined, null, 7, 'text', [], {}])('are the defaults where %j is stored', (stored) => {
    expect(readSettings(stored)).toEqual(DEFAULTS);
  });

  it('are what was set; data of other versions are left alone', () => {
    expect(readSettings({ ...SET, other: 1 })).toEqual(SET);
  });

  it.each([
    ['defaultDataSource', 7],
    ['defaultDataSource', ''],
    ['namespaceLabels', []],
    ['namespaceLabels', ['ok', '  ']],
    ['namespaceLabels', 'namespace'],
    ['namespaceLabels', Array.from({ length: 11 }, (_, i) => `l${i}`)],
    ['defaultMaxNodes', 99],
    ['defaultMaxNodes', 1000.5],
    ['defaultMaxNodes', '1000'],
    ['largestMaxNodes', 1_048_577],
    ['wholeSeconds', 0],
    ['wholeMegabytes', 101],
    ['defaultRange', 'now-1h'],
    ['defaultRange', '0m'],
    ['view', 'modern'],
    ['corePrice', '0.04'],
    ['corePrice', '-1 USD'],
  ] as Array<[keyof Settings, unknown]>)('with a bad %s (%j) keep all others', (field, bad) => {
    expect(readSettings({ ...SET, [field]: bad })).toEqual({ ...SET, [field]: DEFAULTS[field] });
  });

  it('never let more be loaded at first than at most', () => {
    expect(readSettings({ defaultMaxNodes: 100_000, largestMaxNodes: 1_000 })).toMatchObject({
      defaultMaxNodes: 100_000,
      largestMaxNodes: 100_000,
    });
  });
});

describe('typed settings', () => {
  const check = (typed: object) => checkSettings({ ...SET, ...typed });

  it('may be saved when all is right, labels trimmed and once each', () => {
    expect(check({ namespaceLabels: [' team ', 'team', 'app'] })).toEqual({
      settings: { ...SET, namespaceLabels: ['team', 'app'] },
      problems: {},
    });
    expect(check({ defaultDataSource: undefined }).settings).toEqual({ ...SET, defaultDataSource: undefined });
  });

  it.each([
    [{ defaultMaxNodes: NaN }, { defaultMaxNodes: 'A whole number from 100 to 1048576' }],
    [{ largestMaxNodes: 5.5 }, { largestMaxNodes: 'A whole number from 100 to 1048576' }],
    [{ largestMaxNodes: 999 }, { largestMaxNodes: 'Not less than the frames in a flame graph' }],
    [{ namespaceLabels: [] }, { namespaceLabels: 'At least one label' }],
    [{ defaultRange: 'an hour' }, { defaultRange: 'A number and a unit: s, m, h, d or w' }],
    [
      { defaultRange: '', defaultMaxNodes: 1 },
      { defaultRange: 'A number and a unit: s, m, h, d or w', defaultMaxNodes: 'A whole number from 100 to 1048576' },
    ],
  ])('are refused at the field: %j', (typed, problems) => {
    expect(check(typed)).toEqual({ problems });
  });
});
