/**
 * Reads field values for filters without dissecting the packet, if they are in their usual places. The
 * results equal those of the dissection, which handles all other packets.
 */

import { textEnd } from '../framing/propertyEnd.ts';
import type { ProtocolVersion } from '../tables/packet.ts';
import { PUBLISH } from '../tables/typeNumbers.ts';
import { KnownTexts } from './knownTexts.ts';
import {
  numberAt,
  valueEnd,
  varintAt,
  varintEnd,
  type WantedParts,
  wantedOf,
} from './quickProperties.ts';
import { type FieldTest, isPlainText } from './quickUserProperties.ts';

/** Fields that exist only where the dissection stops early. */
const UNREADABLE = ['mqtt.undissected', 'mqtt.prop_unknown'];

/** Packet types with only a packet identifier, a reason code and properties (3.4 to 3.7). */
const ACKS: ReadonlyMap<number, string> = new Map([
  [4, 'mqtt.puback.reason_code'],
  [5, 'mqtt.pubrec.reason_code'],
  [6, 'mqtt.pubrel.reason_code'],
  [7, 'mqtt.pubcomp.reason_code'],
]);

export class QuickFields {
  readonly #wanted: readonly (WantedParts | undefined)[];
  readonly #ofProperties: boolean;
  readonly #length: boolean;
  readonly #topicLength: boolean;
  readonly #list: boolean;
  readonly #listLength: boolean;
  readonly #reasons: ReadonlySet<number>;
  /** A reserved header bit of an acknowledgement, which only the dissection reads. */
  readonly #reserved: boolean;
  readonly #unreadable: boolean;
  readonly #texts = new KnownTexts();

  /**
   * @param names in the notation of the dissection; only fields of PUBLISH, acknowledgements and all packets
   *   are supported
   */
  constructor(names: ReadonlySet<string>) {
    this.#wanted = wantedOf(names);
    this.#length = names.has('mqtt.len');
    this.#topicLength = names.has('mqtt.topic_len');
    this.#list = names.has('mqtt.properties');
    this.#listLength = names.has('mqtt.property_len');
    this.#reasons = new Set([...ACKS].flatMap(([type, name]) => (names.has(name) ? [type] : [])));
    this.#unreadable = UNREADABLE.some((name) => names.has(name));
    this.#reserved = names.has('mqtt.hdr_reserved') || names.has('mqtt.retain_reserved');
    this.#ofProperties =
      this.#list || this.#listLength || this.#wanted.some((one) => one?.isAny === true);
  }

  /**
   * True if a field value passes the test, in the packet from `from` up to, but not including, `to`.
   * @returns undefined if only the dissection can decide
   */
  any(
    bytes: Uint8Array,
    from: number,
    to: number,
    version: ProtocolVersion,
    test: FieldTest,
  ): boolean | undefined {
    const type = (bytes[from] ?? 0) >> 4;
    if (this.#unreadable || (type !== PUBLISH && !ACKS.has(type))) return undefined;
    const body = from + 1 < to ? varintEnd(bytes, from + 1) : -1;
    if (body < 0 || body + 2 > to) return undefined;
    const length = varintAt(bytes, from + 1, body);
    if (body + length !== to) return undefined;
    if (this.#length && test(length)) return true;
    return type === PUBLISH
      ? this.#inPublish(bytes, from, body, to, version, test)
      : this.#inAck(bytes, type, body, to, version, test);
  }

  #inPublish(
    bytes: Uint8Array,
    from: number,
    body: number,
    to: number,
    version: ProtocolVersion,
    test: FieldTest,
  ): boolean | undefined {
    const qos = (bytes[from] ?? 0) & 6;
    const topicLength = numberAt(bytes, body, body + 2);
    const at = body + 2 + topicLength + (qos === 0 ? 0 : 2);
    if (at > to) return undefined;
    if (this.#topicLength && test(topicLength)) return true;
    return version === 5 && this.#ofProperties && this.#inProperties(bytes, at, to, test);
  }

  #inAck(
    bytes: Uint8Array,
    type: number,
    body: number,
    to: number,
    version: ProtocolVersion,
    test: FieldTest,
  ): boolean | undefined {
    const left = to - body - 2;
    if (this.#reserved || left < 0 || (version < 5 && left > 0)) return undefined;
    if (left === 0) return false;
    if (this.#reasons.has(type) && test(bytes[body + 2] ?? 0)) return true;
    if (left === 1 || !this.#ofProperties)
      return left === 1 ? false : this.#endsWith(bytes, body + 3, to);
    return this.#inProperties(bytes, body + 3, to, test, true);
  }

  /** No bytes may follow properties that no field reads. */
  #endsWith(bytes: Uint8Array, at: number, to: number): false | undefined {
    const start = varintEnd(bytes, at);
    return start >= 0 && start + varintAt(bytes, at, start) === to ? false : undefined;
  }

  /** @param isLast no bytes may follow */
  #inProperties(
    bytes: Uint8Array,
    from: number,
    to: number,
    test: FieldTest,
    isLast = false,
  ): boolean | undefined {
    const start = from < to ? varintEnd(bytes, from) : -1;
    const length = start < 0 || start > to ? -1 : varintAt(bytes, from, start);
    const end = start + length;
    if (length < 0 || end > to || (isLast && end < to)) return undefined;
    if (this.#list && test(true)) return true;
    if (this.#listLength && test(length)) return true;
    let passes: boolean | undefined = false;
    for (let at = start; at < end; ) {
      const wanted = this.#wanted[bytes[at] ?? 0];
      if (wanted === undefined) return undefined;
      const next = valueEnd(bytes, at + 1, wanted);
      if (next < 0 || next > end) return undefined;
      if (wanted.isAny && passes === false)
        passes = this.#inProperty(bytes, at, next, wanted, test);
      if (passes === undefined) return undefined;
      at = next;
    }
    return passes;
  }

  #inProperty(
    bytes: Uint8Array,
    at: number,
    end: number,
    { format, id, length, value, keyLength, key }: WantedParts,
    test: FieldTest,
  ): boolean | undefined {
    if (id && test(bytes[at] ?? 0)) return true;
    const start = at + 1;
    if (format === 'pair') {
      const middle = textEnd(bytes, start);
      if (keyLength && test(middle - start - 2)) return true;
      if (length && test(end - middle - 2)) return true;
      const inKey = key && this.#inText(bytes, start + 2, middle, test);
      if (inKey !== false) return inKey;
      return value && this.#inText(bytes, middle + 2, end, test);
    }
    if (format === 'utf8' || format === 'binary') {
      if (length && test(end - start - 2)) return true;
      if (!value) return false;
      if (format === 'binary') return test(bytes.subarray(start + 2, end));
      return this.#inText(bytes, start + 2, end, test);
    }
    if (!value) return false;
    return test(format === 'varint' ? varintAt(bytes, start, end) : numberAt(bytes, start, end));
  }

  /** Ill-formed text is left to the dissection. */
  #inText(bytes: Uint8Array, from: number, to: number, test: FieldTest): boolean | undefined {
    if (test.ofBytes !== undefined && isPlainText(bytes, from, to)) {
      return test.ofBytes(bytes, from, to);
    }
    const text = this.#texts.of(bytes, from, to);
    return text === undefined || text.includes('\u0000') ? undefined : test(text);
  }
}
