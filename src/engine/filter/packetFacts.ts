/** What a filter asks of a packet; whoever has packets answers it. */
import type { Field } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import type { ExchangeState } from '../exchanges/exchange.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { ReplyFacts } from '../requestResponse/reply.ts';

/** The exchange that a packet belongs to. */
export interface ExchangeFacts {
  readonly state: ExchangeState;
  /** µs from its first packet to its last; undefined while it is open. */
  readonly latency: number | undefined;
}

export interface ProblemFacts {
  readonly rule: string;
  readonly severity: string;
  readonly statement: string;
  /** Absent: nobody asks what is wrong in words. */
  readonly text?: string;
}

/** Bytes among others, from one place up to before another. One object may be used again and again. */
export interface Stretch {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Properties are columns and cost next to nothing; methods look at the packet's bytes. One object
 * may be moved from packet to packet: a predicate keeps nothing of it.
 */
export interface PacketFacts {
  /** Absent: MQTT. */
  readonly protocol?: 'mqttsn';
  /** From 1. */
  readonly no: number;
  /** Since the first packet, µs. */
  readonly time: number;
  /** Of the first packet, µs since 1970; not a number: not known. */
  readonly firstClock: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  /** Type and flags (2.1.1). */
  readonly firstByte: number;
  /** Bytes. */
  readonly size: number;
  /** 0: the column does not know it, the fields may. */
  readonly packetId: number;
  /** Of a PUBLISH, also behind an alias; undefined: the column does not know it, the fields may. */
  readonly topic: string | undefined;
  /** The same for each packet with that topic name; 0 or absent: not known. Names take over freed numbers. */
  readonly topicId?: number;
  readonly hasProblem: boolean;
  /** What was done to it on purpose. */
  readonly faults: readonly RowFault[];
  /** It never was on the wire. */
  readonly withheld: boolean;
  readonly exchange: ExchangeFacts | undefined;
  /** Of a request or a reply. */
  readonly reply: ReplyFacts | undefined;
  /** Of the newest packet, µs since the first. */
  newest(): number;
  bytes(): Uint8Array;
  /** Where they stand, without a view of their own; absent: `bytes` tells. */
  place?(): Stretch;
  /** The same for `payload`. */
  payloadPlace?(): Stretch | undefined;
  /** Of a PUBLISH. */
  payload(): Uint8Array | undefined;
  /** How payloads of its topic are to be read, where a person chose it. */
  chosen?(): PayloadFormat | undefined;
  fields(): readonly Field[];
  problems(): readonly ProblemFacts[];
}
