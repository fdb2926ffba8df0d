import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';

const root = join(__dirname, '..');

/** All pages that people read, but the history. */
export const pages: readonly string[] = globSync(
  ['*.md', 'docs/**/*.md', 'src/README.md', '{scripts,standalone,tests,bench,provisioning}/**/*.md'],
  { cwd: root, posix: true, ignore: '**/node_modules/**' }
)
  .filter((path) => path !== 'CHANGELOG.md')
  .sort();

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What a person is told to type in a terminal: in code, in a line or in a block, without what follows it. */
export function commandsIn(text: string): string[] {
  const code = [...text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(([, block, line]) => block ?? line);
  const command =
    /^\s*(?:[A-Z_]+=\S+ )*(?:(?:npm (?:run |start|test|ci|install)|npx |node |go tool |git |docker |curl )[^#|;&]*)/;
  return code.flatMap((part) => part.split('\n')).flatMap((line) => command.exec(line)?.[0].trim() ?? []);
}

/** Every command of every page. */
export const commands: ReadonlyArray<[page: string, command: string]> = pages.flatMap((page) =>
  commandsIn(textOf(page)).map((command): [string, string] => [page, command])
);
