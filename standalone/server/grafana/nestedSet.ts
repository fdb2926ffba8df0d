import type { Flamebearer } from '../../store/querier';

/** A flame graph as Grafana's frames hold it: rows depth first, parents before children, siblings from the left. */
export interface NestedSet {
  /** depth; row 0 is the root at level 0, a row's parent is the nearest row above with level - 1 */
  level: number[];
  value: number[];
  self: number[];
  /** index into `names` */
  label: number[];
  /** each name once, in the order of its first row */
  names: string[];
}

/** The bars of all levels, one after the other; the children of a bar are neighbors, so a first and a count name them. */
interface Bars {
  level: number[];
  start: number[];
  value: number[];
  self: number[];
  name: number[];
  firstChild: number[];
  childCount: number[];
}

/**
 * Turns Pyroscope's levels into the rows of Grafana's flame graph frame, in linear time, with the answers of Grafana's
 * data source (grafana/grafana: pkg/tsdb/grafana-pyroscope-datasource/query.go, levelsToTree): a bar belongs to the
 * first bar of the level above whose span holds it, bars that no span holds end their level.
 */
export function toNestedSet(flamebearer: Flamebearer): NestedSet {
  const set: NestedSet = { level: [], value: [], self: [], label: [], names: [] };
  const bars = readBars(flamebearer.levels);
  const labels = new Map<string, number>();
  const pending = bars.value.length > 0 ? [0] : [];
  for (let bar = pending.pop(); bar !== undefined; bar = pending.pop()) {
    const name = flamebearer.names[bars.name[bar]] ?? '';
    const label = labels.get(name) ?? labels.size;
    if (label === labels.size) {
      labels.set(name, label);
      set.names.push(name);
    }
    set.level.push(bars.level[bar]);
    set.value.push(bars.value[bar]);
    set.self.push(bars.self[bar]);
    set.label.push(label);
    for (let child = bars.childCount[bar] - 1; child >= 0; child--) {
      pending.push(bars.firstChild[bar] + child);
    }
  }
  return set;
}

function readBars(levels: number[][]): Bars {
  const bars: Bars = { level: [], start: [], value: [], self: [], name: [], firstChild: [], childCount: [] };
  if (levels.length === 0) {
    return bars;
  }
  // Of the root only its numbers count: its name is the first one.
  const [, total = 0, self = 0] = levels[0];
  addBar(bars, { level: 0, start: 0, value: total, self, name: 0 });
  let above = 0;
  for (let level = 1; level < levels.length; level++) {
    const from = bars.value.length;
    readLevel(bars, levels[level], { level, parent: above, parentEnd: from });
    above = from;
  }
  return bars;
}

function readLevel(bars: Bars, values: number[], at: { level: number; parent: number; parentEnd: number }): void {
  let parent = at.parent;
  let end = 0;
  for (let i = 0; i + 3 < values.length; i += 4) {
    const start = end + values[i];
    end = start + values[i + 1];
    while (parent < at.parentEnd && !holds(bars, parent, start, end)) {
      parent++;
    }
    if (parent === at.parentEnd) {
      return;
    }
    if (bars.childCount[parent] === 0) {
      bars.firstChild[parent] = bars.value.length;
    }
    bars.childCount[parent]++;
    addBar(bars, { level: at.level, start, value: values[i + 1], self: values[i + 2], name: values[i + 3] });
  }
}

function holds(bars: Bars, parent: number, start: number, end: number): boolean {
  return start >= bars.start[parent] && end <= bars.start[parent] + bars.value[parent];
}

function addBar(bars: Bars, bar: { level: number; start: number; value: number; self: number; name: number }): void {
  bars.level.push(bar.level);
  bars.start.push(bar.start);
  bars.value.push(bar.value);
  bars.self.push(bar.self);
  bars.name.push(bar.name);
  bars.firstChild.push(0);
  bars.childCount.push(0);
}
