/** Not in any text or name: it marks where a value goes. */
const MARK = '\u0000';

/**
 * A text with places for values, translated once for many uses: translating each label of a screenful of rows and frames
 * would cost more than drawing them.
 * @param translate gives the text for the values it is handed
 */
export function template<Name extends string>(
  names: readonly Name[],
  translate: (places: Record<Name, string>) => string
): (values: Record<Name, string | number>) => string {
  const places = Object.fromEntries(names.map((name) => [name, MARK + name + MARK])) as Record<Name, string>;
  const parts = translate(places).split(MARK);
  return (values) => parts.map((part, i) => (i % 2 === 1 ? values[part as Name] : part)).join('');
}
