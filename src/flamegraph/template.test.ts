import { template } from './template';

describe('template', () => {
  it('translates once, in whatever order the language has the values, and leaves their characters alone', () => {
    const translate = jest.fn(
      ({ name, share }: { name: string; share: string }) => `${share} de ${name}, soit ${share}`
    );
    const label = template(['name', 'share'], translate);
    expect(label({ name: '<init> $& {{x}}', share: '12 %' })).toBe('12 % de <init> $& {{x}}, soit 12 %');
    expect(label({ name: 'b', share: 3 })).toBe('3 de b, soit 3');
    expect(translate).toHaveBeenCalledTimes(1);
  });

  it('keeps a text that has no place for a value', () => {
    expect(template(['name'], () => 'everything')({ name: 'a' })).toBe('everything');
  });
});
