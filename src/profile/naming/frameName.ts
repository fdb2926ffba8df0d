/**
 * What wrote a name, as far as the name tells: `scoped` is C++ and Rust (`a::b`), `native` code without symbols,
 * `plain` everything that has no form, as functions of C, of the kernel, and of agents that send only a function.
 */
export type Family =
  | 'go'
  | 'jvm'
  | 'dotnet'
  | 'node'
  | 'python'
  | 'ruby'
  | 'php'
  | 'scoped'
  | 'apple'
  | 'beam'
  | 'native'
  | 'kernel'
  | 'plain';

/** A frame's name as people read it. For display only: links, exports and copies have the name as it was sent. */
export interface FrameName {
  readonly family: Family;
  /**
   * Package, module, namespace, crate, library or directory, for colors and grouping: `net/http`, `com.example.shop`,
   * `express`, `./dist`; '' where the name has none.
   */
  readonly package: string;
  /** Where there is little room: `http.(*conn).serve`, `Cart$$Lambda.apply`, `total cart.js:10`. Never ''. */
  readonly label: string;
  /** Where there is room, in three parts of which the middle one is the function: `com.example.shop.`, `Cart.total`, ''. */
  readonly before: string;
  readonly name: string;
  /** What follows, as ` ./dist/cart.js:10` or `(int const&)`. */
  readonly after: string;
  /** The source file as it was sent with the name; '' if it was not. */
  readonly file: string;
}

/** Completes the parts that a language fills in. */
export function frameName(
  family: Family,
  parts: { package: string; name: string; label?: string; before?: string; after?: string; file?: string }
): FrameName {
  const { name, label = name, before = '', after = '', file = '' } = parts;
  return { family, package: parts.package, label, before, name, after, file };
}

/** One language's reader: undefined if the name is not in its form. Takes time linear in the name's length. */
export type NameReader = (name: string) => FrameName | undefined;
