import { ProfileInputError } from '../profile/model';
import { notLoadedValue } from '../profile/notLoaded';
import { isSameTotal } from '../profile/sameTotal';
import { parseProfileType } from '../query/profileTypes';
import { unitOf } from '../query/units';
import { type PyroscopeDataSource } from './dataSources';
import { DataSourceError } from './errors';
import { fetchFlameGraph, type FlameGraphAnswer, type FlameGraphRequest, type WholeOffer } from './flameGraph';
import { type MoreBelow } from './moreBelow';
import { race } from './race';
import { type RaceMemory } from './raceMemory';
import { fetchDecoded } from './decodedProfile';
import { OverBudgetError, type Budget, type Listener } from './wholeProfile';

/** How long the flame graph waits for the whole profile to begin to arrive. */
const HEAD_START_MS = 700;

/** Kinds and codes of errors: it may not be asked for, or nobody offers it. */
const LASTING: ReadonlyArray<string | undefined> = [
  'forbidden',
  'not-pyroscope',
  'no-such-data-source',
  'unimplemented',
];

const PASSING: readonly string[] = ['overloaded', 'unreachable', 'offline', 'timeout', 'broken-off'];

export interface RaceOptions {
  /** what the whole profile may cost */
  budget: Budget;
  /** what is asked, but for the time: what holds for it once may hold again */
  subject: string;
  memory: RaceMemory;
  onParts?: Listener['onParts'];
}

/**
 * The whole profile where that can be had within the budget, the flame graph otherwise; both by the same question. A
 * graph from which something was cut says how to get the rest. One that is complete has no files and not the program's
 * name, by which own code is told: the whole profile that is on its way takes its place too.
 * @throws as `fetchFlameGraph`
 */
export async function fetchBestProfile(
  dataSource: PyroscopeDataSource,
  request: FlameGraphRequest,
  { budget, subject, memory, onParts }: RaceOptions,
  signal: AbortSignal
): Promise<FlameGraphAnswer> {
  const question = memory.questionOf(subject, request.range);
  const load = (listener: Listener) => fetchWhole(dataSource, request, listener);
  const { lost } = question;
  const failed = (reason: unknown) => {
    const kind = kindOf(reason);
    // What fails alike twice in a row, and not for want of time or a connection, would do so with every refresh.
    const again = kind !== undefined && kind === kindOf(lost?.failure) && !isPassing(reason);
    const lasts = isLasting(reason) || again;
    // What was only given up teaches nothing.
    if (lasts || kind) {
      question.wholeLost(reason, lasts, reason instanceof OverBudgetError);
    }
  };
  const withRest = (graph: FlameGraphAnswer, offer: Omit<WholeOffer, 'load'>): FlameGraphAnswer => {
    const checked = async (whole: Promise<FlameGraphAnswer>, stop = signal) => {
      // Newer profiles may have come between the two questions.
      if (!agree(await whole, graph) && !agree(await whole, await fetchFlameGraph(dataSource, request, stop))) {
        throw new ProfileInputError('other-total', 'The totals of the whole profile and the flame graph differ.');
      }
      return whole;
    };
    const coming = offer.coming && checked(offer.coming);
    coming?.then(() => question.wholeWon(), failed);
    if (isComplete(graph)) {
      return coming ? { ...graph, whole: { coming, cancel: offer.cancel } } : graph;
    }
    const whole: WholeOffer = {
      ...offer,
      coming,
      load: async (listener) => {
        const all = await checked(load(listener), listener.signal);
        question.loadedAll();
        return all;
      },
    };
    let more: Promise<MoreBelow> | undefined;
    const cut: FlameGraphAnswer = {
      ...graph,
      whole,
      below: async (focus, listener) => {
        more ??= import(/* webpackChunkName: "below" */ './moreBelow').then(
          (m) => new m.MoreBelow(dataSource, request, cut)
        );
        // Code that did not come is asked for again with the next focus.
        more.catch(() => (more = undefined));
        return (await more).load(focus, listener);
      },
    };
    return cut;
  };
  if (lost?.lasts) {
    const graph = await fetchFlameGraph(dataSource, request, signal, onParts);
    return withRest(graph, { failure: lost.failure });
  }
  const outcome = await race(
    {
      whole: (stop, begun) =>
        fetchWhole(dataSource, request, {
          signal: stop,
          budget: question.unbounded ? undefined : budget,
          onBytes: begun,
          onParts,
        }),
      graph: (stop) => fetchFlameGraph(dataSource, request, stop, onParts),
    },
    question.won ? Infinity : question.wasOverBudget ? 0 : HEAD_START_MS,
    signal
  );
  if (outcome.kind === 'whole') {
    question.wholeWon();
    return outcome.whole;
  }
  const { graph, coming, failure } = outcome;
  if (failure !== undefined) {
    failed(failure);
  }
  return withRest(graph, { coming: coming?.whole, cancel: coming?.cancel, failure });
}

function agree({ profile: whole }: FlameGraphAnswer, { profile: graph }: FlameGraphAnswer): boolean {
  return isSameTotal(whole.total[0], graph.total[0]);
}

function kindOf(reason: unknown) {
  return reason instanceof DataSourceError ? reason.kind : undefined;
}

/** What is so the next time, too; an overload, a time-out or a connection that was cut is gone by then, perhaps. */
function isLasting(reason: unknown): boolean {
  return reason instanceof DataSourceError
    ? LASTING.includes(reason.kind) || LASTING.includes(reason.code)
    : reason instanceof OverBudgetError || reason instanceof ProfileInputError;
}

/** An overload of a server whose messages are too small for it is none that passes. */
function isPassing(reason: unknown): boolean {
  return reason instanceof DataSourceError && PASSING.includes(reason.kind) && !/larger than/.test(reason.words);
}

function isComplete({ profile }: FlameGraphAnswer): boolean {
  return notLoadedValue(profile) === 0;
}

async function fetchWhole(
  dataSource: PyroscopeDataSource,
  request: Omit<FlameGraphRequest, 'maxNodes'>,
  listener: Listener
): Promise<FlameGraphAnswer> {
  const profile = await fetchDecoded(dataSource, request, 'profile', listener);
  return { profile, unit: unitOf(parseProfileType(request.profileTypeId)!.sampleUnit), frame: undefined };
}
