/** Reads a packet's fields in order, for both `decode` and `dissect`. */

import { decodeUtf8, findDiscouragedCharacter, findUtf8Error } from '../../base/utf8.ts';
import { readVarint } from '../../base/varint.ts';
import type { Breach } from '../statements/breaches.ts';
import type { Rule } from '../statements/rule.ts';
import { RULES, ruleName, statementId } from '../statements/rules.ts';
import { type FieldKind, HEADER_FIELDS } from '../tables/fieldKinds.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { NOT_UTF8, type ValueMeaning } from '../tables/valueMeanings.ts';
import type { FieldValue, PacketProblem } from './dissection.ts';
import type { FieldTree } from './fieldTree.ts';

type MeaningOf = (value: number) => ValueMeaning | undefined;

/** Some bits of a byte. */
export interface BitField {
  readonly kind: FieldKind;
  readonly mask: number;
  /** A single bit is shown as true or false unless this is set. */
  readonly isNumber?: true;
  readonly meaning?: MeaningOf;
}

/** The three field kinds of a text or binary value: the whole, its length, its content. */
export interface SizedKinds {
  readonly group: FieldKind;
  readonly length: FieldKind;
  readonly content: FieldKind;
}

const NOTHING = new Uint8Array(0);

/**
 * Once `halted`, every read returns a neutral value (0, '', no bytes) and records nothing, so reading code
 * needs no branches for broken input: loops end because `remaining` is 0. Without a tree (decoding), the
 * first breach of a rule halts the reader permanently. With a tree (dissecting), only breaches that make the
 * following bytes meaningless halt it, and only to the end of the region. In an incomplete packet, a read
 * beyond the available bytes halts without a breach.
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
  /** Reason code of the first breach above a caution. */
  reasonCode = 0;
  /** A rule was violated, or a caution applies that decoding does not report. */
  hasProblem = false;
  /** The packet has no value: it is malformed or contains undefined values. */
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

  /** Bytes left to read; 0 once halted. */
  get remaining(): number {
    return this.halted ? 0 : this.limit - this.position;
  }

  /** Reports a breach of a rule by these bytes. `statement` overrides the rule's own number. */
  breach(
    rule: Rule,
    breach: Breach,
    offset: number,
    length: number,
    statement: string = statementId(rule, this.version),
  ): void {
    if (this.halted) return;
    this.hasProblem = true;
    if (rule.severity === 'caution') {
      if (!this.tree) return;
    } else {
      if (this.reasonCode === 0) this.reasonCode = rule.reason;
      if (rule.severity === 'malformed') this.isMeaningless = true;
      if (!this.tree) this.halted = true;
    }
    const { severity } = rule;
    const name = ruleName(rule);
    this.problems.push(
      name === undefined
        ? { severity, statement, breach, offset, length }
        : { rule: name, severity, statement, breach, offset, length },
    );
  }

  /** Reports a breach that makes the following bytes meaningless. */
  error(rule: Rule, breach: Breach, offset: number, length: number, statement?: string): void {
    this.breach(rule, breach, offset, length, statement);
    this.halted = true;
  }

  /** Limits reading to the next `length` bytes, which must exist. Returns the limit to restore. */
  enterRegion(length: number): number {
    const outer = this.limit;
    this.limit = this.position + length;
    return outer;
  }

  /** Restores the outer limit. A dissection continues after a region that it could not read. */
  leaveRegion(outer: number): void {
    if (this.halted) this.#skipRest();
    if (this.tree) this.halted = false;
    this.limit = outer;
  }

  open(kind: FieldKind): void {
    this.tree?.open(kind, this.position);
  }

  /** Ends a group. `value` and `meaning` let it be shown as one row. */
  close(value: FieldValue = null, meaning?: ValueMeaning): void {
    if (!this.tree) return;
    if (this.halted) this.#skipRest();
    this.tree.close(this.position, this.halted ? null : value, this.halted ? undefined : meaning);
  }

  /** Makes a field of the rest of a region that an error made meaningless. */
  #skipRest(): void {
    const length = this.limit - this.position;
    if (length > 0) {
      const rest = this.bytes.subarray(this.position, this.limit);
      this.tree?.add(HEADER_FIELDS.undissected, rest, this.position, length);
    }
    this.position = this.limit;
  }

  /** Checks that every byte has been read, including those after the announced end. */
  finish(): void {
    if (this.halted) this.#skipRest();
    this.limit = Math.max(this.limit, this.bytes.length);
    const count = this.limit - this.position;
    if (count === 0) return;
    const breach = { key: 'bytes-left-over', args: { count } } as const;
    this.error(RULES.trailing, breach, this.position, count);
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
    this.error(RULES.truncated, breach, this.position, left);
    return false;
  }

  /** Halts if the rest of this region has not arrived yet. */
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

  /** A byte whose bits have different meanings. */
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

  /** A byte without a name, only with names for its bits. */
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

  /** `rule` is violated by more than four bytes, `shortest` by an unnecessarily long form. */
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
      this.error(RULES.truncated, breach, this.position, left);
      return 0;
    }
    if (read === 'too long') {
      this.error(rule, { key: 'varint-endless', args: { field } }, this.position, 4);
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
   * Two length bytes and text. undefined if the text is missing, is ill-formed (shown as bytes) or holds
   * U+0000, which is reported.
   */
  text(kinds: SizedKinds): string | undefined {
    this.open(kinds.group);
    const text = this.textParts(kinds.length, kinds.content);
    this.close(text ?? null);
    return text;
  }

  /** Reads the same without a group. */
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
      const error = findUtf8Error(bytes);
      const where = offset + (error?.position ?? 0);
      const breach = { key: 'not-utf8', args: { field, error: error?.kind } } as const;
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

  /** All remaining bytes, as a view of the packet. */
  rest(kind: FieldKind): Uint8Array {
    if (this.halted || this.#awaitsMore()) return NOTHING;
    const bytes = this.bytes.subarray(this.position, this.limit);
    this.tree?.add(kind, bytes, this.position, bytes.length);
    this.position = this.limit;
    return bytes;
  }
}
