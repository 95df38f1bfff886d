/** A tree of JSON that is laid out by its values, for text that is not one well-formed JSON text. */
import { decodeLossyUtf8 } from '../../base/utf8.ts';
import { inNotation, type NotedTree } from '../tree/notation.ts';
import type { TreeValue } from '../tree/valueTree.ts';
import { JsonTree } from './jsonTree.ts';

const QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/** Values with an error have no value. Texts that are not UTF-8 are bytes. */
export class NotedJsonTree extends JsonTree implements NotedTree {
  override value(row: number): TreeValue | undefined {
    if (this.tape.kind(row) !== 'bytes') return super.value(row);
    return this.bytes.subarray(this.tape.start(row) + 1, this.tape.end(row) - 1);
  }

  override memberStart(row: number): number {
    const start = this.tape.keyStart(row);
    if (start < 0) return super.memberStart(row);
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
