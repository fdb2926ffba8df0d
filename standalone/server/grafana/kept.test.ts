import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { closeSqlite, openSqlite } from '../../store/database';
import { createServer } from '../app';
import { openTestServer, type TestServer } from '../testServer';

const SETTINGS = '/api/plugins/oss-serviceprofiles-app/settings';
const STORAGE = '/apis/userstorage.grafana.app/v0alpha1/namespaces/default/user-storage';
const OWN = 'oss-serviceprofiles-app:standalone';

describe('what is saved', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  /** The answers of a second server over the same folder, as after a restart. */
  async function afterRestart(url: string) {
    const { dir, store } = server;
    const again = await createServer({ root: dir, dataDir: dir, querier: store.querier, writer: store });
    const answer = await again.inject(url);
    await again.close();
    return answer.json();
  }

  const send = (method: 'POST' | 'PATCH', url: string, payload: object | string) =>
    server.app.inject({ method, url, payload, headers: { 'content-type': 'application/json' } });
  const create = (data: object, name = OWN) => send('POST', STORAGE, { metadata: { name }, spec: { data } });

  it('plugin settings outlive the server', async () => {
    expect((await server.app.inject(SETTINGS)).json()).toMatchObject({ enabled: true, jsonData: null });
    const saved = await send('POST', SETTINGS, { enabled: false, pinned: false, jsonData: { range: '6h' } });
    expect(saved.json()).toEqual({ message: 'Plugin settings updated' });
    expect(await afterRestart(SETTINGS)).toMatchObject({ enabled: false, pinned: false, jsonData: { range: '6h' } });
  });

  it('settings that are none are refused, and other plugins are not there', async () => {
    expect((await send('POST', SETTINGS, { enabled: 'yes' })).statusCode).toBe(400);
    expect((await send('POST', SETTINGS, 'nope')).statusCode).toBe(400);
    expect((await server.app.inject('/api/plugins/other-app/settings')).statusCode).toBe(404);
  });

  it('user storage: missing, created, changed key by key, a key taken away, and there after a restart', async () => {
    const missing = await server.app.inject(`${STORAGE}/${OWN}`);
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toMatchObject({ kind: 'Status', reason: 'NotFound', code: 404, details: { name: OWN } });
    expect((await send('PATCH', `${STORAGE}/${OWN}`, { spec: { data: { a: '1' } } })).statusCode).toBe(404);

    expect((await create({ a: '1', b: '2' })).statusCode).toBe(201);
    const patched = await send('PATCH', `${STORAGE}/${OWN}`, { spec: { data: { a: null, c: '3' } } });
    expect(patched.json()).toMatchObject({ spec: { data: { b: '2', c: '3' } }, metadata: { generation: 2 } });
    expect((await afterRestart(`${STORAGE}/${OWN}`)).spec).toEqual({ data: { b: '2', c: '3' } });
  });

  it('user storage takes strings only, whatever the patch', async () => {
    await create({ a: '1' });
    for (const patch of [{ spec: { data: { a: 1 } } }, { spec: null }, { spec: { data: [] } }, []]) {
      const answer = await send('PATCH', `${STORAGE}/${OWN}`, patch);
      expect([answer.statusCode, answer.json().reason]).toEqual([400, 'BadRequest']);
    }
    expect((await create({ a: 1 })).statusCode).toBe(400);
    expect((await create([])).statusCode).toBe(400);
    expect((await send('PATCH', `${STORAGE}/${OWN}`, {})).statusCode).toBe(200);
    expect((await server.app.inject(`${STORAGE}/${OWN}`)).json().spec).toEqual({ data: { a: '1' } });
  });

  it("nobody else's storage can be reached", async () => {
    expect((await create({}, 'oss-serviceprofiles-app:someone')).statusCode).toBe(403);
    expect((await server.app.inject(`${STORAGE}/oss-serviceprofiles-app:someone`)).statusCode).toBe(403);
  });

  it('changes made at the same time are all kept', async () => {
    await create({});
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
    await Promise.all(keys.map((key) => send('PATCH', `${STORAGE}/${OWN}`, { spec: { data: { [key]: key } } })));
    const { spec } = await afterRestart(`${STORAGE}/${OWN}`);
    expect(Object.keys(spec.data).sort()).toEqual([...keys].sort());
  });

  it('what was saved in files by 0.1.0 is taken over', async () => {
    writeFileSync(
      join(server.dir, 'plugin-settings.json'),
      '{"oss-serviceprofiles-app":{"enabled":false,"pinned":true}}'
    );
    expect(await afterRestart(SETTINGS)).toMatchObject({ enabled: false, pinned: true });
    expect(await afterRestart(SETTINGS)).toMatchObject({ enabled: false, pinned: true });
  });

  it('a save that fails is not answered as saved', async () => {
    await create({ a: '1' });
    const db = openSqlite(join(server.dir, 'settings.sqlite'));
    db.exec(`CREATE TRIGGER full BEFORE INSERT ON documents BEGIN SELECT RAISE(FAIL, 'disk is full'); END`);
    expect((await send('PATCH', `${STORAGE}/${OWN}`, { spec: { data: { a: '2' } } })).statusCode).toBe(500);
    expect((await send('POST', SETTINGS, { enabled: false, pinned: false })).statusCode).toBe(500);
    closeSqlite(db);
    expect((await server.app.inject(`${STORAGE}/${OWN}`)).json().spec).toEqual({ data: { a: '1' } });
    expect((await server.app.inject(SETTINGS)).json().enabled).toBe(true);
  });

  it('a file that is no JSON stops the server with its name', async () => {
    writeFileSync(join(server.dir, 'user-storage.json'), '{"cut');
    await expect(afterRestart(SETTINGS)).rejects.toThrow(/user-storage\.json/);
  });
});
