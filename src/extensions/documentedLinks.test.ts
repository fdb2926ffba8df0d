import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import { loadGrammar } from '../query/readSelector';
import { readViewState } from '../viewstate/url';
import { recordedContext } from './testing/grafanaContext';

/** The links that the documentation has people paste, evaluated as who fills them in does, and read as the page does. */

beforeAll(loadGrammar);

const root = join(__dirname, '../..');
const pages = ['README.md', 'src/README.md', ...globSync('docs/*.md', { cwd: root, posix: true })];
const PROFILES = /\/a\/oss-serviceprofiles-app\/service\/profiles\?[^`\n]*/g;
const inPages = pages.flatMap((page) =>
  (readFileSync(join(root, page), 'utf8').match(PROFILES) ?? []).map((link): [string, string] => [page, link])
);
const template = (kind: RegExp) => {
  const found = inPages.filter(([page, link]) => page === 'docs/ways-in.md' && kind.test(link));
  expect(found).toHaveLength(1);
  return found[0][1];
};

/** Go's url.QueryEscape. */
const urlquery = (text: string) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/** As Grafana makes an annotation of an alert: a template of Go. */
const annotation = (labels: Record<string, string>) =>
  template(/\{\{/).replace(/\{\{(.*?)\}\}/g, (_, action: string) => {
    const label = /^ urlquery \$labels\.([A-Za-z_]\w*) $/.exec(action)?.[1];
    if (label === undefined) {
      throw new Error(`no template of Go that is known here: ${action}`);
    }
    return urlquery(labels[label]);
  });

/** As Grafana fills in a panel's data link. */
const dataLink = (labels: Record<string, string>, range: { from: number; to: number }) =>
  template(/\$\{/).replace(/\$\{(.*?)\}/g, (_, variable: string) => {
    const label = /^__field\.labels\.(\w+):percentencode$/.exec(variable)?.[1];
    const time = /^__(from|to)$/.exec(variable)?.[1];
    if (label !== undefined) {
      return urlquery(labels[label]).replaceAll('+', '%20');
    }
    if (time === undefined) {
      throw new Error(`no variable of Grafana that is known here: ${variable}`);
    }
    return String(range[time as 'from' | 'to']);
  });

function opened(link: string) {
  const { state, dropped } = readViewState(new URL(link, 'https://grafana.example.com').search);
  expect(dropped).toEqual([]);
  return state.subject;
}

const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom('a & b#1', '50%+1', '"; {x="y"}', '${__from}', '{{ $labels.pod }}', "it's (new)!*", '../../login')
);

it('the annotation of an alert opens the service that the recorded alert is about', () => {
  const { rule } = recordedContext('alert') as { rule: { labels: Record<string, string> } };
  expect(opened(annotation(rule.labels))).toMatchObject({
    service: 'checkout',
    namespace: { kind: 'value', value: 'shop' },
    range: { from: 'now-1h', to: 'now' },
  });
});

it('the annotation opens the service and namespace of any name', () => {
  fc.assert(
    fc.property(names, names, (service, namespace) => {
      expect(opened(annotation({ service_name: service, namespace }))).toMatchObject({
        service,
        namespace: { kind: 'value', value: namespace },
      });
    })
  );
});

it("a data link opens the series' service, of any name, at the panel's time", () => {
  fc.assert(
    fc.property(names, (service) => {
      const range = { from: 1_790_000_000_000, to: 1_790_000_600_000 };
      expect(opened(dataLink({ service_name: service }, range))).toMatchObject({
        service,
        range: { from: String(range.from), to: String(range.to) },
      });
    })
  );
});

it.each(inPages.filter(([, link]) => !/\$\{|\{\{/.test(link)))('%s: %s opens without a loss', (_, link) => {
  expect(opened(link).service).toBe('checkout');
});
