import { setImmediate as nextTurn } from 'node:timers/promises';

import { ConnectError } from './querier';

const SLICE_MS = 10;

/** Lets a long computation give way to other requests, and end when nobody waits for it any more. */
export class Breather {
  private sliceEnd = performance.now() + SLICE_MS;

  constructor(private readonly signal: AbortSignal | undefined) {
    this.check();
  }

  /** Call it often, `if (breather.due) await breather.pause()`. */
  get due(): boolean {
    return performance.now() >= this.sliceEnd;
  }

  /** @throws {ConnectError} canceled */
  async pause(): Promise<void> {
    await nextTurn();
    this.check();
    this.sliceEnd = performance.now() + SLICE_MS;
  }

  private check(): void {
    if (this.signal?.aborted) {
      throw new ConnectError('canceled', 'context canceled');
    }
  }
}
