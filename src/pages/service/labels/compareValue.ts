import { type Matcher } from '../../../query/selector';
import { withSubject } from '../../../viewstate/changes';
import { type ViewState } from '../../../viewstate/state';
import { compareWith } from '../../../viewstate/versus';
import { filterAway, filterTo } from '../labelFilters';

/**
 * The profiles with this value of the label, compared with the rest of them.
 * @param among the filters that all of them meet
 */
export function compareValue(
  state: ViewState,
  label: string,
  value: string,
  among: readonly Matcher[] = state.subject.filters
): ViewState {
  const only = withSubject(state, { filters: filterTo(among, label, value) });
  return compareWith(only, { other: { filters: filterAway(among, label, value) } });
}

/** Of a list that leaves the label's own filters out: the rest of what it shows. */
export function compareListed(state: ViewState, label: string, value: string): ViewState {
  const others = state.subject.filters.filter(({ name }) => name !== label);
  return compareValue(state, label, value, others);
}
