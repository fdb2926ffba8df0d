import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { PAST } from '../standalone/demo/recorded/rollout';

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  extends?: { file: string; service: string };
  build?: { args?: Record<string, string> };
  image?: string;
  command?: string | string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: string[];
}

const compose: { services: Record<string, Service> } = parse(read('docker-compose.yaml'));
const base: { services: Record<string, Service> } = parse(read('.config/docker-compose-base.yaml'));
const isCompose = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
  JSON.parse(read('scripts/schemas/compose-spec.json'))
);

describe('docker-compose.yaml', () => {
  it.each(['docker-compose.yaml', '.config/docker-compose-base.yaml'])('%s is what Compose takes', (file) => {
    isCompose(parse(read(file)));
    expect(isCompose.errors ?? []).toEqual([]);
  });

  it('would be refused with a slip in it', () => {
    expect(isCompose({ services: { grafana: { image: 'x', port: ['3000:3000'] } } })).toBe(false);
    expect(isCompose({ services: { grafana: { image: 'x', restart: 3 } } })).toBe(false);
  });

  it('brings up Grafana, Pyroscope and the demo', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['demo', 'grafana', 'pyroscope']);
    const { extends: from, build } = compose.services.grafana;
    expect(base.services[from?.service ?? '']).toBeDefined();
    expect(existsSync(join(root, from?.file ?? 'none'))).toBe(true);
    // A name that the base does not have would be an argument that its Dockerfile ignores.
    expect(Object.keys(base.services.grafana.build?.args ?? {})).toEqual(
      expect.arrayContaining(Object.keys(build?.args ?? {}))
    );
  });

  it('lets Pyroscope take all of the past that the demo begins with', () => {
    const [, hours] = /-validation\.reject-older-than=(\d+)h\b/.exec(String(compose.services.pyroscope.command)) ?? [];
    // It takes a while until all of it is sent.
    expect(Number(hours) * 60).toBeGreaterThanOrEqual(PAST / 60_000 + 30);
  });

  it('waits only for services that there are', () => {
    const needed = Object.values(compose.services).flatMap((service) => service.depends_on ?? []);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(needed));
  });

  it('runs the oldest Grafana that the plugin takes, and the demo that npm start runs', () => {
    const { dependencies } = JSON.parse(read('src/plugin.json'));
    const [major, minor] = /(\d+)\.(\d+)\.\d+/.exec(dependencies.grafanaDependency)?.slice(1) ?? [];
    expect(compose.services.grafana.build?.args?.grafana_version).toMatch(`:-${major}.${minor}.`);
    expect(compose.services.demo.command).toBe('node .standalone/demo/main.mjs');
  });
});

describe('provisioning', () => {
  const [dataSource] = parse(read('provisioning/datasources/pyroscope.yaml')).datasources;
  const [app] = parse(read('provisioning/plugins/apps.yaml')).apps;

  it('points the data source where the demo pushes to, by the uid that the standalone server uses', () => {
    expect(dataSource).toMatchObject({ uid: 'pyroscope', type: 'grafana-pyroscope-datasource', access: 'proxy' });
    expect(dataSource.url).toBe(compose.services.demo.environment?.SERVICE_PROFILES_URL);
    expect(new URL(dataSource.url).hostname in compose.services).toBe(true);
  });

  it('lets both plugins in unsigned, as the README tells to: Grafana refuses the panel otherwise', () => {
    const ids = ['src/plugin.json', 'src/panel/plugin.json'].map((file) => JSON.parse(read(file)).id).join(',');
    const variable = 'GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS';
    expect(compose.services.grafana.environment?.[variable]).toBe(ids);
    expect(read('README.md')).toContain(`\`${variable}=${ids}\``);
  });

  it('enables this app', () => {
    expect(app).toMatchObject({ type: JSON.parse(read('src/plugin.json')).id, disabled: false });
  });
});
