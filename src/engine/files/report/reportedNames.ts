/** Names the members of an object for JSON, which only has text keys. */
import type { ValueTree } from '../../../payload/tree/valueTree.ts';

/**
 * Returns the keys as texts. Different keys with the same text (`1` and `"1"` in CBOR) are named by their
 * source, texts in quotation marks. Each name then belongs to one key, even if the key repeats.
 */
export function reportedNames(tree: ValueTree, rows: readonly number[]): readonly string[] {
  const names = rows.map((row) => String(tree.key(row) ?? ''));
  const isEachOnce = new Set(names).size === names.length;
  if (isEachOnce || tree.keySource === undefined) return names;
  const written = rows.map((row) => tree.keySource?.(row) ?? '');
  return apart(names, written);
}

/** A new name may equal the name of another key, which is then renamed, too. */
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
