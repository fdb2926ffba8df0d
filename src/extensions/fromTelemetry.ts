import { getDataSourceSrv } from '@grafana/runtime';
import { linkTo, type Said } from './linkTo';
import { read, readList, readText, readTime } from './reading';

/** The attribute that clients of Pyroscope give to a span of which there are profiles: the id to look for. */
const PROFILE_ID = 'pyroscope.profile.id';

const spanId = (text: string | undefined) => (text !== undefined && /^[0-9a-f]{16}$/i.test(text) ? text : undefined);

/** A span or log line: the service of its resource, over the range that is looked at there. */
export function linkFromResource(context: unknown): string | undefined {
  const attributes = read(context, 'attributes');
  const attribute = (...names: string[]) =>
    names.map((name) => readText(attributes, name, 0)).find((value) => value !== undefined);
  const service = attribute('service.name', 'service_name');
  return service === undefined
    ? undefined
    : linkTo({
        service_name: service,
        namespace: attribute('service.namespace', 'service_namespace', 'namespace'),
        span: spanId(readText(read(context, 'spanAttributes', PROFILE_ID), 0)),
        ds: profilesOf(readText(context, 'datasource', 'uid')),
        from: readTime(read(context, 'timeRange'), 'from'),
        to: readTime(read(context, 'timeRange'), 'to'),
      });
}

/** Spans of a trace that are looked at: a link is made often, and must cost little. */
const MOST_SPANS = 200;
const MOST_TAGS = 100;
/** Profiles are sent every 10 to 60 seconds: nothing shorter has one for sure. */
const AROUND_MS = 60_000;

/**
 * A whole trace: its first span of which there are profiles, else the service of its first span, from a minute before the
 * trace's start to a minute after its end.
 */
export function linkFromTrace(context: unknown): string | undefined {
  const spans = readList(read(context, 'spans'), MOST_SPANS);
  const said = spans.flatMap((span) => serviceOf(span) ?? []);
  const first = said.find(({ span }) => span !== undefined) ?? said[0];
  return (
    first &&
    linkTo({
      ...first,
      ds: profilesOf(readText(context, 'datasource', 'uid')),
      ...rangeOf(Number(read(context, 'startTime')), Number(read(context, 'duration'))),
    })
  );
}

function serviceOf(span: unknown): Said | undefined {
  const resource = [read(span, 'serviceTags'), read(span, 'process', 'tags')];
  const service = tagOf('service.name', ...resource) ?? readText(span, 'process', 'serviceName');
  return service === undefined
    ? undefined
    : {
        service_name: service,
        namespace: tagOf('service.namespace', ...resource),
        span: spanId(tagOf(PROFILE_ID, read(span, 'tags'))),
      };
}

/** The value of a key in lists of keys and values. */
function tagOf(key: string, ...lists: unknown[]): string | undefined {
  const tags = lists.flatMap((list) => readList(list, MOST_TAGS));
  return readText(
    tags.find((tag) => read(tag, 'key') === key && readText(tag, 'value') !== undefined),
    'value'
  );
}

/** @param start microseconds, as `duration` is */
function rangeOf(start: number, duration: number): Said {
  const from = Math.floor(start / 1000) - AROUND_MS;
  const to = Math.ceil((start + duration) / 1000) + AROUND_MS;
  return from > 0 && to < Number.MAX_SAFE_INTEGER ? { from: String(from), to: String(to) } : {};
}

/** The Pyroscope that a tracing data source names in its own settings ("Trace to profiles"). */
function profilesOf(uid: string | undefined): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what takes its place is not in 12.3
  const settings = uid === undefined ? undefined : getDataSourceSrv().getInstanceSettings(uid);
  return readText(settings?.jsonData, 'tracesToProfiles', 'datasourceUid');
}
