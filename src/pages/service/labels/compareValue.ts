import { withSubject } from '../../../viewstate/changes';
import { type ViewState } from '../../../viewstate/state';
import { compareWith } from '../../../viewstate/versus';
import { filterAway, filterTo } from '../labelFilters';

/** The profiles with this value of the label, compared with the rest of them. */
export function compareValue(state: ViewState, label: string, value: string): ViewState {
  const others = state.subject.filters.filter(({ name }) => name !== label);
  const only = withSubject(state, { filters: filterTo(others, label, value) });
  return compareWith(only, { other: { filters: filterAway(others, label, value) } });
}
