import { stoppedBy } from './abort';

/** Two ways to one picture: the whole profile, and a flame graph that may be cut. */
export interface Contenders<Whole, Graph> {
  /** @param begun - to be called when its answer begins to arrive */
  whole(signal: AbortSignal, begun: () => void): Promise<Whole>;
  graph(signal: AbortSignal): Promise<Graph>;
}

/** The first to come. */
export type Outcome<Whole, Graph> =
  | { kind: 'whole'; whole: Whole }
  | {
      kind: 'graph';
      graph: Graph;
      /** The whole profile, where it is still on its way; `cancel` stops it. */
      coming?: { whole: Promise<Whole>; cancel(): void };
      /** Why the whole profile did not come. */
      failure?: unknown;
    };

/**
 * Asks for the whole profile, and for the flame graph too if the whole profile fails or has not begun to arrive in time.
 * The first to come wins. A graph that loses is cancelled; a whole profile is not, which says more than any graph.
 *
 * @param headStartMs - how long the graph waits for the whole profile to begin: 0 asks for both at once, Infinity for
 *   the graph only where the whole profile fails
 * @throws what the graph failed with, where neither came
 */
export async function race<Whole, Graph>(
  contenders: Contenders<Whole, Graph>,
  headStartMs: number,
  signal: AbortSignal
): Promise<Outcome<Whole, Graph>> {
  const stopWhole = stoppedBy(signal);
  const stopGraph = stoppedBy(signal);
  const headStart = timer(headStartMs);
  const whole = settled('whole', contenders.whole(stopWhole.signal, headStart.stop));

  const early = await Promise.race([whole, headStart.over]);
  headStart.stop();
  if (early?.won === true) {
    return { kind: 'whole', whole: early.answer };
  }
  const graph = settled('graph', contenders.graph(stopGraph.signal));
  const first = early ?? (await Promise.race([whole, graph]));
  if (first.of === 'whole') {
    if (first.won) {
      stopGraph.abort();
      return { kind: 'whole', whole: first.answer };
    }
    const last = await graph;
    if (last.won) {
      return { kind: 'graph', graph: last.answer, failure: first.error };
    }
    throw last.error;
  }
  if (!first.won) {
    const last = await whole;
    if (last.won) {
      return { kind: 'whole', whole: last.answer };
    }
    throw first.error;
  }
  const rest = whole.then((last) => (last.won ? last.answer : Promise.reject(last.error)));
  // Nobody may be left who wants it.
  rest.catch(() => {});
  return { kind: 'graph', graph: first.answer, coming: { whole: rest, cancel: () => stopWhole.abort() } };
}

type Settled<Name, Answer> = { of: Name; won: true; answer: Answer } | { of: Name; won: false; error: unknown };

function settled<Name extends string, Answer>(of: Name, asked: Promise<Answer>): Promise<Settled<Name, Answer>> {
  return asked.then(
    (answer) => ({ of, won: true, answer }),
    (error: unknown) => ({ of, won: false, error })
  );
}

/** `over` resolves after the time, unless it is stopped before. */
function timer(ms: number): { over: Promise<undefined>; stop(): void } {
  let running: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    running = ms === Infinity ? undefined : setTimeout(() => resolve(undefined), ms);
  });
  return { over, stop: () => clearTimeout(running) };
}
