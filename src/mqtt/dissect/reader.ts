/** Reads a packet's fields one after another; the one reader behind both `decode` and `dissect`. */

import { decodeUtf8, findDiscouragedCharacter, findUtf8Fault } from '../../base/utf8.ts';
import { readVarint } from '../../base/varint.ts';
import type { Breach } from '../statements/breaches.ts';
import type { Rule } from '../statements/rule.ts';
import { RULES, ruleName, statementId } from '../statements/rules.ts';
import { type FieldKind, HEADER_FIELDS } from '../tables/fieldKinds.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { packetTypeOf } from '../tables/packetNames.ts';
import { NOT_UTF8, type ValueMeaning } from '../tables/valueMeanings.ts';
import type { FieldValue, PacketProblem } from './dissection.ts';
import type { FieldTree } from './fieldTree.ts';

type MeaningOf = (value: number) => ValueMeaning | undefined;

/** Some bits of a byte. */
export interface BitField {
  readonly kind: FieldKind;
  readonly mask: number;
  /** A single bit is shown as true or false unless it is said to be a number. */
  readonly isNumber?: true;
  readonly meaning?: MeaningOf;
}

/** The three field kinds of a text or of binary data: both, its length, its content. */
export interface SizedKinds {
  readonly group: FieldKind;
  readonly length: FieldKind;
  readonly content: FieldKind;
}

const NOTHING = new Uint8Array(0);

/**
 * Once `halted`, every read gives a neutral value (0, '', no bytes) and records nothing, so that
 * reading code needs no branch for broken input: loops end because `remaining` is 0. Without a
 * tree (decoding) the first breach of a rule halts for good; with one (dissecting) only what makes
 * the following bytes meaningless does, and only to the end of the region. Of a packet that is not
 * whole yet, a read of what is still to come halts, without a breach.
 */
export class PacketReader {
  readonly bytes: Uint8Array;
  readonly version: ProtocolVersion;
  readonly sender: Sender | undefined;
  readonly tree: FieldTree | undefined;
  readonly problems: PacketProblem[] = [];
  position = 0;
  /** Reads stop before this offset. */
  limit: number;
  halted = false;
  /** Reason code of the first breach that is more than a caution. */
  reasonCode = 0;
  /** The packet has no meaning as a value: it is malformed, or asks for what does not exist. */
  isMeaningless = false;

  constructor(
    bytes: Uint8Array,
    version: ProtocolVersion,
    sender: Sender | undefined,
    tree: FieldTree | undefined,
    isWhole = true,
  ) {
    this.bytes = bytes;
    this.version = version;
    this.sender = sender;
    this.tree = tree;
    this.limit = isWhole ? bytes.length : Number.POSITIVE_INFINITY;
  }

  /** What bytes without meaning are: nobody knows whether a secret is among them. */
  get undissected(): FieldKind {
    const type = packetTypeOf(this.bytes[0] ?? 0);
    const mayHoldSecret = type === 'connect' || type === 'connack' || type === 'auth';
    return mayHoldSecret ? HEADER_FIELDS.undissectedSecret : HEADER_FIELDS.undissected;
  }

  /** Bytes left to read; 0 once halted. */
  get remaining(): number {
    return this.halted ? 0 : this.limit - this.position;
  }

  /** A rule is broken by these bytes. `statement` overrides the rule's own number. */
  breach(
    rule: Rule,
    breach: Breach,
    offset: number,
    length: number,
    statement: string = statementId(rule, this.version),
  ): void {
    if (this.halted) return;
    if (rule.severity === 'caution') {
      if (!this.tree) return;
    } else {
      if (this.reasonCode === 0) this.reasonCode = rule.reason;
      if (rule.severity === 'malformed') this.isMeaningless = true;
      if (!this.tree) this.halted = true;
    }
    const name = ruleName(rule);
    this.problems.push({
      ...(name !== undefined && { rule: name }),
      severity: rule.severity,
      statement,
      breach,
      offset,
      length,
    });
  }

  /** A breach after which the bytes that follow have no meaning. */
  fault(rule: Rule, breach: Breach, offset: number, length: number, statement?: string): void {
    this.breach(rule, breach, offset, length, statement);
    this.halted = true;
  }

