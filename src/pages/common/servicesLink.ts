import { paths } from '../../plugin';
import { type Subject } from '../../subject/subject';
import { hrefOf } from './hrefOf';

/** The list of services over the same range and data source: going there must not change what is looked at. */
export function servicesLink({ range, dataSource }: Pick<Subject, 'range' | 'dataSource'>): string {
  const params = new URLSearchParams({ ...range, ...(dataSource === undefined ? {} : { ds: dataSource }) });
  return hrefOf(`${paths.services}?${params}`);
}
