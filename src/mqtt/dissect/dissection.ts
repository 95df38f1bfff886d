/** What `dissect` returns: the tree of a packet's fields, and what is wrong with them. */

import type { Breach } from '../statements/breaches.ts';
import type { Severity } from '../statements/rule.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import type { ValueMeaning } from '../tables/valueMeanings.ts';

export type FieldValue = number | string | boolean | Uint8Array | null;

/**
 * One field of a packet. Siblings fill their parent's bytes in order, without gap or overlap,
 * except that fields with a `mask` share one byte (their masks are disjoint and sum to 0xFF) and
 * derived fields (what no byte states, such as a topic behind an alias) have length 0.
 */
export interface Field {
  /** Wireshark's filter name, e.g. `mqtt.topic`; ours, in the same style, where it has none. */
  readonly name: string;
  /** The standard's words, e.g. `Packet Identifier`. English in every language. */
  readonly label: string;
  /** A group that stands for one value (a property, a text with its length) has that value; others null. */
  readonly value: FieldValue;
  /** Where the bare value says too little: a reason code, a number of seconds. */
  readonly meaning?: ValueMeaning;
  /** Bytes from the packet's first byte. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
  /** The bits of the byte at `offset` that this field is. */
  readonly mask?: number;
  /** Section of the standard (of the packet's own version), e.g. `3.3.2.1`. */
  readonly section: string;
  /** Passwords, AUTH data and the like: a view masks value and bytes. */
  readonly secret?: true;
  readonly children: readonly Field[];
}

export interface PacketProblem {
  /** Which rule of the tables is broken, e.g. `packetId`; absent where none of them is. */
  readonly rule?: string;
  readonly severity: Severity;
  /** Key of the table of normative statements, e.g. `MQTT-3.3.1-4`. */
  readonly statement: string;
  /** What is wrong here. */
  readonly breach: Breach;
  readonly offset: number;
  readonly length: number;
}

/** What a packet's meaning depends on beside its own bytes. */
export interface DissectContext {
  /** undefined: not known yet; a CONNECT tells its own. */
  readonly version: ProtocolVersion | undefined;
  readonly sender: Sender;
  /** Topic behind an alias at that place of the stream, for this direction (3.3.2.3.4). */
  readonly topicAlias?: (alias: number) => string | undefined;
}

export interface Dissection {
  /** Top-level fields; they fill the packet. */
  readonly fields: readonly Field[];
  readonly problems: readonly PacketProblem[];
  /** Absent where the packet is too broken to have a meaning. */
  readonly packet?: Packet;
}
