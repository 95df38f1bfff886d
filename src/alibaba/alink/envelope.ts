/**
 * Reads and writes the JSON around each Alink message: requests `{id, version, params, method}`, replies
 * `{id, code, data}`.
 */
import { encodeUtf8 } from '../../base/utf8.ts';
import { type JsonTree, jsonTree } from '../../payload/json/jsonTree.ts';

export interface AlinkMessage {
  /** The source text of the id, including quotation marks, for an exact echo; undefined if there is none. */
  readonly rawId: string | undefined;
  /** The same without quotation marks, for display and pairing. */
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly method: string | undefined;
  /** Present in replies. */
  readonly code: number | undefined;
  readonly message: string | undefined;
  /** False for `sys.ack` 0: no reply is expected. */
  readonly wantsReply: boolean;
  /** Parsed; undefined if absent. */
  readonly params: unknown;
  readonly data: unknown;
}

/** Reason why a payload is not an Alink message. `too-deep`: more than 100 levels of nesting. */
export type EnvelopeFault = 'empty' | 'not-utf8' | 'not-json' | 'not-object' | 'too-deep';

const DEEPEST = 100;

/** Reads a payload that is one JSON object. */
export function readObject(
  payload: Uint8Array,
): { readonly tree: JsonTree } | { readonly fault: EnvelopeFault } {
  const result = jsonTree(payload);
  if (!result.ok) {
    if (result.key === 'utf8') return { fault: 'not-utf8' };
    return { fault: result.key === 'empty' ? 'empty' : 'not-json' };
  }
  const { tree } = result;
  if (tree.tape.kind(0) !== 'object') return { fault: 'not-object' };
  return isTooDeep(tree) ? { fault: 'too-deep' } : { tree };
}

function isTooDeep({ tape }: JsonTree): boolean {
  const depths = new Uint32Array(tape.size);
  for (let row = 1; row < tape.size; row++) {
    const depth = (depths[tape.parent(row)] ?? 0) + 1;
    if (depth > DEEPEST) return true;
    depths[row] = depth;
  }
  return false;
}

/** Rows of an object's members by name; the last of repeated names counts, as in JSON.parse. */
export function membersOf(tree: JsonTree, row: number): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  if (tree.tape.kind(row) !== 'object') return members;
  for (const child of tree.childRows(row)) members.set(tree.key(child) ?? '', child);
  return members;
}

/** A value of the tree; keys such as `__proto__` are own properties. */
export function valueAt(tree: JsonTree, row: number | undefined): unknown {
  return row === undefined ? undefined : (JSON.parse(tree.source(row)) as unknown);
}

/** Never throws. */
export function readEnvelope(
  payload: Uint8Array,
): AlinkMessage | { readonly fault: EnvelopeFault } {
  const read = readObject(payload);
  return 'fault' in read ? read : envelopeOf(read.tree);
}

/** For a tree whose root is an object. */
export function envelopeOf(tree: JsonTree): AlinkMessage {
  const members = membersOf(tree, 0);
  const text = (name: string): string | undefined => {
    const row = members.get(name);
    return row === undefined ? undefined : tree.string(row);
  };
  const idRow = members.get('id');
  const idKind = idRow === undefined ? undefined : tree.tape.kind(idRow);
  const hasId = idRow !== undefined && (idKind === 'string' || idKind === 'number');
  const rawId = hasId ? tree.source(idRow) : undefined;
  return {
    rawId,
    id: hasId ? (tree.string(idRow) ?? rawId) : undefined,
    version: text('version'),
    method: text('method'),
    code: codeOf(valueAt(tree, members.get('code'))),
    message: text('message'),
    wantsReply: !isAckOff(tree, members.get('sys')),
    params: valueAt(tree, members.get('params')),
    data: valueAt(tree, members.get('data')),
  };
}

/** A firmware announcement has its code as text. */
function codeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function isAckOff(tree: JsonTree, sys: number | undefined): boolean {
  if (sys === undefined) return false;
  const ack = membersOf(tree, sys).get('ack');
  return ack !== undefined && ['0', '"0"'].includes(tree.source(ack));
}

/** Whether the message has a code and requests nothing. */
export function isReply(message: AlinkMessage): boolean {
  return message.code !== undefined && message.params === undefined;
}

export interface ReplyParts {
  /** `AlinkMessage.rawId`; undefined for a reply without an id. */
  readonly rawId: string | undefined;
  readonly code: number;
  /** JSON text; default `{}`. */
  readonly data?: string;
  /** Added in current pages of the documentation. */
  readonly message?: string;
  readonly method?: string;
  readonly version?: string;
}

/** JSON text of an object whose members are JSON text already; undefined members are left out. */
function objectText(members: readonly (readonly [string, string | undefined])[]): string {
  const written = members.filter(([, text]) => text !== undefined);
  return `{${written.map(([name, text]) => `"${name}":${text ?? ''}`).join(',')}}`;
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}

/** Echoes the id byte for byte. */
export function writeReply(parts: ReplyParts): Uint8Array {
  return encodeUtf8(
    objectText([
      ['id', parts.rawId],
      ['code', String(parts.code)],
      ['data', parts.data ?? '{}'],
      ['message', quoted(parts.message)],
      ['method', quoted(parts.method)],
      ['version', quoted(parts.version)],
    ]),
  );
}

export interface RequestParts {
  /** Decimal digits; written as a string. */
  readonly id: string;
  readonly method: string;
  /** JSON text. */
  readonly params: string;
}

/** Version 1.0. */
export function writeRequest({ id, method, params }: RequestParts): Uint8Array {
  return encodeUtf8(
    objectText([
      ['id', quoted(id)],
      ['version', '"1.0"'],
      ['params', params],
      ['method', quoted(method)],
    ]),
  );
}
