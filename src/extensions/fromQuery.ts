import { getTemplateSrv } from '@grafana/runtime';
import { linkTo } from './linkTo';
import { read, readList, readText, readTime } from './reading';

const PYROSCOPE_TYPE = 'grafana-pyroscope-datasource';
/** Queries of one panel that are looked at. */
const MOST_QUERIES = 100;

/**
 * Explore, or a dashboard's panel: what its first Pyroscope query asks for, over the same range. The link has the whole
 * selector as it is, and the page reads it. Undefined where nothing asks Pyroscope.
 */
export function linkFromQuery(context: unknown): string | undefined {
  const query = readList(read(context, 'targets'), MOST_QUERIES).find(
    (target) => read(target, 'datasource', 'type') === PYROSCOPE_TYPE && read(target, 'hide') !== true
  );
  if (query === undefined) {
    return undefined;
  }
  const fill = (text: string | undefined) => text && filled(text, read(context, 'scopedVars'));
  return linkTo({
    selector: fill(readText(query, 'labelSelector')),
    ds: fill(readText(query, 'datasource', 'uid')),
    type: fill(readText(query, 'profileTypeId')),
    from: readTime(read(context, 'timeRange'), 'from'),
    to: readTime(read(context, 'timeRange'), 'to'),
  });
}

/** With a dashboard's variables, as the data source fills them in. */
function filled(text: string, scopedVars: unknown): string {
  if (!text.includes('$') && !text.includes('[[')) {
    return text;
  }
  return getTemplateSrv().replace(text, typeof scopedVars === 'object' && scopedVars !== null ? { ...scopedVars } : {});
}
