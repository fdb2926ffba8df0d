import { formatShare } from '../share';
import { changeText, relativeText } from './changeTexts';

const texts = (before: number, after: number) => {
  const change = { before, after, kind: 'changed' } as const;
  return [changeText(change, (value) => formatShare(value, 1)), relativeText(change)];
};

it('says a small change as small, and never as one of nothing', () => {
  expect(texts(0.5, 0.6)).toEqual(['+10 %', '+20 %']);
  expect(texts(0.5, 0.4975)).toEqual(['−0.25 %', '−0.5 %']);
  expect(texts(0.5, 0.49998)).toEqual(['< 0.01 %', '< 0.1 %']);
  expect(texts(0.0001, 0.0004)).toEqual(['+0.03 %', 'x 4']);
});
