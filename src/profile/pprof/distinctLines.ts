/** Index of a source line in a table of lines. */
export type LineIndex = number;

/** Lines of source, each name, file and number once. */
export class DistinctLines {
  readonly name: string[] = [];
  readonly file: string[] = [];
  readonly line: number[] = [];
  readonly #known = new Map<string, LineIndex>();

  /** A new one is behind all others. */
  indexOf(name: string, file: string, line: number): LineIndex {
    // Names may hold any sign: where one ends is said by its length.
    const key = `${line} ${name.length} ${name}${file}`;
    const known = this.#known.get(key) ?? this.name.length;
    if (known === this.name.length) {
      this.#known.set(key, known);
      this.name.push(name);
      this.file.push(file);
      this.line.push(line);
    }
    return known;
  }
}
