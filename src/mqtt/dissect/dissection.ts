/** The result of `dissect`: the tree of a packet's fields, and the problems in them. */

import type { Breach } from '../statements/breaches.ts';
import type { Severity } from '../statements/rule.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import type { ValueMeaning } from '../tables/valueMeanings.ts';

export type FieldValue = number | string | boolean | Uint8Array | null;

/**
 * A field of a packet. Siblings cover their parent's bytes in order, without gaps or overlaps. Exceptions:
 * fields with a `mask` share one byte (their masks are disjoint and sum to 0xFF), and derived fields, such as
 * the topic of an alias, have length 0.
 */
export interface Field {
  /** Wireshark's filter name, e.g. `mqtt.topic`. If there is none, our own name in the same style. */
  readonly name: string;
  /** The standard's term, e.g. `Packet Identifier`. English in every language. */
  readonly label: string;
  /**
   * A group with a single value (a property, a text with its length) has that value; other groups have null.
   */
  readonly value: FieldValue;
  /** Explains a value such as a reason code or a number of seconds. */
  readonly meaning?: ValueMeaning;
  /** Bytes from the start of the packet. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  /** The bits of this field in the byte at `offset`. */
  readonly mask?: number;
  /** Section of the standard in the packet's own version, e.g. `3.3.2.1`. */
  readonly section: string;
  /** Passwords, AUTH data and similar: views mask value and bytes. */
  readonly secret?: true;
  readonly children: readonly Field[];
}

export interface PacketProblem {
  /** Name of the violated rule of the tables, e.g. `packetId`; absent if there is none. */
  readonly rule?: string;
  readonly severity: Severity;
  /** Key in the table of normative statements, e.g. `MQTT-3.3.1-4`. */
  readonly statement: string;
  readonly breach: Breach;
  readonly offset: number;
  readonly length: number;
  /** Problems of the bytes that are there, if these were overwritten since. */
  readonly inside?: readonly PacketProblem[];
}

/** Context beyond the packet's own bytes that decides its meaning. */
export interface DissectContext {
  /** undefined if not known yet; a CONNECT states its own. */
  readonly version: ProtocolVersion | undefined;
  readonly sender: Sender;
  /** Returns the topic of an alias at this place of the stream, in this direction (3.3.2.3.4). */
  readonly topicAlias?: (alias: number) => string | undefined;
}

export interface Dissection {
  /** Top-level fields; they cover the whole packet. */
  readonly fields: readonly Field[];
  readonly problems: readonly PacketProblem[];
  /** Absent if the packet is too broken to be decoded. */
  readonly packet?: Packet;
}