  /** Narrows reading to the next `length` bytes, which must be there; returns the limit to restore. */
  enterRegion(length: number): number {
    const outer = this.limit;
    this.limit = this.position + length;
    return outer;
  }

  /** Back to the outer limit. A dissection goes on behind a region that it could not read. */
  leaveRegion(outer: number): void {
    if (this.halted) this.#skipRest();
    if (this.tree) this.halted = false;
    this.limit = outer;
  }

  open(kind: FieldKind): void {
    this.tree?.open(kind, this.position);
  }

  /** Ends a group; `value` and `meaning` make it readable as one row. */
  close(value: FieldValue = null, meaning?: ValueMeaning): void {
    if (!this.tree) return;
    if (this.halted) this.#skipRest();
    this.tree.close(this.position, this.halted ? null : value, this.halted ? undefined : meaning);
  }

  /** Makes the rest of a region, which a fault left without meaning, a field of its own. */
  #skipRest(): void {
    const length = this.limit - this.position;
    if (length > 0) {
      const rest = this.bytes.subarray(this.position, this.limit);
      this.tree?.add(this.undissected, rest, this.position, length);
    }
    this.position = this.limit;
  }

  /** Every byte must have been read by now, those behind the announced end included. */
  finish(): void {
    if (this.halted) this.#skipRest();
    this.limit = Math.max(this.limit, this.bytes.length);
    const count = this.limit - this.position;
    if (count === 0) return;
    const breach = { key: 'bytes-left-over', args: { count } } as const;
    this.fault(RULES.trailing, breach, this.position, count);
    this.#skipRest();
  }

  /** Halts unless `length` bytes are left. */
  #has(length: number, what: FieldKind): boolean {
    if (this.halted) return false;
    const left = this.limit - this.position;
    if (left >= length) {
      this.halted = this.position + length > this.bytes.length;
      return !this.halted;
    }
    const field = what.label;
    const breach: Breach =
      left === 0
        ? { key: 'field-missing', args: { field } }
        : { key: 'field-too-short', args: { field, needs: length, left } };
    this.fault(RULES.truncated, breach, this.position, left);
    return false;
  }

  /** Halts where the rest of this region is still to come. */
  #awaitsMore(): boolean {
    this.halted = this.limit > this.bytes.length;
    return this.halted;
  }

  byte(kind: FieldKind, meaning?: MeaningOf): number {
    if (!this.#has(1, kind)) return 0;
    const value = this.bytes[this.position] ?? 0;
    this.tree?.add(kind, value, this.position, 1, { meaning: meaning?.(value) });
    this.position++;
    return value;
  }

  /** A byte whose bits mean different things. */
  bits(kind: FieldKind, fields: readonly BitField[], meaning?: MeaningOf): number {
    if (!this.#has(1, kind)) return 0;
    const value = this.bytes[this.position] ?? 0;
    if (this.tree) {
      this.tree.open(kind, this.position);
      for (const field of fields) this.#bitField(field, value);
      this.tree.close(this.position + 1, value, meaning?.(value));
    }
    this.position++;
    return value;
  }

  /** A byte that has no name of its own, only its bits have. */
  namelessBits(fields: readonly [BitField, ...BitField[]]): number {
    if (!this.#has(1, fields[0].kind)) return 0;
    const value = this.bytes[this.position] ?? 0;
    for (const field of fields) this.#bitField(field, value);
    this.position++;
    return value;
  }

  #bitField(field: BitField, byte: number): void {
    const lowestBit = field.mask & -field.mask;
    const number = (byte & field.mask) / lowestBit;
    const isFlag = field.mask === lowestBit && !field.isNumber;
    this.tree?.add(field.kind, isFlag ? number === 1 : number, this.position, 1, {
      mask: field.mask,
      meaning: field.meaning?.(number),
    });
  }

  uint16(kind: FieldKind, meaning?: MeaningOf): number {
    return this.#bigEndian(2, kind, meaning);
  }

  uint32(kind: FieldKind, meaning?: MeaningOf): number {
    return this.#bigEndian(4, kind, meaning);
  }

  #bigEndian(size: 2 | 4, kind: FieldKind, meaning: MeaningOf | undefined): number {
    if (!this.#has(size, kind)) return 0;
    let value = 0;
    for (let at = 0; at < size; at++) value = value * 256 + (this.bytes[this.position + at] ?? 0);
    this.tree?.add(kind, value, this.position, size, { meaning: meaning?.(value) });
    this.position += size;
    return value;
  }

  /** `rule` is what a form of more than four bytes breaks, `shortest` what a needlessly long one breaks. */
  varint(
    kind: FieldKind,
    meaning?: MeaningOf,
    rule: Rule = RULES.varint,
    shortest: Rule = RULES.shortestVarint,
  ): number {
    if (!this.#has(1, kind)) return 0;
    const field = kind.label;
    const read = readVarint(this.bytes, this.position, Math.min(this.limit, this.bytes.length));
    if (read === 'incomplete') {
      if (this.#awaitsMore()) return 0;
      const left = this.limit - this.position;
      const breach = { key: 'varint-cut-off', args: { field } } as const;
      this.fault(RULES.truncated, breach, this.position, left);
      return 0;
    }
    if (read === 'too long') {
      this.fault(rule, { key: 'varint-endless', args: { field } }, this.position, 4);
      return 0;
    }
    this.tree?.add(kind, read.value, this.position, read.length, {
      meaning: meaning?.(read.value),
    });
    const last = this.bytes[this.position + read.length - 1];
    if (read.length > 1 && last === 0) {
      const args = { field, value: read.value, bytes: read.length };
      this.breach(shortest, { key: 'varint-padded', args }, this.position, read.length);
    }
    this.position += read.length;
    return read.value;
  }

  /**
   * Two length bytes and text; undefined where it is missing, ill-formed (shown as its bytes) or
   * holds U+0000, which is reported then.
   */
  text(kinds: SizedKinds): string | undefined {
    this.open(kinds.group);
    const text = this.textParts(kinds.length, kinds.content);
    this.close(text ?? null);
    return text;
  }

  /** The same without a group of its own. */
  textParts(lengthKind: FieldKind, kind: FieldKind): string | undefined {
    const bytes = this.#sized(lengthKind, kind);
    if (this.halted) return undefined;
    const field = kind.label;
    const offset = this.position - bytes.length;
    const text = decodeUtf8(bytes);
    this.tree?.add(kind, text ?? bytes, offset, bytes.length, {
      meaning: text === undefined ? NOT_UTF8 : undefined,
    });
    if (text === undefined) {
      const fault = findUtf8Fault(bytes);
      const where = offset + (fault?.position ?? 0);
      const breach = { key: 'not-utf8', args: { field, fault: fault?.kind } } as const;
      this.breach(RULES.utf8, breach, where, Math.min(1, bytes.length));
      return undefined;
    }
    if (text.includes('\u0000')) {
      const where = offset + bytes.indexOf(0);
      this.breach(RULES.utf8Zero, { key: 'null-character', args: { field } }, where, 1);
      return undefined;
    }
    if (this.tree && findDiscouragedCharacter(text) >= 0) {
      const breach = { key: 'discouraged-character', args: { field } } as const;
      this.breach(RULES.utf8Discouraged, breach, offset, bytes.length);
    }
    return text;
  }

  /** Two length bytes and binary data. The bytes are a view of the packet. */
  binary(kinds: SizedKinds): Uint8Array {
    this.open(kinds.group);
    const bytes = this.binaryParts(kinds.length, kinds.content);
    this.close(bytes);
    return bytes;
  }

  binaryParts(lengthKind: FieldKind, kind: FieldKind): Uint8Array {
    const bytes = this.#sized(lengthKind, kind);
    if (!this.halted) this.tree?.add(kind, bytes, this.position - bytes.length, bytes.length);
    return bytes;
  }

  #sized(lengthKind: FieldKind, kind: FieldKind): Uint8Array {
    const length = this.uint16(lengthKind);
    if (!this.#has(length, kind)) return NOTHING;
    const bytes = this.bytes.subarray(this.position, this.position + length);
    this.position += length;
    return bytes;
  }

  /** All that is left, as a view of the packet. */
  rest(kind: FieldKind): Uint8Array {
    if (this.halted || this.#awaitsMore()) return NOTHING;
    const bytes = this.bytes.subarray(this.position, this.limit);
    this.tree?.add(kind, bytes, this.position, bytes.length);
    this.position = this.limit;
    return bytes;
  }
}
