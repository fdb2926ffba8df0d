import { mergeNodes } from './merge';
import type { NodeIndex, Profile, SymbolIndex } from './model';

/**
 * The outermost occurrences of a symbol, in pre-order: those with no other one above them. Taking nested ones as well
 * would count recursion twice. The root is no occurrence. O(n), or less where subtrees are skipped.
 */
export function outermostOccurrences(profile: Profile, symbol: SymbolIndex): Int32Array {
  const { length, end } = profile;
  let count = 0;
  for (let i = 1; i < length; i = profile.symbol[i] === symbol ? end[i] : i + 1) {
    if (profile.symbol[i] === symbol) {
      count++;
    }
  }
  const found = new Int32Array(count);
  count = 0;
  for (let i = 1; i < length; i = profile.symbol[i] === symbol ? end[i] : i + 1) {
    if (profile.symbol[i] === symbol) {
      found[count++] = i;
    }
  }
  return found;
}

/**
 * What a symbol calls: row 0 is the symbol (its outermost occurrences merged), its value the symbol table's total. A
 * symbol that does not occur gives a profile without data.
 */
export function callees(profile: Profile, symbol: SymbolIndex): Profile {
  const { self, end } = profile;
  const roots = outermostOccurrences(profile, symbol);
  return mergeNodes(profile.symbols, symbol, roots, new Float64Array(roots.length), true, (node, _, into) => {
    into.addSelf(self[node]);
    for (let child = node + 1; child < end[node]; child = end[child]) {
      into.child(child, profile.symbol[child], 0);
    }
  });
}

/**
 * What calls a symbol, upside down: row 0 is the symbol, its children its callers, theirs the callers' callers. Each
 * caller has the part of the symbol's value that came through it (the occurrences' values, not its own), its self is
 * the part that it is the outermost caller of. The root is no caller.
 *
 * O(sum of the occurrences' depths): a symbol that ends each of many very deep stacks is slow.
 */
export function callers(profile: Profile, symbol: SymbolIndex): Profile {
  const { parent, value } = profile;
  const roots = outermostOccurrences(profile, symbol);
  const weights = new Float64Array(roots.length);
  roots.forEach((node: NodeIndex, i) => (weights[i] = value[node]));
  return mergeNodes(profile.symbols, symbol, roots, weights, true, (node, weight, into) => {
    const caller = parent[node];
    if (caller > 0) {
      into.child(caller, profile.symbol[caller], weight);
    } else {
      into.addSelf(weight);
    }
  });
}
