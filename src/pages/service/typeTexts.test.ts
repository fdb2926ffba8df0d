import { describeType } from '../../query/catalogue';
import { notCollected } from '../../query/notCollected';
import { DOTNET, DOTNET_NEW, GO, JAVA, NODE } from '../../query/testing/clientTypes';
import { sentenceOf, switchTexts } from './typeTexts';

const sentence = (id: string) => sentenceOf(describeType(id)!);

describe('sentenceOf', () => {
  it('says whose stack it is: the holder of a Go mutex, the waiter elsewhere', () => {
    expect(sentence('mutex:delay:nanoseconds:contentions:count')).toMatch(/holder/);
    expect(sentence('mutex:delay:nanoseconds:mutex:count')).toMatch(/threads .* where they waited/);
    expect(sentence('block:delay:nanoseconds:contentions:count')).toMatch(/goroutines .* where they waited/);
    expect(sentence('block:delay:nanoseconds:block:count')).toMatch(/threads .* where they waited/);
  });

  it('has one sentence for each type of every client, and says no more than the id of an unknown one', () => {
    for (const id of [...GO, ...JAVA, ...NODE, ...DOTNET, ...DOTNET_NEW, 'off_cpu:off_cpu:nanoseconds::']) {
      expect(sentence(id)).toMatch(/^[A-Z][^.]*\.$/);
      expect(sentence(id)).not.toMatch(/profiler calls/);
    }
    expect(sentence('made:up:apples::')).toBe("What the service's profiler calls up of made, in apples.");
    expect(sentence('made:up:count::')).toBe("What the service's profiler calls up of made, in counts.");
    expect(sentence('constructor:toString:::')).toBe("What the service's profiler calls toString of constructor.");
  });
});

it('says how to switch on what a Go service leaves off by default', () => {
  const missing = notCollected(GO.filter((id) => /^(memory|process_cpu)/.test(id)));
  expect(missing.map(({ id }) => switchTexts[id]())).toEqual([
    expect.stringContaining('runtime.SetBlockProfileRate'),
    expect.stringContaining('runtime.SetMutexProfileFraction'),
    expect.stringContaining('pyroscope.ProfileGoroutines'),
  ]);
});
