/** The facts about a packet that a filter needs. The owner of the packets implements them. */
import type { Field } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import type { ExchangeState } from '../exchanges/exchange.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { ReplyFacts } from '../requestResponse/reply.ts';

/** The exchange of a packet. */
export interface ExchangeFacts {
  readonly state: ExchangeState;
  /** µs from its first packet to its last; undefined while it is open. */
  readonly latency: number | undefined;
}

export interface ProblemFacts {
  readonly rule: string;
  readonly severity: string;
  readonly statement: string;
  /** Absent if the texts of problems are not needed. */
  readonly text?: string;
}

/** A range of bytes in a buffer, end exclusive. One object may be reused. */
export interface ByteSpan {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Properties are columns and nearly free. Methods read the packet's bytes. One object may be moved from
 * packet to packet, so a predicate must not keep it.
 */
export interface PacketFacts {
  /** Absent for MQTT. */
  readonly protocol?: 'mqttsn';
  /** From 1. */
  readonly no: number;
  /** Time since the first packet, µs. */
  readonly time: number;
  /** Time of the first packet, µs since 1970; NaN: unknown. */
  readonly firstClock: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  /** Type and flags (2.1.1). */
  readonly firstByte: number;
  /** Bytes. */
  readonly size: number;
  /** 0: the column has none, but the fields may have one. */
  readonly packetId: number;
  /**
   * Topic of a PUBLISH, with its alias resolved. Undefined: the column has none, but the fields may have one.
   */
  readonly topic: string | undefined;
  /**
   * Equal for all packets with that topic name; 0 or absent: unknown. Freed numbers are reused for other
   * names.
   */
  readonly topicId?: number;
  readonly hasProblem: boolean;
  /** Faults that were injected into it. */
  readonly faults: readonly RowFault[];
  /** True if it was never on the wire. */
  readonly withheld: boolean;
  readonly exchange: ExchangeFacts | undefined;
  /** Set for a request or a reply. */
  readonly reply: ReplyFacts | undefined;
  /** Time of the newest packet, µs since the first. */
  newest(): number;
  bytes(): Uint8Array;
  /** Place of the bytes, without a separate view. Absent: use `bytes`. */
  place?(): ByteSpan;
  /** The same for `payload`. */
  payloadPlace?(): ByteSpan | undefined;
  /** Payload of a PUBLISH. */
  payload(): Uint8Array | undefined;
  /** The format that the user chose for payloads of its topic. */
  chosen?(): PayloadFormat | undefined;
  fields(): readonly Field[];
  problems(): readonly ProblemFacts[];
}
