import { profileOfLevelsInSteps, type LeveledGraph } from '../profile/below/levels';
import { planBelow } from '../profile/below/plan';
import { isSame, spliceDetailInSteps } from '../profile/below/splice';
import { deriveInSteps } from '../profile/derived';
import { type NodeIndex, type Profile } from '../profile/model';
import { findPath, pathOf, type Path } from '../profile/path';
import { takenInSlices } from '../profile/steps';
import { askAtOnce } from './atOnce';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { fetchFlameGraph, type BelowListener, type FlameGraphAnswer, type FlameGraphRequest } from './flameGraph';
import { withinNodeLimit } from './nodeLimit';
import { inParts } from './parts';
import { callQuerier } from './proxy';

/** Questions at a time: more would only wait for one another on the server. */
const AT_ONCE = 2;

/** Questions for one frame that a person has focused. */
const MOST = 16;

/** The call sites of a cut graph that were asked for, and the graph with all that was found. */
export class MoreBelow {
  readonly #asked: Path[] = [];
  readonly #details: Array<{ path: Path; detail: Profile }> = [];
  /** The whole graph once more, since a detail was not of the same profiles. */
  #again: Promise<void> | undefined;

  constructor(
    private readonly dataSource: PyroscopeDataSource,
    private readonly request: FlameGraphRequest,
    private answer: FlameGraphAnswer
  ) {}

  /**
   * Asks for what was cut below a frame, until little of it is, and tells each graph that has more.
   * @param focus path of the frame; nothing happens where the graph has no such frame
   * @throws DataSourceError, ProfileInputError, AbortError; what came before was told
   */
  async load(focus: Path, { signal, onAsking, onAnswer }: BelowListener): Promise<void> {
    for (let left = MOST; ;) {
      const wanted = this.#plan(focus, left);
      if (wanted.length === 0) {
        return;
      }
      left -= wanted.length;
      onAsking?.();
      await askAtOnce(AT_ONCE, wanted, (path, stop) => this.#askFor(path, stop, onAnswer), signal);
    }
  }

  #plan(focus: Path, most: number): Path[] {
    const { profile } = this.answer;
    const node = nodeAt(profile, focus);
    const asked = new Set(this.#asked.flatMap((path) => nodeAt(profile, path) ?? []));
    return node === undefined ? [] : planBelow(profile, node, asked, most).map((each) => pathOf(profile, each));
  }

  async #askFor(path: Path, signal: AbortSignal, onAnswer: BelowListener['onAnswer']): Promise<void> {
    this.#asked.push(path);
    try {
      const detail = await fetchBelow(this.dataSource, this.request, path, signal);
      this.#details.push({ path, detail });
      const node = nodeAt(this.answer.profile, path);
      if (node !== undefined && !isSame(this.answer.profile, node, detail)) {
        await (this.#again ??= this.#askAgain(signal));
      }
      await this.#put(path, detail, signal);
    } catch (error) {
      // What was not answered may be asked for once more.
      this.#asked.splice(this.#asked.indexOf(path), 1);
      throw error;
    }
    onAnswer(this.answer);
  }

  /** A detail of other profiles than the graph's: the whole graph is asked for again, once. */
  async #askAgain(signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetchFlameGraph(this.dataSource, this.request, signal);
      this.answer = { ...this.answer, ...answer };
      for (const { path, detail } of this.#details) {
        await this.#put(path, detail, signal);
      }
    } catch (error) {
      this.#again = undefined;
      throw error;
    }
  }

  /** In slices: the graph may be a huge one. Another graph that comes meanwhile gets it too. */
  async #put(path: Path, detail: Profile, signal: AbortSignal): Promise<void> {
    for (let last: Profile | undefined; last !== this.answer.profile;) {
      const { profile } = this.answer;
      last = profile;
      const spliced = await takenInSlices(splicedInSteps(profile, path, detail), signal);
      if (spliced !== undefined && this.answer.profile === profile) {
        this.answer = { ...this.answer, profile: (last = spliced) };
      }
    }
  }
}

/** With what is derived of a large one. */
function* splicedInSteps(profile: Profile, path: Path, detail: Profile): Generator<void, Profile | undefined> {
  const node = nodeAt(profile, path);
  const spliced = node === undefined ? undefined : yield* spliceDetailInSteps(profile, node, detail);
  if (spliced) {
    yield* deriveInSteps(spliced);
  }
  return spliced;
}

function nodeAt(profile: Profile, path: Path): NodeIndex | undefined {
  const { node, matched } = findPath(profile, path);
  return matched === path.length ? node : undefined;
}

/**
 * The flame graph of what is under a call site, given as the names from below the root; its frames are beside those that
 * lead to it. Of a range longer than the server allows, in parts.
 * @throws DataSourceError, ProfileInputError, AbortError
 */
async function fetchBelow(
  { uid }: PyroscopeDataSource,
  { profileTypeId, labelSelector, range, maxNodes }: FlameGraphRequest,
  path: Path,
  signal: AbortSignal
): Promise<Profile> {
  const ask = async (part: typeof range, stop: AbortSignal, most: number): Promise<Profile> => {
    const body = {
      profileTypeID: profileTypeId,
      labelSelector,
      start: Math.round(part.from),
      end: Math.round(part.to),
      maxNodes: most,
      stackTraceSelector: { callSite: path.map((name) => ({ name })) },
    };
    const answer = await callQuerier<{ flamegraph?: LeveledGraph } | undefined>(
      uid,
      'SelectMergeStacktraces',
      body,
      stop
    );
    if (typeof answer !== 'object') {
      throw DataSourceError.notPyroscope();
    }
    return takenInSlices(profileOfLevelsInSteps(answer.flamegraph ?? {}), stop);
  };
  return inParts(
    uid,
    range,
    (part, stop = signal) => withinNodeLimit(uid, maxNodes + path.length + 1, (most) => ask(part, stop, most)),
    (by) => by.decoded.profile,
    { signal }
  );
}
