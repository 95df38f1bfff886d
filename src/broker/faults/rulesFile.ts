/** Reads fault rules from the text of a file; errors have a line and a column. */
import type { Localizable } from '../../base/message.ts';
import { type TextPlace, textPlace } from '../../base/textPlace.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { type JsonTree, jsonTree } from '../../payload/json/jsonTree.ts';
import type { JsonErrors } from '../../payload/tree/jsonErrors.ts';
import type { MemberError } from '../core/commands/memberErrors.ts';
import { type Path, pathText } from '../core/commands/members.ts';
import type { FaultRule } from './faultRule.ts';
import type { NetworkConditions } from './networkConditions.ts';
import type { PacketFilters } from './packetFilters.ts';
import { parseRules } from './parseRules.ts';

export type RulesFile =
  | {
      readonly ok: true;
      readonly rules: readonly FaultRule[];
      readonly network: NetworkConditions | undefined;
    }
  | { readonly ok: false; readonly error: RulesFileError };

export interface RulesFileErrors {
  readonly 'not-json': { readonly what: Localizable<JsonErrors> };
  readonly 'given-twice': { readonly name: string };
  readonly member: { readonly path: string; readonly why: MemberError };
}

/** `place` undefined: the file is not UTF-8. */
export type RulesFileError =
  | { readonly place: TextPlace; readonly why: Localizable<RulesFileErrors> }
  | { readonly place: undefined };

/** Editors may put it before the text, but JSON does not allow it. */
const BYTE_ORDER_MARKS = /^\ufeff+/;

type JsonFile =
  | {
      readonly ok: true;
      readonly text: string;
      readonly bytes: Uint8Array;
      readonly tree: JsonTree;
    }
  | { readonly ok: false; readonly error: RulesFileError };

/**
 * The text of a JSON file without byte order marks and repeated keys, of which `JSON.parse` would use the last. The
 * error of `JSON.parse` would quote the file.
 */
function scanJsonFile(given: string): JsonFile {
  const text = given.replace(BYTE_ORDER_MARKS, '');
  const bytes = encodeUtf8(text);
  const scanned = jsonTree(bytes);
  if (!scanned.ok) {
    if (scanned.key === 'utf8') return { ok: false, error: { place: undefined } };
    const { key, offset } = scanned;
    return wrong(bytes, offset, { key: 'not-json', args: { what: { key, args: {} } } });
  }
  const { tree } = scanned;
  const repeated = repeatedKey(tree);
  if (repeated === undefined) return { ok: true, text, bytes, tree };
  const name = tree.key(repeated) ?? '';
  return wrong(bytes, tree.tape.keyStart(repeated), { key: 'given-twice', args: { name } });
}

/** Never throws. @param filters as for `parseRules` */
export function parseRulesFile(given: string, filters?: PacketFilters): RulesFile {
  const scanned = scanJsonFile(given);
  if (!scanned.ok) return scanned;
  const { text, bytes, tree } = scanned;
  const parsed = parseRules(JSON.parse(text), filters);
  if (parsed.ok) return { ...parsed, network: parsed.network ?? undefined };
  const { path, error: why } = parsed;
  return wrong(bytes, tree.tape.start(rowOf(tree, path)), {
    key: 'member',
    args: { path: pathText(path), why },
  });
}

function wrong(
  bytes: Uint8Array,
  offset: number,
  why: Localizable<RulesFileErrors>,
): Extract<RulesFile, { readonly ok: false }> {
  return { ok: false, error: { place: textPlace(bytes, offset), why } };
}

/** Row of the value at the path or, if it is missing, of the nearest enclosing one. */
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

/** The first member whose key occurred earlier in its object. */
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
