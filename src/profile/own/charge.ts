import { nameAt } from '../naming/nameAt';
import type { FrameName } from '../naming/frameName';
import { FrameKind, type Profile } from '../model';
import { Owner } from './known';
import { drained, inSlices, NAMES_A_SLICE } from '../steps';
import type { Ownership } from './ownership';

/** What a stack without an own frame was doing, by its place in `NO_OWN`. */
export const NO_OWN = ['gc', 'scheduler', 'idle', 'library', 'runtime', 'kernel'] as const;
export type NoOwnKind = (typeof NO_OWN)[number];

export interface OwnCharges {
  /** By frame: the self of all stacks whose deepest charged frame it is. */
  readonly own: Float64Array;
  /** The sum of `own`. */
  readonly ownTotal: number;
  /** Stacks without an own frame, by what they were doing. */
  readonly none: Readonly<Record<NoOwnKind, number>>;
  /** What is not loaded; it could be anyone's and is charged to nobody. */
  readonly notLoaded: number;
}

/**
 * Charges each stack's self to its deepest own frame, so that what a library or the runtime does for it counts for who
 * asked for it; recursion counts once, since a stack has one deepest frame. Own, none and not loaded add up to the whole.
 * O(nodes).
 */
export function chargeOwn(profile: Profile, ownership: Ownership): OwnCharges {
  return drained(chargeOwnInSteps(profile, ownership));
}

/** `chargeOwn` in steps. */
export function* chargeOwnInSteps(profile: Profile, ownership: Ownership): Generator<void, OwnCharges> {
  const { length, parent, symbol, self, total, frames } = profile;
  const kinds = new Uint8Array(frames.names.length);
  const findKinds = (from: number, to: number) => {
    for (let s = from; s < to; s++) {
      kinds[s] = kindOf(nameAt(frames, s), ownership.owner[s]);
    }
  };
  yield* inSlices(0, kinds.length, findKinds, NAMES_A_SLICE);
  // By node: its deepest charged frame's node, 0 for none; and what the stack down to it does.
  const charged = new Int32Array(length);
  const doing = new Uint8Array(length);
  const own = new Float64Array(frames.names.length);
  const none = [0, 0, 0, 0, 0, 0];
  let ownTotal = 0;
  let notLoaded = 0;
  doing[0] = RUNTIME;
  // Without frames the root's own value is nobody's: stacks that the profiler could not walk.
  none[RUNTIME] += length > 0 ? self[0] : 0;
  yield* inSlices(1, length, (from, to) => {
    for (let i = from; i < to; i++) {
      const s = symbol[i];
      if (frames.kinds[s] === FrameKind.notLoaded) {
        notLoaded += total[i];
        continue;
      }
      const p = parent[i];
      charged[i] = ownership.charged[s] === 1 ? i : charged[p];
      doing[i] = RANK[kinds[s]] > RANK[doing[p]] ? kinds[s] : doing[p];
      if (charged[i] > 0) {
        own[symbol[charged[i]]] += self[i];
        ownTotal += self[i];
      } else {
        none[doing[i]] += self[i];
      }
    }
  });
  return {
    own,
    ownTotal,
    none: Object.fromEntries(NO_OWN.map((kind, k) => [kind, none[k]])) as Record<NoOwnKind, number>,
    notLoaded,
  };
}

const [GC, SCHEDULER, IDLE, LIBRARY, RUNTIME, KERNEL] = NO_OWN.map((_, k) => k);

/** What decides where frames of several kinds are on a stack. */
const RANK = new Uint8Array(NO_OWN.length);
[RUNTIME, KERNEL, SCHEDULER, LIBRARY, IDLE, GC].forEach((kind, rank) => (RANK[kind] = rank));

function kindOf(name: FrameName, owner: number): number {
  const text = name.name;
  if (GC_FRAMES.some((start) => text.startsWith(start))) {
    return GC;
  }
  if (IDLE_FRAMES.has(text)) {
    return IDLE;
  }
  if (SCHEDULER_FRAMES.has(text)) {
    return SCHEDULER;
  }
  return owner === Owner.library || owner === Owner.own ? LIBRARY : owner === Owner.kernel ? KERNEL : RUNTIME;
}

const words = (text: string) => text.trim().split(/\s+/);

/** Garbage collectors: Go's, the JVM's, V8's, .NET's, CPython's and Ruby's; the beginnings of their functions. */
const GC_FRAMES = [
  ...words(`runtime.gcBgMarkWorker runtime.gcDrain runtime.bgsweep runtime.bgscavenge runtime.gcAssistAlloc runtime.gcStart
    runtime.sweepone runtime.gcMarkDone runtime.scanobject GCTaskThread:: G1 ParallelGC PSPromotionManager ZGC ZMark:: ZMarkStack ZDriver ZRelocate ZBarrier Shenandoah XWorker ConcurrentMarkThread
    WorkGang:: WKS::gc_heap SVR::gc_heap gc_collect_main rb_gc gc_sweep gc_mark`),
  '(garbage collector)',
  'garbage collector',
  'Garbage Collection',
];

/** Who waits: the functions that profilers of wall time, goroutines and blocking show at the leaf. */
const IDLE_FRAMES = new Set([
  ...words(`(idle) runtime.gopark runtime.notetsleepg Unsafe.park Object.wait Object.wait0 Thread.sleep
    Thread.sleep0 Thread.sleepNanos0 runtime.selectgo runtime.chanrecv1 runtime.chanrecv2 sync.(*Cond).Wait sync.(*WaitGroup).Wait EPoll.wait EPollArrayWrapper.epollWait Net.accept Net.poll Native.epollWait0 Native.epollWait
    SocketDispatcher.read0 SocketInputStream.socketRead0 PlainSocketImpl.socketAccept epoll_wait epoll_pwait poll ppoll select nanosleep clock_nanosleep
    futex_wait_queue_me futex_wait pthread_cond_wait pthread_cond_timedwait __futex_abstimed_wait_common __futex_abstimed_wait_common64 sigwait
    WaitHandle.WaitOne WaitHandle.WaitOneNoCheck Monitor.Wait Thread.Sleep Thread.SleepInternal LowLevelLifoSemaphore.WaitForSignal
    __psynch_cvwait mach_msg_trap kevent __select`),
]);

/** Those that find the next thing to run; of Go's threads that find none and go to sleep, what that costs. */
const SCHEDULER_FRAMES = new Set(
  words(`runtime.mcall runtime.park_m runtime.schedule runtime.findRunnable runtime.findrunnable runtime.goschedImpl runtime.mstart
    runtime.mstart1 runtime.sysmon runtime.stealWork runtime.netpoll runtime.wakep runtime.startm runtime.goexit0 runtime.resetspinning
    runtime.stopm runtime.mPark runtime.notesleep
    ForkJoinWorkerThread.run ForkJoinPool.scan ThreadPoolExecutor.getTask processTicksAndRejections`)
);
