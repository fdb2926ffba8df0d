import { createLimiter } from './limiter';

/** Tasks that end when they are told to. */
function tasks() {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const task = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      started.push(name);
      ends.set(name, (error) => (error ? reject(error) : resolve(name)));
    });
  return { started, task, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('a limiter', () => {
  it('runs so many at a time, the others in the order in which they came', async () => {
    const limited = createLimiter(2);
    const { started, task, end } = tasks();
    const answers = ['a', 'b', 'c', 'd'].map((name) => limited(task(name)));
    await settle();
    expect(started).toEqual(['a', 'b']);
    end('b');
    await settle();
    expect(started).toEqual(['a', 'b', 'c']);
    end('a');
    end('c');
    await settle();
    end('d');
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives the place of a failed task to the next', async () => {
    const limited = createLimiter(1);
    const { started, task, end } = tasks();
    const failed = limited(task('a'));
    void limited(task('b'));
    await settle();
    end('a', new Error('no'));
    await expect(failed).rejects.toThrow('no');
    await settle();
    expect(started).toEqual(['a', 'b']);
  });

  it('never runs a task that was given up while it waited', async () => {
    const limited = createLimiter(1);
    const { started, task, end } = tasks();
    const { signal, abort } = abortable();
    const first = limited(task('a'), signal);
    const second = limited(task('b'), signal);
    void limited(task('c'));
    await settle();
    abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await expect(limited(task('d'), signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toEqual(['a']);
    end('a');
    await first;
    await settle();
    expect(started).toEqual(['a', 'c']);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
