import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Recorded {
  request: { path: string; body?: unknown };
  response: { status: number; body: never };
}

/** For tests: a request and its answer as recorded from a real Grafana and Pyroscope. */
export function recorded(name: string): Recorded {
  const file = join(process.cwd(), 'standalone/server/testdata/contract', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Recorded;
}
