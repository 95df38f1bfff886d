/** Text that is JSON but for errors such as NaN, a trailing comma or bytes that are not UTF-8. */
import { decodeLossyUtf8 } from '../../base/utf8.ts';
import type { FormatError } from '../tree/format.ts';
import type { JsonError } from '../tree/jsonErrors.ts';
import { isNearlyJson, scanNearlyJson } from '../tree/jsonScan.ts';
import { inNotation, type NotedTree } from '../tree/notation.ts';
import type { TreeValue } from '../tree/valueTree.ts';
import { JsonTree } from './jsonTree.ts';

const QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/** The values at which the text is valid. The others have no value, and texts that are not UTF-8 are bytes. */
class NearlyJsonTree extends JsonTree implements NotedTree {
  override value(row: number): TreeValue | undefined {
    if (this.tape.kind(row) !== 'bytes') return super.value(row);
    return this.bytes.subarray(this.tape.start(row) + 1, this.tape.end(row) - 1);
  }

  override memberStart(row: number): number {
    const start = this.tape.keyStart(row);
    const before = this.bytes[start - 1];
    return before === QUOTE || before === SINGLE_QUOTE ? super.memberStart(row) : start;
  }

  override slice(start: number, end: number): string {
    return decodeLossyUtf8(this.bytes.subarray(start, end));
  }

  override source(row: number, limit = Number.POSITIVE_INFINITY): string {
    return this.isContainer(row) ? inNotation(this, row, limit) : super.source(row);
  }

  isContainer(row: number): boolean {
    const kind = this.tape.kind(row);
    return kind === 'object' || kind === 'array';
  }

  leaf(row: number): string {
    return super.source(row);
  }

  keySource(row: number): string | undefined {
    const key = this.key(row);
    return key === undefined ? undefined : JSON.stringify(key);
  }

  brackets(row: number): readonly [string, string] {
    return this.tape.kind(row) === 'array' ? ['[', ']'] : ['{', '}'];
  }
}

export function jsonFormatError({ key, offset }: JsonError): FormatError {
  if (key === 'many') return { key, offset };
  return { key: 'json', offset, why: key };
}

/** The values and the first error; undefined if the text is JSON, or too different from it. */
export function nearlyJson(
  bytes: Uint8Array,
): { readonly tree: NotedTree; readonly error: FormatError } | undefined {
  const scan = mayBeNearlyJson(bytes) ? scanNearlyJson(bytes) : undefined;
  if (scan === undefined) return undefined;
  const error: FormatError = { ...jsonFormatError(scan.error), isHarmless: true };
  return { tree: new NearlyJsonTree(bytes, scan.tape), error };
}

export function hasNearlyJson(bytes: Uint8Array): boolean {
  return mayBeNearlyJson(bytes) && isNearlyJson(bytes);
}

/** Brackets at both ends. Tested first, because this runs for every text. */
function mayBeNearlyJson(bytes: Uint8Array): boolean {
  let start = 0;
  let end = bytes.length - 1;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start += 1;
  while (end > start && (bytes[end] ?? 0) <= 0x20) end -= 1;
  const close = bytes[end];
  return (bytes[start] === 0x7b || bytes[start] === 0x5b) && (close === 0x7d || close === 0x5d);
}
