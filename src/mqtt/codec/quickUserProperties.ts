/**
 * Reads user property values for filters without dissecting the packet, if a PUBLISH has them in their usual
 * place.
 */

import type { FieldValue } from '../dissect/dissection.ts';
import { textEnd } from '../framing/propertyEnd.ts';
import { PROPERTIES } from '../tables/properties.ts';
import { PUBLISH, SUBSCRIBE } from '../tables/typeNumbers.ts';
import { KnownTexts } from './knownTexts.ts';
import { valueEnd, varintAt, varintEnd, wantedOf } from './quickProperties.ts';

const USER_PROPERTY = PROPERTIES.userProperty.id;
const EVERY_PROPERTY = wantedOf(new Set());

/** Values of the user properties of an MQTT 5 PUBLISH or its acknowledgement: with one name, or all. */
export class QuickUserProperties {
  readonly #name: Uint8Array | undefined;
  readonly #texts = new KnownTexts();

  /** @param name in UTF-8 */
  constructor(name: Uint8Array | undefined) {
    this.#name = name;
  }

  /** @returns undefined if only the dissection can decide */
  any(bytes: Uint8Array, from: number, to: number, test: FieldTest): boolean | undefined {
    const type = (bytes[from] ?? 0) >> 4;
    const isAck = type > PUBLISH && type < SUBSCRIBE;
    if ((type !== PUBLISH && !isAck) || from + 1 >= to) return undefined;
    const body = varintEnd(bytes, from + 1);
    if (body < 0 || body + 2 > to || body + varintAt(bytes, from + 1, body) !== to) {
      return undefined;
    }
    // They may be left out after the identifier, or after an identifier with a reason code (3.4.2.2.1).
    if (isAck && to <= body + 3) return false;
    const hasId = ((bytes[from] ?? 0) & 6) !== 0;
    const list = isAck ? body + 3 : textEnd(bytes, body) + (hasId ? 2 : 0);
    const start = list < to ? varintEnd(bytes, list) : -1;
    if (start < 0 || start > to) return undefined;
    const end = start + varintAt(bytes, list, start);
    if (isAck ? end !== to : end > to) return undefined;
    return this.#inProperties(bytes, start, end, test);
  }

  #inProperties(
    bytes: Uint8Array,
    start: number,
    end: number,
    test: FieldTest,
  ): boolean | undefined {
    let passes = false;
    for (let at = start; at < end; ) {
      const property = EVERY_PROPERTY[bytes[at] ?? 0];
      const next = property === undefined ? -1 : valueEnd(bytes, at + 1, property);
      if (next < 0 || next > end) return undefined;
      if (!passes && bytes[at] === USER_PROPERTY) passes = this.#passes(bytes, at + 1, next, test);
      at = next;
    }
    return passes;
  }

  #passes(bytes: Uint8Array, start: number, end: number, test: FieldTest): boolean {
    const middle = textEnd(bytes, start);
    const name = this.#name;
    if (name !== undefined && !isThat(bytes, start + 2, middle, name)) return false;
    if (test.ofBytes !== undefined && isPlainText(bytes, middle + 2, end)) {
      return test.ofBytes(bytes, middle + 2, end);
    }
    const text = this.#texts.of(bytes, middle + 2, end);
    return text !== undefined && test(text);
  }
}

function isThat(bytes: Uint8Array, from: number, to: number, wanted: Uint8Array): boolean {
  if (to - from !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at += 1) if (bytes[from + at] !== wanted[at]) return false;
  return true;
}

/** A test of a field's value. */
export interface FieldTest {
  (value: FieldValue): boolean;
  /** The same test on the bytes of a plain text, if available. */
  readonly ofBytes?: (bytes: Uint8Array, from: number, to: number) => boolean;
}

/** True for ASCII without U+0000, whose bytes equal its characters and sort the same way. */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0 || byte >= 0x80) return false;
  }
  return true;
}
