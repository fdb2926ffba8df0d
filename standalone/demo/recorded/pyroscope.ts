import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { array, nullish, object, optional, parse, string } from 'valibot';
import type { DueWindow } from './schedule';
import { Stamper } from './stamp';

const ATTEMPTS = 5;

const SeriesSchema = object({
  series: optional(
    array(
      object({
        labels: optional(array(object({ name: string(), value: string() }))),
        points: optional(array(object({ timestamp: nullish(string()) }))),
      })
    )
  ),
});

/** The part of Pyroscope's HTTP API that the demo uses: pushing profiles, and asking which are there. */
export class Pyroscope {
  private readonly stampers = new Map<string, Stamper>();

  /** @param url - where the server is, without a path */
  constructor(private readonly url: string) {}

  /**
   * Pushes all profiles of a window. Sample ids follow from file and time, so a store that knows ids takes none twice.
   *
   * @returns what the server said when it does not want the window (too old, say), undefined when it took it
   * @throws when the server is out of reach or keeps failing
   */
  async push({ instance, recording, time }: DueWindow): Promise<string | undefined> {
    const labels = { ...recording.labels, ...instance.labels };
    const series = recording.profiles.map((profile) => {
      const stamper = this.stampers.get(profile.file) ?? new Stamper(profile.message);
      this.stampers.set(profile.file, stamper);
      const rawProfile = Buffer.from(stamper.at(time, profile.duration)).toString('base64');
      return {
        labels: Object.entries({ __name__: profile.name, ...labels }).map(([name, value]) => ({ name, value })),
        samples: [{ ID: idOf(`${profile.file}@${time}`), rawProfile }],
      };
    });
    const response = await this.post('push.v1.PusherService/Push', { series });
    return response.ok ? undefined : `${response.status} ${await response.text()}`;
  }

  /** The times (milliseconds since the epoch) in the range at which the server has profiles with the labels. */
  async timesOf(
    profileTypeID: string,
    labels: Readonly<Record<string, string>>,
    start: number,
    end: number
  ): Promise<Set<number>> {
    const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const response = await this.post('querier.v1.QuerierService/SelectSeries', {
      profileTypeID,
      labelSelector: `{${matchers.join(',')}}`,
      start: String(start),
      end: String(end),
      // With a step this short every profile has a point of its own, at its own time.
      step: 0.001,
    });
    if (!response.ok) {
      throw new Error(`SelectSeries: ${response.status} ${await response.text()}`);
    }
    const { series = [] } = parse(SeriesSchema, await response.json());
    return new Set(series.flatMap(({ points = [] }) => points.map((point) => Number(point.timestamp ?? 0))));
  }

  private async post(path: string, body: unknown): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(path, JSON.stringify(body)).catch((error: unknown) => error);
      if (response instanceof Response && response.status < 500 && response.status !== 429) {
        return response;
      }
      if (attempt === ATTEMPTS) {
        throw response instanceof Response
          ? new Error(`${path}: ${response.status} ${await response.text()}`)
          : response;
      }
      await sleep(250 * 2 ** attempt);
    }
  }

  private send(path: string, body: string): Promise<Response> {
    const headers = { 'Content-Type': 'application/json' };
    return fetch(new URL(path, `${this.url}/`), { method: 'POST', headers, body });
  }
}

/** A UUID (version 8 of RFC 9562: made from whatever one likes) that depends on the name alone. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
