/** Labels of SenML (RFC 8428, sections 4 and 6), and the test whether values are a pack. */
import { Decimal } from '../../../base/decimal.ts';
import type { TreeValue, ValueTree } from '../../tree/valueTree.ts';

/** By their numbers in CBOR. */
const NAMES: ReadonlyMap<string | number, string> = new Map([
  [-6, 'bs'],
  [-5, 'bv'],
  [-4, 'bu'],
  [-3, 'bt'],
  [-2, 'bn'],
  [-1, 'bver'],
  [0, 'n'],
  [1, 'u'],
  [2, 'v'],
  [3, 'vs'],
  [4, 'vb'],
  [5, 's'],
  [6, 't'],
  [7, 'ut'],
  [8, 'vd'],
]);
const KNOWN: ReadonlySet<string> = new Set(NAMES.values());
const TEXTS: ReadonlySet<string> = new Set(['bn', 'bu', 'n', 'u', 'vs']);
/** Fields that make a record a measurement. */
export const VALUES: readonly string[] = ['v', 'vs', 'vb', 'vd', 's'];
/** Other lists of objects have `n` and `v`, too. */
const TELLING: readonly string[] = ['bn', 'bt', 'bu', 'u'];

/** The rows of a record's fields by label. Unknown labels keep their name. */
export function fieldsOf(tree: ValueTree, record: number): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  for (const row of tree.childRows(record)) {
    const key = tree.key(row) ?? '';
    fields.set(NAMES.get(key) ?? String(key), row);
  }
  return fields;
}

function fits(label: string, value: TreeValue | undefined): boolean {
  if (TEXTS.has(label)) return typeof value === 'string';
  if (label === 'vb') return typeof value === 'boolean';
  if (label === 'vd') return typeof value === 'string' || value instanceof Uint8Array;
  return typeof value === 'number' || value instanceof Decimal;
}

/** Whether the values are a pack whose measurements have names. `isNamed`: its labels need not be telling. */
export function isPack(tree: ValueTree, isNamed: boolean): boolean {
  if (tree.tape.kind(0) !== 'array') return false;
  let [hasBaseName, isTelling, hasValue] = [false, isNamed, false];
  for (const record of tree.childRows(0)) {
    if (tree.tape.kind(record) !== 'object') return false;
    const fields = fieldsOf(tree, record);
    for (const [label, row] of fields) {
      if (KNOWN.has(label) ? !fits(label, tree.value(row)) : !isNamed) return false;
    }
    hasBaseName ||= fields.has('bn');
    isTelling ||= TELLING.some((label) => fields.has(label));
    if (!VALUES.some((label) => fields.has(label))) continue;
    if (!hasBaseName && !fields.has('n')) return false;
    hasValue = true;
  }
  return isTelling && hasValue;
}
