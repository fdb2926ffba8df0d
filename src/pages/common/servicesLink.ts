import { paths } from '../../plugin';
import { type Subject } from '../../subject/subject';
import { hrefOf } from './hrefOf';

/** The parameters that are the list's own. */
const OWN = ['q', 'by', 'dir'];

/** How the list was left, until Grafana is loaded anew: by its own parameters, and how far it was scrolled, in CSS pixels. */
let left = { params: '', offset: 0 };

/** Says how the list stands now; `offset` is missing where only its parameters are known. */
export function leaveList(params: URLSearchParams, offset?: number): void {
  const own = ownOf(params);
  left = { params: own, offset: offset ?? (own === left.params ? left.offset : 0) };
}

/** How far down the list with these parameters was left. */
export function offsetOfList(params: URLSearchParams): number {
  return ownOf(params) === left.params ? left.offset : 0;
}

/**
 * The list of services over the same range and data source, searched and sorted as it was left: going there must not
 * change what is looked at.
 */
export function servicesLink({ range, dataSource }: Pick<Subject, 'range' | 'dataSource'>): string {
  const params = new URLSearchParams({ ...range, ...(dataSource === undefined ? {} : { ds: dataSource }) });
  new URLSearchParams(left.params).forEach((value, name) => params.set(name, value));
  return hrefOf(`${paths.services}?${params}`);
}

function ownOf(params: URLSearchParams): string {
  return new URLSearchParams([...params].filter(([name]) => OWN.includes(name))).toString();
}
