import { parseAppName } from './appName';

describe('parseAppName', () => {
  it.each([
    ['shop', { app: 'shop', tags: {} }],
    ['shop{}', { app: 'shop', tags: {} }],
    [
      ' team/shop-1.cpu { a = b , otel.scope.name=com.grafana.pyroscope/nodejs,}',
      {
        app: 'team/shop-1.cpu',
        tags: { a: 'b', 'otel.scope.name': 'com.grafana.pyroscope/nodejs' },
      },
    ],
    ['shop{a=x=y,b=,c=größe}ignored', { app: 'shop', tags: { a: 'x=y', b: '', c: 'größe' } }],
    ['shop{__proto__=x}', { app: 'shop', tags: Object.fromEntries([['__proto__', 'x']]) }],
    ['shop{a}', { app: 'shop', tags: {} }],
  ])('reads %s', (name, expected) => {
    expect(parseAppName(name)).toEqual(expected);
  });

  it.each([
    ['', 'service name is required'],
    ['{a=b}', 'service name is required'],
    ['my shop', "invalid service name: my shop: character is not allowed: ' '"],
    ['shop{=b}', 'label name is required'],
    ['shop{a-b=c}', "invalid label name: a-b: character is not allowed: '-'"],
    ['shop{a,b=c}', "invalid label name: a,b: character is not allowed: ','"],
  ])('refuses %s', (name, message) => {
    expect(() => parseAppName(name)).toThrow(message);
  });
});
