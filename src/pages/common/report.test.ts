import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');

/** By step, how much is told with it. */
function stepsOfCode(): Array<[step: string, fields: number]> {
  const source = ts.createSourceFile('report.ts', read('report.ts'), ts.ScriptTarget.Latest, true);
  const steps = source.statements.find(ts.isInterfaceDeclaration)!;
  return steps.members
    .filter(ts.isPropertySignature)
    .map(({ name, type }) => [
      `service_profiles_${name.getText()}`,
      type && ts.isTypeLiteralNode(type) ? type.members.length : 0,
    ]);
}

it('what is reported, and whether anything with it, is what operators are told', () => {
  const rows = read('../../../docs/run-for-a-team.md').matchAll(/^\| `(service_profiles_\w+)` \|[^|]*\|([^|]*)\|$/gm);
  const told = [...rows].map(([, name, about]): [string, number] => [name, about.trim() === '' ? 0 : 1]);
  expect(told).toHaveLength(3);
  expect(told).toEqual(stepsOfCode());
});
