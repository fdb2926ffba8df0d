import { bytesOf, windowTable, type WindowTable } from '../profile/matrix';
import { type Profile } from '../profile/model';
import { notLoadedValue } from '../profile/notLoaded';
import { isSameTotal } from '../profile/sameTotal';
import { type TimeWindow } from '../query/windows';
import { askAtOnce, MANY_AT_ONCE } from './atOnce';
import { type PyroscopeDataSource } from './dataSources';
import { fetchDecoded } from './decodedProfile';
import { fetchFlameGraph, type FlameGraphRequest } from './flameGraph';
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
  readonly #names = new Map<string, { name: string; tables: number }>();
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
    this.#drop(key);
    const shared = { ...table, names: table.names.map((name) => this.#share(name)) };
    this.#tables.set(key, shared);
    this.#bytes += bytesOf(shared);
    for (const oldest of this.#tables.keys()) {
      if (this.#bytes <= this.most) {
        break;
      }
      this.#drop(oldest);
    }
    return shared;
  }

  #drop(key: string) {
    const table = this.#tables.get(key);
    if (table) {
      this.#tables.delete(key);
      this.#bytes -= bytesOf(table);
      table.names.forEach((name) => this.#unshare(name));
    }
  }

  #share(name: string): string {
    const known = this.#names.get(name);
    if (known) {
      known.tables++;
      return known.name;
    }
    this.#names.set(name, { name, tables: 1 });
    this.#bytes += bytesOfName(name);
    return name;
  }

  /** A name goes with the last table that has it, or names alone would fill the memory at last. */
  #unshare(name: string) {
    const known = this.#names.get(name);
    if (known && --known.tables === 0) {
      this.#names.delete(name);
      this.#bytes -= bytesOfName(name);
    }
  }
}

/** Two bytes a letter, and its place in the map. */
const bytesOfName = (name: string) => 2 * name.length + 32;

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

interface Listener<Tables> {
  memory: WindowMemory;
  signal: AbortSignal;
  now: number;
  /** With each answer: what there is by now; undefined where nothing is yet. */
  onTables?(tables: Tables): void;
}

type Tables = ReadonlyArray<WindowTable | undefined>;

/**
 * Asks for the profile of one window after the other: its flame graph. Once one was cut, whole profiles, as long as they come
 * within `whole`: such windows add up to the range.
 * @throws as `fetchFlameGraph`
 */
export function windowProfiles(
  dataSource: PyroscopeDataSource,
  whole: Budget | undefined
): (request: FlameGraphRequest, signal: AbortSignal) => Promise<Profile> {
  let wholes: 'unasked' | 'wanted' | 'refused' = whole === undefined ? 'refused' : 'unasked';
  /** Undefined where it cannot be had, and never again then. */
  const wholeOf = async (request: FlameGraphRequest, signal: AbortSignal): Promise<Profile | undefined> => {
    try {
      return await fetchDecoded(dataSource, request, 'profile', { signal, budget: whole });
    } catch {
      signal.throwIfAborted();
      wholes = 'refused';
      return undefined;
    }
  };
  return async (request, signal) => {
    const first = wholes === 'wanted' ? await wholeOf(request, signal) : undefined;
    if (first) {
      return first;
    }
    const { profile: graph } = await fetchFlameGraph(dataSource, request, signal);
    if (notLoadedValue(graph) === 0 || wholes === 'refused') {
      return graph;
    }
    wholes = 'wanted';
    const all = await wholeOf(request, signal);
    return all && isSameTotal(all.total[0] ?? 0, graph.total[0] ?? 0) ? all : graph;
  };
}

/**
 * The functions of each window: from memory where the window is complete, else asked for, the newest first, four at a
 * time. All end, down to the server, when `signal` aborts, and when one fails.
 * @throws as `fetchFlameGraph`
 */
export async function fetchWindows(
  dataSource: PyroscopeDataSource,
  { labelSelector, ...request }: WindowsRequest,
  { onTables, ...listener }: Listener<Tables>
): Promise<WindowTable[]> {
  const ofOne = { ...listener, ...(onTables && { onTables: ([tables]: readonly Tables[]) => onTables(tables) }) };
  const [tables] = await fetchWindowsOf(dataSource, { ...request, labelSelectors: [labelSelector] }, ofOne);
  return tables;
}

/**
 * The same of several selectors, the newest window of all of them first.
 * @returns one a selector, each with one a window
 */
export async function fetchWindowsOf(
  dataSource: PyroscopeDataSource,
  {
    labelSelectors,
    windows,
    whole,
    ...rest
  }: Omit<WindowsRequest, 'labelSelector'> & { labelSelectors: readonly string[] },
  { memory, signal, now, onTables }: Listener<readonly Tables[]>
): Promise<WindowTable[][]> {
  const requests = labelSelectors.map((labelSelector) => ({ ...rest, labelSelector }));
  const about = requests.map((request) => JSON.stringify([dataSource.uid, request, whole]));
  const keyOf = (of: number, { from, to }: TimeWindow) => `${about[of]} ${from} ${to}`;
  const tables = requests.map((_, of) => windows.map((window) => memory.get(keyOf(of, window))));
  const newestFirst = Array.from(windows.keys())
    .reverse()
    .flatMap((at) => requests.map((_, of) => ({ of, at })));
  const missing = newestFirst.filter(({ of, at }) => tables[of][at] === undefined);
  const show = () => onTables?.(tables.map((some) => [...some]));
  const profileOf = windowProfiles(dataSource, whole);
  const ask = async ({ of, at }: (typeof missing)[number], stop: AbortSignal) => {
    const window = windows[at];
    const table = windowTable(await profileOf({ ...requests[of], range: { ...window } }, stop));
    tables[of][at] = window.to < now - SETTLED_AFTER_MS ? memory.put(keyOf(of, window), table) : table;
    show();
  };
  await askAtOnce(MANY_AT_ONCE, missing, ask, signal);
  return tables as WindowTable[][];
}
