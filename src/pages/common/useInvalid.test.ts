import { globSync } from 'glob';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** They set `aria-invalid` by what they get as `invalid`. */
const SET_IT_THEMSELVES = ['Choice', 'Tags', 'SearchField'];

type Opening = ts.JsxOpeningElement | ts.JsxSelfClosingElement;

const isOpening = (node: ts.Node): node is Opening => ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node);
const nameOf = (tag: Opening) => tag.tagName.getText();
const has = (tag: Opening, attribute: string) =>
  tag.attributes.properties.some((property) => property.name?.getText() === attribute);

function openingsIn(node: ts.Node): Opening[] {
  const inside: Opening[] = [];
  ts.forEachChild(node, (child) => void inside.push(...openingsIn(child)));
  return isOpening(node) ? [node, ...inside] : inside;
}

/** What is marked as invalid for the eye: itself, or of a Field what is in it. */
function markedIn(text: string): Opening[] {
  const source = ts.createSourceFile('it.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  return openingsIn(source)
    .filter((tag) => has(tag, 'invalid'))
    .map((tag) => (nameOf(tag) === 'Field' ? openingsIn(tag.parent)[1] : tag));
}

const unsaid = (text: string) =>
  markedIn(text)
    .filter((tag) => !has(tag, 'aria-invalid') && !SET_IT_THEMSELVES.includes(nameOf(tag)))
    .map((tag) => tag.getText());

const root = join(__dirname, '../..');
const files = globSync('**/*.tsx', { cwd: root, ignore: ['**/*.test.tsx'] });

it.each(files.filter((file) => readFileSync(join(root, file), 'utf8').includes('invalid=')))(
  'what %s marks as invalid is said to be so',
  (file) => expect(unsaid(readFileSync(join(root, file), 'utf8'))).toEqual([])
);

it('finds one that is not said', () => {
  expect(unsaid('<Field label="a" invalid={bad}><Input id="a" /></Field>')).toEqual(['<Input id="a" />']);
  expect(unsaid('<Input invalid={bad} />')).toHaveLength(1);
  expect(unsaid('<Field label="a" invalid={bad}><Input aria-invalid={bad} /></Field>')).toEqual([]);
});
