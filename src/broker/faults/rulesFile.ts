/** Fault rules from the text of a file, with line and column of what is wrong. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { JSON_FAULTS } from '../../payload/jsonScan.ts';
import { type JsonTree, jsonTree } from '../../payload/jsonTree.ts';
import { textPlace } from '../../payload/textPlace.ts';
import { type Path, pathText } from '../core/members.ts';
import type { FaultRule } from './faultRule.ts';
import { parseRules } from './parseRules.ts';

export type RulesFile =
  | { readonly ok: true; readonly rules: readonly FaultRule[] }
  /** `line 4, column 7: rules[0].then must be …` */
  | { readonly ok: false; readonly message: string };

/** What editors put before a text, which JSON does not know. */
const BYTE_ORDER_MARKS = /^\ufeff+/;

/** Never throws. */
export function parseRulesFile(given: string): RulesFile {
  const text = given.replace(BYTE_ORDER_MARKS, '');
  const bytes = encodeUtf8(text);
  const scanned = jsonTree(bytes);
  if (!scanned.ok) {
    if (scanned.key === 'utf8') return { ok: false, message: 'the file is not UTF-8' };
    return {
      ok: false,
      message: `${place(bytes, scanned.offset)}: not JSON, ${JSON_FAULTS[scanned.key]}`,
    };
  }
  const { tree } = scanned;
  const repeated = repeatedKey(tree);
  if (repeated !== undefined) {
    const at = place(bytes, tree.tape.keyStart(repeated));
    return { ok: false, message: `${at}: ${tree.key(repeated) ?? ''} is given twice` };
  }
  const parsed = parseRules(JSON.parse(text));
  if (parsed.ok) return parsed;
  const at = place(bytes, tree.tape.start(rowOf(tree, parsed.path)));
  return { ok: false, message: `${at}: ${pathText(parsed.path)} ${parsed.reason}` };
}

function place(bytes: Uint8Array, offset: number): string {
  const { line, column } = textPlace(bytes, offset);
  return `line ${line}, column ${column}`;
}

/** Of the value at the path or, where it is missing, of the nearest one around it. */
function rowOf(tree: JsonTree, path: Path): number {
  let row = 0;
  for (const step of path) {
    const children = [...tree.childRows(row)];
    const next =
      typeof step === 'number'
        ? children[step]
        : children.find((child) => tree.key(child) === step);
    if (next === undefined) return row;
    row = next;
  }
  return row;
}

/** The first member whose key stood in its object before. */
function repeatedKey(tree: JsonTree): number | undefined {
  for (let row = 0; row < tree.size; row++) {
    if (tree.tape.kind(row) !== 'object') continue;
    const keys = new Set<string>();
    for (const child of tree.childRows(row)) {
      const key = tree.key(child) ?? '';
      if (keys.has(key)) return child;
      keys.add(key);
    }
  }
  return undefined;
}
