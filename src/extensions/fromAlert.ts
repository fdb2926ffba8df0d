import { buildSelector } from '../query/buildSelector';
import { linkTo } from './linkTo';
import { read, readText } from './reading';

const MINUTE = 60_000;
/** What led to an alert lies mostly before it, since most rules wait some minutes before they fire. */
const BEFORE = 45 * MINUTE;
const AFTER = 15 * MINUTE;

/** An alert instance: the service of its labels, in the hour around its start. Undefined where no label names one. */
export function linkFromAlert(context: unknown): string | undefined {
  const instance = read(context, 'instance');
  const said = subjectOfLabels(read(instance, 'labels')) ?? subjectOfLabels(read(context, 'rule', 'labels'));
  return said && linkTo({ ...said, ...rangeAround(Date.parse(readText(instance, 'activeAt') ?? '')) });
}

function subjectOfLabels(labels: unknown) {
  const named = readText(labels, 'service_name') ?? readText(labels, 'service.name') ?? readText(labels, 'service');
  const job = readText(labels, 'job');
  const namespace = readText(labels, 'namespace') ?? readText(labels, 'service_namespace');
  // OpenTelemetry and the Prometheus operator make `job` of both: namespace/name.
  const [, ofJob, nameOfJob] = /^([^/]+)\/([^/]+)$/.exec(job ?? '') ?? [undefined, undefined, job];
  const service = named ?? nameOfJob;
  if (service === undefined) {
    return undefined;
  }
  const pod = readText(labels, 'pod');
  return {
    service_name: service,
    namespace: namespace ?? (named === undefined ? ofJob : undefined),
    // A job's alert often has the pod of what watches it.
    filters:
      pod === undefined || named === undefined ? undefined : buildSelector([{ name: 'pod', op: '=', value: pod }]),
  };
}

/** A rule that never fired has the year 1. */
function rangeAround(time: number) {
  return time > 0 ? { from: String(time - BEFORE), to: String(time + AFTER) } : {};
}
