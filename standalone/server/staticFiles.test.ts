import { openTestServer, type TestServer } from './testServer';

const FILES = {
  'dist/module.js': 'define([])',
  'dist/4465.js': 'push([])',
  '.standalone/page/index.html': '<!doctype html><title>page</title>',
  '.standalone/page/public/build/main-ABCD1234.js': 'main()',
  '.standalone/page/public/build/img/icons/unicons/bolt.svg': '<svg/>',
  '.standalone/page/public/fonts/inter/Inter-Regular.woff2': 'font',
  'secret.txt': 'secret',
};

describe('files', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({}, FILES);
  });
  afterAll(() => server.close());

  const get = (url: string) => server.app.inject(url);

  it.each([
    ['/public/plugins/oss-serviceprofiles-app/module.js', 'define([])', 'no-cache'],
    ['/public/plugins/oss-serviceprofiles-app/module.js?_cache=0.2.0', 'define([])', 'no-cache'],
    ['/public/plugins/oss-serviceprofiles-app/4465.js', 'push([])', 'no-cache'],
    ['/public/plugins/oss-serviceprofiles-app/4465.js?_cache=6ae66cb3', 'push([])', 'public, max-age=3600'],
    ['/public/build/main-ABCD1234.js', 'main()', 'public, max-age=31536000, immutable'],
    ['/public/build/img/icons/unicons/bolt.svg', '<svg/>', 'no-cache'],
    ['/public/fonts/inter/Inter-Regular.woff2', 'font', 'no-cache'],
  ])('%s', async (url, body, cacheControl) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, body, cacheControl]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    '/',
    '/?theme=light',
    '/a/oss-serviceprofiles-app/services',
    '/a/oss-serviceprofiles-app/service/profiles?service_name=a%2Fb%22&type=process_cpu:cpu',
    '/plugins/oss-serviceprofiles-app',
    '/apiary',
  ])('%s is the page', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.body).toBe(FILES['.standalone/page/index.html']);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it.each([
    '/public/plugins/oss-serviceprofiles-app/gone.js',
    '/public/plugins/oss-serviceprofiles-app/gone.js?_cache=6ae66cb3',
    '/public/gone.svg',
    '/public',
    '/api',
    '/api/dashboards/home',
    '/apis/nothing',
    '/%61pi/nothing',
    '//api/nothing',
    '/pyroscope/nothing',
    '/vcs.v1.VCSService/GetFile',
    '/adhocprofiles.v1.AdHocProfileService',
  ])('%s is not there', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json()]).toEqual([404, { message: 'Not found' }]);
    expect(answer.headers['cache-control'] ?? '').not.toContain('max-age');
  });

  it.each([
    '/public/..%2f..%2f..%2fsecret.txt',
    '/public/plugins/oss-serviceprofiles-app/..%2f..%2fsecret.txt',
    '/public/plugins/oss-serviceprofiles-app/',
  ])('%s shows nothing', async (url) => {
    const answer = await get(url);
    expect([403, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toContain('secret');
  });

  it('nothing can be sent to a page', async () => {
    for (const headers of [{}, { 'content-type': 'text/csv' }, { 'content-type': 'application/json' }]) {
      const answer = await server.app.inject({ method: 'POST', url: '/a/x', headers, payload: 'a,b' });
      expect(answer.statusCode).toBe(404);
    }
  });
});

test('a page that is not built says how to build it', async () => {
  const server = await openTestServer();
  const answer = await server.app.inject('/');
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm start');
  await server.close();
});
