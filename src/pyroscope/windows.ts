import { bytesOf, windowTable, type WindowTable } from '../profile/matrix';
import { isSameTotal } from '../profile/sameTotal';
import { type TimeWindow } from '../query/windows';
import { askAtOnce, MANY_AT_ONCE } from './atOnce';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { fetchFlameGraph } from './flameGraph';
import { type AbsoluteRange } from './query';
import { type Budget } from './wholeProfile';

const MOST_BYTES = 64 * 2 ** 20;
/** Profiles arrive late: a window that ended less than this ago may get more of them. */
const SETTLED_AFTER_MS = 120_000;

/**
 * Tables of windows that are complete, the least lately used first; nothing of them is stored in the browser. Names are
 * shared: each stands in memory once.
 */
export class WindowMemory {
  readonly #tables = new Map<string, WindowTable>();
  readonly #names = new Map<string, string>();
  #bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): WindowTable | undefined {
    const table = this.#tables.get(key);
    if (table) {
      this.#tables.delete(key);
      this.#tables.set(key, table);
    }
    return table;
  }

  put(key: string, table: WindowTable): WindowTable {
    const shared = { ...table, names: table.names.map((name) => this.#share(name)) };
    this.#tables.set(key, shared);
    this.#bytes += bytesOf(shared);
    for (const [oldest, { names }] of this.#tables) {
      if (this.#bytes <= this.most) {
        break;
      }
      this.#tables.delete(oldest);
      this.#bytes -= bytesOf({ ...shared, names });
    }
    if (this.#tables.size === 0) {
      this.#names.clear();
    }
    return shared;
  }

  #share(name: string): string {
    const known = this.#names.get(name);
    if (known === undefined) {
      this.#names.set(name, name);
      // Two bytes a letter, and its place in the map.
      this.#bytes += 2 * name.length + 32;
    }
    return known ?? name;
  }
}

export interface WindowsRequest {
  profileTypeId: string;
  labelSelector: string;
  maxNodes: number;
  windows: readonly TimeWindow[];
  /**
   * What a window's whole profile may cost, where a flame graph would be cut; absent: it stays cut. Give it where the whole
   * range's came within it.
   */
  whole?: Budget;
}

interface Listener {
  memory: WindowMemory;
  signal: AbortSignal;
  now: number;
  /** With each answer: what there is by now, one a window; undefined where nothing is yet. */
  onTables?(tables: ReadonlyArray<WindowTable | undefined>): void;
}

/**
 * The functions of each window: from memory where the window is complete, else asked for, the newest first, four at a
 * time. All end, down to the server, when `signal` aborts, and when one fails. Once a flame graph was cut, whole profiles are
 * asked for, as long as they come within `whole`: the windows add up to the range then.
 * @throws as `fetchFlameGraph`
 */
export async function fetchWindows(
  dataSource: PyroscopeDataSource,
  { windows, whole, ...request }: WindowsRequest,
  { memory, signal, now, onTables }: Listener
): Promise<WindowTable[]> {
  const about = JSON.stringify([dataSource.uid, request, whole]);
  const keyOf = ({ from, to }: TimeWindow) => `${about} ${from} ${to}`;
  const tables = windows.map((window) => memory.get(keyOf(window)));
  const newestFirst = Array.from(windows.keys()).reverse();
  const missing = newestFirst.filter((at) => tables[at] === undefined);
  let wholes: 'unasked' | 'wanted' | 'refused' = whole === undefined ? 'refused' : 'unasked';
  /** As the whole profile says; undefined where that cannot be had, and never again then. */
  const wholeOf = async (range: AbsoluteRange, signal: AbortSignal): Promise<WindowTable | undefined> => {
    try {
      return windowTable(await fetchDecoded(dataSource, { ...request, range }, 'profile', { signal, budget: whole }));
    } catch {
      signal.throwIfAborted();
      wholes = 'refused';
      return undefined;
    }
  };
  const tableOf = async (range: AbsoluteRange, stop: AbortSignal): Promise<WindowTable> => {
    const first = wholes === 'wanted' ? await wholeOf(range, stop) : undefined;
    if (first) {
      return first;
    }
    const { profile } = await fetchFlameGraph(dataSource, { ...request, range }, stop);
    const graph = windowTable(profile);
    if (graph.cut === 0 || wholes === 'refused') {
      return graph;
    }
    wholes = 'wanted';
    const all = await wholeOf(range, stop);
    return all && isSameTotal(all.whole, graph.whole) ? all : graph;
  };
  const ask = async (at: number, stop: AbortSignal) => {
    const window = windows[at];
    const table = await tableOf({ ...window }, stop);
    tables[at] = window.to < now - SETTLED_AFTER_MS ? memory.put(keyOf(window), table) : table;
    onTables?.([...tables]);
  };
  await askAtOnce(MANY_AT_ONCE, missing, ask, signal);
  return tables as WindowTable[];
}
