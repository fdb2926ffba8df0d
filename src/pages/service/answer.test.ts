import { nextAnswer, type Answer, type Seen } from './answer';

type Text = Answer<string>;
const seen = (change: Partial<Seen<string>>): Seen<string> => ({
  data: undefined,
  error: null,
  fetching: false,
  outdated: false,
  ...change,
});
const shown: Text = { kind: 'shown', value: 'a' };
const asking: Text = { kind: 'old', value: 'a', why: 'asking', quiet: false };
const quietly: Text = { kind: 'old', value: 'a', why: 'asking', quiet: true };
const cancelled: Text = { kind: 'old', value: 'a', why: 'cancelled' };
const error = new Error('busy');
const failed: Text = { kind: 'old', value: 'a', why: 'failed', error };

/** An answer of no letters is an empty one. */
const next = (before: Text | undefined, now: Partial<Seen<string>>, quiet = false) =>
  nextAnswer(before, seen(now), { quiet, isEmpty: (text) => text === '' });

describe('an answer', () => {
  it.each<[string, Text | undefined, Partial<Seen<string>>, Text]>([
    ['is loading', undefined, { fetching: true }, { kind: 'loading' }],
    ['is there', { kind: 'loading' }, { data: 'a' }, shown],
    ['is there, and nothing in it', { kind: 'loading' }, { data: '' }, { kind: 'empty' }],
    ['failed', { kind: 'loading' }, { error }, { kind: 'failed', error }],
    ['was stopped', { kind: 'loading' }, {}, { kind: 'cancelled' }],
    ['stays while a newer one is asked', shown, { fetching: true }, asking],
    ['stays while the same is asked once more', shown, { fetching: true, data: 'a' }, asking],
    ['stays where the newer one was stopped', asking, {}, cancelled],
    ['stays where asking for the same once more was stopped', asking, { data: 'a', outdated: true }, cancelled],
    ['stays where the newer one failed', asking, { error }, failed],
    ['stays where asking for the same once more failed', asking, { data: 'a', error }, failed],
    ['is replaced', asking, { data: 'b' }, { kind: 'shown', value: 'b' }],
    ['goes where the newer one is empty', asking, { data: '' }, { kind: 'empty' }],
    ['is loading again after an empty one', { kind: 'empty' }, { fetching: true, data: '' }, { kind: 'loading' }],
    ['is loading again after a failure', { kind: 'failed', error }, { fetching: true }, { kind: 'loading' }],
    ['is asked again after a stop', cancelled, { fetching: true }, asking],
  ])('%s', (_, before, now, expected) => {
    expect(next(before, now)).toEqual(expected);
    // Whoever looks twice sees the same.
    expect(next(expected, now)).toEqual(expected);
  });

  it.each<[string, Text, Text]>([
    ['is old without a word', shown, quietly],
    ['keeps its failure', failed, failed],
    ['stays empty', { kind: 'empty' }, { kind: 'empty' }],
    ['stays failed', { kind: 'failed', error }, { kind: 'failed', error }],
    ['is loading where nothing was there', { kind: 'loading' }, { kind: 'loading' }],
  ])('in an automatic refresh: %s', (_, before, expected) => {
    expect(next(before, { fetching: true }, true)).toEqual(expected);
    expect(next(expected, { fetching: true }, true)).toEqual(expected);
  });
});
