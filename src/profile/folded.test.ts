import { writeFolded } from './export/folded';
import { foldedInSteps } from './folded';
import { drained } from './steps';

const read = (text: string) => drained(foldedInSteps(text));

it('reads what other tools write', () => {
  const profile = read('# cpu\nmain;read 12\r\n\nmain;a b;c 3\nmain;read 1.5\n');
  expect(writeFolded({ ...profile, self: profile.self.map((v) => v * 2) })).toEqual([
    'main;a b;c 6\n',
    'main;read 27\n',
  ]);
  expect(profile.total[0]).toBe(16.5);
});

it('reads the dialects of other tools: tabs, a semicolon too many, large and small numbers', () => {
  const profile = read('main;read\t12\nmain;read; 3\n;main;;read 1e3\nmain 2.5E+1\n');
  expect(writeFolded(profile)).toEqual(['main 25\n', 'main;read 1015\n']);
});

it.each([
  ['main;read', 'Line 1 is no folded stack'],
  ['main 1\nmain -5', 'Line 2 is no folded stack'],
  ['12', 'Line 1 is no folded stack'],
])('says which line of %p is none', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
