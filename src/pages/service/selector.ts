import { buildSelector, type Matcher } from '../../query/selector';

export interface Asked {
  service: string;
  /** undefined: any namespace; empty: profiles without one */
  namespace: string | undefined;
  namespaceLabel: string;
  filters: Matcher[];
}

/** The conditions that a page's address stands for: the service, its namespace, then the filters on top. */
export function matchersOf({ service, namespace, namespaceLabel, filters }: Asked): Matcher[] {
  const matchers: Matcher[] = [{ name: 'service_name', op: '=', value: service }];
  if (namespace !== undefined) {
    matchers.push({ name: namespaceLabel, op: '=', value: namespace });
  }
  return [...matchers, ...filters];
}

export function selectorOf(asked: Asked): string {
  return buildSelector(matchersOf(asked));
}
