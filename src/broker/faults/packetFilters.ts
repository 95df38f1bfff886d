/**
 * Interface of the compiler for display filters in rules. The host provides it, because the language is
 * outside the broker.
 */
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';

/** A packet to be filtered. */
export interface FilteredPacket {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly version: ProtocolVersion;
  /** Topic of a PUBLISH, also for an alias; undefined: unknown. */
  readonly topic: string | undefined;
}

export type PacketTest = (packet: FilteredPacket) => boolean;

export interface FilterSpending {
  /** Packets on which the filter exceeded its budget. */
  readonly givenUp: number;
  /** Steps for the last packet, about a nanosecond each. */
  readonly used: number;
}

type CompiledPacketFilter =
  | {
      readonly ok: true;
      /** Also returns false if the filter exceeds its budget on this packet. Such packets are counted. */
      readonly test: PacketTest;
      readonly spending?: FilterSpending;
      /** Number of its regular expressions. */
      readonly patterns?: number;
    }
  /** `column`: of the first wrong character, from 1. */
  | { readonly ok: false; readonly column: number }
  /** The filter needs facts known only later, such as a problem or a latency. */
  | { readonly ok: false; readonly asksLater: true };

/** Compiles a filter. Never throws. */
export type PacketFilters = (text: string) => CompiledPacketFilter;
