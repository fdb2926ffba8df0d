import fc from 'fast-check';
import { readName, shownText } from './readName';
import { isShownAsSent } from './shownAsSent';
import { visible } from './visible';

/** Overrides, isolates and marks of direction, what has no width, and control characters. */
const HIDDEN = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, at) => 0x7f + at),
  ...[0x61c, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e],
  ...[0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff],
].map((code) => String.fromCharCode(code));

test('what is not seen is written by its number, everything else stays', () => {
  expect(visible('safe\u202Egpj.exe\u2066')).toBe('safe\\u202egpj.exe\\u2066');
  expect(visible('bell\u0007escape\u001b[31m\u009b\n')).toBe('bell\\u0007escape\\u001b[31m\\u009b\\u000a');
  for (const name of ['', 'größe', '日本語', 'שלום', '🔥', '<img src=x onerror="x">', 'a\\u202eb', 'a b\u00a0c']) {
    expect(visible(name)).toBe(name);
  }
  expect(HIDDEN.filter((character) => visible(character) === character)).toEqual([]);
});

const FORMS = [
  (name: string) => name,
  (name: string) => `github.com/acme/${name}.(*Cart).Total`,
  (name: string) => `com.example.${name}.Cart.total`,
  (name: string) => `${name}:total:10`,
  (name: string) => `./dist/cart.js:${name}:10`,
  (name: string) => `std::vector<${name}>::push(int)`,
  (name: string) => `acme.${name}!Cart.Total`,
  (name: string) => `lib${name}.so 0x7f00`,
];

test('a frame shows nothing of its name that is not seen, whatever language wrote it', () => {
  const part = fc.array(fc.constantFrom(...HIDDEN, 'a', 'gpj', '日'), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(part, fc.constantFrom(...FORMS), (characters, form) => {
      const sent = form(characters.join(''));
      const read = readName(sent);
      for (const shown of [read.before, read.name, read.after, read.label]) {
        expect(shown).toBe(visible(shown));
      }
      if (isShownAsSent(sent)) {
        expect(shownText(read)).toBe(sent);
      }
    })
  );
});
