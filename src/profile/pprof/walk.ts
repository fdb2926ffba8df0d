import { FrameKind, frameNamed, type NodeIndex, type Profile, type SymbolIndex } from '../model';
import { isSameTotal } from '../sameTotal';
import type { LinedStacks } from './lines';

/** How many stacks are followed between two pauses: one or two milliseconds' work, each frame being looked up. */
export const STACKS_A_WALK = 1 << 8;
/** So many siblings are looked through one by one. */
const FEW_SIBLINGS = 32;

/**
 * A frame of a stack that is still there, and the row that it went into.
 * @param place of its location in `stack`
 * @param line -1 where it has none
 */
type OnFrame = (row: NodeIndex, place: number, line: number) => void;

/**
 * Looks up stacks with lines in what a picture was made of, and says where the picture's transforms put them. Stacks that came
 * after the picture are unknown where it lacks their frames.
 */
export class StackWalk {
  /** What the picture was made of. */
  readonly source: Profile;
  /** By line: the symbol of its function in the source, -1 for none. */
  readonly symbolOf: Int32Array;
  readonly #children: Children;
  /** The value of unknown stacks. */
  #lost: number;

  /**
   * @param screen a complete profile, with its transforms
   * @param stacks all of the same profiles
   */
  constructor(
    private readonly screen: Profile,
    private readonly stacks: LinedStacks
  ) {
    this.source = (screen.origin?.tree ?? screen) as Profile;
    this.symbolOf = symbolsOf(this.source, stacks.lines.name);
    this.#children = new Children(this.source);
    this.#lost = stacks.notLoaded;
  }

  /**
   * Follows a sample from the root down.
   * @returns the row that its value went into; -1 where transforms left it out, or it is unknown
   */
  follow(sample: number, onFrame: OnFrame): NodeIndex {
    const { lineStart, lineAt, bare, stackStart, stack, value } = this.stacks;
    const { origin } = this.screen;
    let node: NodeIndex = 0;
    for (let i = stackStart[sample + 1] - 1; i >= stackStart[sample]; i--) {
      const location = stack[i];
      // What has no symbols is no frame in a graph of Pyroscope's.
      const nameless = this.#children.named(node, bare.get(location));
      if (nameless !== undefined) {
        node = nameless;
        this.#tell(node, i, -1, onFrame);
      }
      for (let l = lineStart[location + 1] - 1; l >= lineStart[location]; l--) {
        const child = this.#children.of(node, this.symbolOf[lineAt[l]]);
        if (child === undefined) {
          this.#lost += value[sample];
          return -1;
        }
        node = child;
        this.#tell(node, i, lineAt[l], onFrame);
      }
    }
    return origin === undefined ? node : origin.selfRowOf(node);
  }

  /** Once all samples were followed: whether the stacks are those of the picture. */
  isOfSame(factor: number): boolean {
    const whole = this.stacks.total * factor;
    return isSameTotal(whole, this.source.total[0]) && isSameTotal(whole - this.#lost * factor, whole);
  }

  /** What went into a row of another name (its caller's, its package's) is no frame any more. */
  #tell(node: NodeIndex, place: number, line: number, onFrame: OnFrame): void {
    const { screen, source } = this;
    const row = screen.origin === undefined ? node : screen.origin.rowOf(node);
    if (row > 0 && source.frames.names[source.symbol[node]] === screen.frames.names[screen.symbol[row]]) {
      onFrame(row, place, line);
    }
  }
}

function symbolsOf({ frames }: Profile, names: readonly string[]): Int32Array {
  const known = new Map(
    frames.names.flatMap((name, s): Array<[string, number]> =>
      frames.kinds[s] === FrameKind.function ? [[name, s]] : []
    )
  );
  return Int32Array.from(names, (name) => known.get(name) ?? -1);
}

/** Finds children by their symbols. */
class Children {
  readonly #wide = new Map<NodeIndex, Map<SymbolIndex, NodeIndex>>();
  readonly #symbols = new Map<string, SymbolIndex>();

  constructor(private readonly tree: Profile) {}

  of(node: NodeIndex, symbol: SymbolIndex): NodeIndex | undefined {
    const wide = this.#wide.get(node);
    if (wide !== undefined) {
      return wide.get(symbol);
    }
    const { end } = this.tree;
    let at = node + 1;
    for (let looked = 0; at < end[node]; at = end[at]) {
      if (this.tree.symbol[at] === symbol) {
        return at;
      }
      if (++looked === FEW_SIBLINGS) {
        return this.#all(node).get(symbol);
      }
    }
    return undefined;
  }

  named(node: NodeIndex, name: string | undefined): NodeIndex | undefined {
    if (name === undefined) {
      return undefined;
    }
    const symbol = this.#symbols.get(name) ?? frameNamed(this.tree.frames, name);
    this.#symbols.set(name, symbol);
    return this.of(node, symbol);
  }

  #all(node: NodeIndex): Map<SymbolIndex, NodeIndex> {
    const { end, symbol } = this.tree;
    const children = new Map<SymbolIndex, NodeIndex>();
    for (let at = node + 1; at < end[node]; at = end[at]) {
      children.set(symbol[at], at);
    }
    this.#wide.set(node, children);
    return children;
  }
}
