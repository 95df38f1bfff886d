/** What reads the display filters of rules: the language is not the broker's, so a host brings it. */
import type { ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';

/** A packet that a filter is asked about, on its way. */
export interface FilteredPacket {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly version: ProtocolVersion;
  /** Of a PUBLISH, also behind an alias; undefined: not known. */
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
      /** Returns false also if the filter exceeds its budget on this packet. Such packets are counted. */
      readonly test: PacketTest;
      readonly spending?: FilterSpending;
      /** Number of its regular expressions. */
      readonly patterns?: number;
    }
  /** `column`: of the first character that is wrong, from 1. */
  | { readonly ok: false; readonly column: number }
  /** It asks what is known only later, such as a problem or a latency. */
  | { readonly ok: false; readonly asksLater: true };

/** Never throws. */
export type PacketFilters = (text: string) => CompiledPacketFilter;
