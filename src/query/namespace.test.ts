import { likeliestLabel } from './namespace';

describe('likeliestLabel', () => {
  it('is what the link says, else what is remembered, else the first', () => {
    expect(likeliestLabel({ label: 'a', remembered: 'b' }, ['c'])).toBe('a');
    expect(likeliestLabel({ remembered: 'b' }, ['c'])).toBe('b');
    expect(likeliestLabel({}, ['c'])).toBe('c');
    expect(likeliestLabel({}, [])).toBe('namespace');
  });
});
