import { race, type Contenders } from './race';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A contender that the test settles by hand. */
class Runner {
  starts = 0;
  stopped = false;
  begun = () => {};
  resolve: (answer: string) => void = () => {};
  reject: (error: Error) => void = () => {};

  readonly run = (signal: AbortSignal, begun: () => void = () => {}) => {
    this.starts++;
    this.begun = begun;
    signal.addEventListener('abort', () => (this.stopped = true));
    return new Promise<string>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  };
}

let whole: Runner;
let graph: Runner;
let stop: AbortController;

function start(headStartMs = 700) {
  whole = new Runner();
  graph = new Runner();
  stop = new AbortController();
  const contenders: Contenders<string, string> = { whole: whole.run, graph: graph.run };
  const result = race(contenders, headStartMs, stop.signal);
  result.catch(() => {});
  return result;
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('race', () => {
  it('asks for the whole profile alone while that may begin in time', async () => {
    const result = start();
    await pass(699);
    expect([whole.starts, graph.starts]).toEqual([1, 0]);
    whole.resolve('W');
    expect(await result).toEqual({ kind: 'whole', whole: 'W' });
    await pass(10_000);
    expect(graph.starts).toBe(0);
  });

  it('never asks for the graph once the whole profile has begun', async () => {
    const result = start();
    await pass(500);
    whole.begun();
    await pass(2000);
    whole.resolve('W');
    expect(await result).toEqual({ kind: 'whole', whole: 'W' });
    expect(graph.starts).toBe(0);
  });

  it('asks for the graph after the head start, and stops it when the whole profile is first', async () => {
    const result = start();
    await pass(700);
    expect(graph.starts).toBe(1);
    whole.resolve('W');
    expect(await result).toEqual({ kind: 'whole', whole: 'W' });
    expect(graph.stopped).toBe(true);
  });

  it('gives the graph first, and the whole profile after it', async () => {
    const result = start();
    await pass(700);
    graph.resolve('G');
    const first = await result;
    expect(first).toMatchObject({ kind: 'graph', graph: 'G' });
    expect(whole.stopped).toBe(false);
    whole.resolve('W');
    expect(await (first.kind === 'graph' && first.coming?.whole)).toBe('W');
  });

  it('can stop the whole profile after the graph', async () => {
    const result = start();
    await pass(700);
    graph.resolve('G');
    const first = await result;
    if (first.kind === 'graph') {
      first.coming?.cancel();
    }
    expect(whole.stopped).toBe(true);
  });

  it('asks for the graph at once where the whole profile fails, and says why', async () => {
    const result = start(Infinity);
    const failure = new Error('refused');
    whole.reject(failure);
    await pass(0);
    expect(graph.starts).toBe(1);
    graph.resolve('G');
    expect(await result).toEqual({ kind: 'graph', graph: 'G', failure });
  });

  it('waits for the graph where the whole profile fails after the head start', async () => {
    const result = start();
    await pass(700);
    const failure = new Error('too large');
    whole.reject(failure);
    await pass(100);
    graph.resolve('G');
    expect(await result).toEqual({ kind: 'graph', graph: 'G', failure });
    expect(graph.starts).toBe(1);
  });

  it('waits for the whole profile where the graph fails', async () => {
    const result = start();
    await pass(700);
    graph.reject(new Error('too many nodes'));
    await pass(100);
    whole.resolve('W');
    expect(await result).toEqual({ kind: 'whole', whole: 'W' });
  });

  it.each<['whole' | 'graph', 'whole' | 'graph']>([
    ['whole', 'graph'],
    ['graph', 'whole'],
  ])('fails as the graph did where both fail, %s first', async (first, second) => {
    const result = start(0);
    await pass(0);
    const runners = { whole, graph };
    runners[first].reject(new Error(first));
    await pass(10);
    runners[second].reject(new Error(second));
    await expect(result).rejects.toThrow('graph');
  });

  it('asks for both at once without a head start, and never for the graph with one without end', async () => {
    void start(0);
    await pass(0);
    expect([whole.starts, graph.starts]).toEqual([1, 1]);
    void start(Infinity);
    await pass(1_000_000);
    expect([whole.starts, graph.starts]).toEqual([1, 0]);
  });

  it('stops both on abort', async () => {
    void start();
    await pass(700);
    stop.abort();
    expect([whole.stopped, graph.stopped]).toEqual([true, true]);
  });
});
