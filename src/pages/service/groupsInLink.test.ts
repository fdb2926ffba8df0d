import { collapseOfState, stateOfCollapse } from '../../flamegraph/view/collapse';
import { folded } from '../../profile/testing/drawn';
import { defaultViewState } from '../../viewstate/state';
import { readViewState, writeViewState } from '../../viewstate/url';

it('a link that would be too long keeps the group that was toggled last, wherever it stands in the graph', () => {
  const names = Array.from({ length: 20 }, (_, i) => `shop::Cart${i}<${'std::string, '.repeat(40)}>`);
  const profile = folded(names.map((name, i) => `${name};sum ${20 - i}`).join('\n'));
  const newest = 1;
  const before = { mode: 'all' as const, toggled: names.slice(1).map((name) => [name]) };
  const { mode, toggled } = collapseOfState(profile, before);
  const collapse = stateOfCollapse(profile, { mode, toggled: new Set([...toggled, newest]) }, before);
  const state = defaultViewState();
  const { params, cut } = writeViewState({ ...state, graph: { ...state.graph, collapse } });
  expect(cut.map(({ param }) => param)).toEqual(['group']);
  const left = readViewState(params).state.graph.collapse;
  expect(left.toggled).toEqual(collapse.toggled.slice(-left.toggled.length));
  expect(collapseOfState(profile, left).toggled).toContain(newest);
});
