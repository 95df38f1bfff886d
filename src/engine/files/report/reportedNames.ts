/** What the members of an object are called in JSON, which has texts alone for names. */
import type { ValueTree } from '../../../payload/tree/valueTree.ts';

/**
 * Their keys as texts. Different keys that would have one name (`1` and `"1"` of CBOR) are called as they are
 * written, a text in its quotation marks; so each name is that of one key, however often that one stands there.
 */
export function reportedNames(tree: ValueTree, rows: readonly number[]): readonly string[] {
  const names = rows.map((row) => String(tree.key(row) ?? ''));
  const isEachOnce = new Set(names).size === names.length;
  if (isEachOnce || tree.keySource === undefined) return names;
  const written = rows.map((row) => tree.keySource?.(row) ?? '');
  return apart(names, written);
}

/** What one is called anew may be the name of another: that one is, too, then. */
function apart(names: readonly string[], written: readonly string[]): readonly string[] {
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  for (const [index, name] of names.entries()) {
    const key = written[index] ?? '';
    if ((keys.get(name) ?? key) !== key) shared.add(name);
    keys.set(name, key);
  }
  const renamed = names.map((name, index) => (shared.has(name) ? (written[index] ?? name) : name));
  return renamed.every((name, index) => name === names[index]) ? names : apart(renamed, written);
}
