/** What the `name` parameter of /ingest says: `app{tag=value,…}`. */
export interface AppName {
  app: string;
  tags: Record<string, string>;
}

const APP = /^[A-Za-z0-9_.\-/]+$/;
const LABEL_NAME = /^[A-Za-z0-9_.]+$/;

/**
 * Reads the `name` parameter as Pyroscope does (api/model/labelset). Values run to the next comma or brace and can't be
 * quoted; whatever follows the closing brace is ignored.
 * @throws Error in Pyroscope's words for an app or label name that is empty or has characters that are not allowed
 */
export function parseAppName(name: string): AppName {
  const brace = name.indexOf('{');
  const app = (brace < 0 ? name : name.slice(0, brace)).trim();
  check(app, APP, 'service name');
  const tags: Array<[string, string]> = [];
  const inside = brace < 0 ? '' : name.slice(brace + 1);
  let withoutValue = '';
  for (const pair of inside.split('}', 1)[0].split(',')) {
    const equals = pair.indexOf('=');
    if (equals < 0) {
      // There a comma ends values only, so this text begins the next label's name.
      withoutValue += `${pair},`;
      continue;
    }
    const label = (withoutValue + pair.slice(0, equals)).trim();
    check(label, LABEL_NAME, 'label name');
    tags.push([label, pair.slice(equals + 1).trim()]);
    withoutValue = '';
  }
  return { app, tags: Object.fromEntries(tags) };
}

function check(text: string, allowed: RegExp, what: string): void {
  if (text === '') {
    throw new Error(`${what} is required`);
  }
  if (!allowed.test(text)) {
    const wrong = [...text].find((character) => !allowed.test(character)) ?? '';
    throw new Error(`invalid ${what}: ${text}: character is not allowed: '${wrong}'`);
  }
}
