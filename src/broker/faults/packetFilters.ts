/**
 * Interface of the compiler for display filters in rules. The host provides it, because the language is
 * outside the broker.
 */
import type { Steps } from '../../base/steps.ts';
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

/** Returns undefined if the packet has no secrets. */
export type WithoutSecrets = (packet: FilteredPacket) => Uint8Array | undefined;

/** @param shared budget of all filters for the packet */
export type FilterTest = (packet: FilteredPacket, shared: Steps) => boolean;

export interface FilterSpending {
  /** Packets that the filter could not check within the budget. */
  readonly givenUp: number;
}

type CompiledPacketFilter =
  | {
      readonly ok: true;
      /** Also returns false if the filter exceeds the budget on this packet. Such packets are counted. */
      readonly test: FilterTest;
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
