/** A user's decision on a waiting packet. */
import { Framer } from '../../mqtt/framing/framer.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Direction } from './faultRule.ts';
import { directionOf } from './marks.ts';
import type { PacketTest } from './packetFilters.ts';
import { isConcealed, type Waits } from './waitingList.ts';

export interface Verdict {
  /** Packets that replace it: itself, changed, several, or none. */
  readonly forward: readonly Uint8Array[];
  /** Packets that go back to its sender. */
  readonly back: readonly Uint8Array[];
}

/** A waiting packet for inspection and editing. */
export interface WaitingWhole {
  /** undefined: it contains secrets, and can only be sent unchanged or dropped. */
  readonly bytes: Uint8Array | undefined;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
}

export function wholeOf(waits: Waits, conceals: PacketTest): WaitingWhole {
  const { connection, sender, entry } = waits;
  return {
    bytes: isConcealed(waits, conceals) ? undefined : entry.bytes,
    direction: directionOf(sender),
    version: connection.version,
  };
}

/** Ensures valid framing of all later bytes. */
export function isOnePacket(bytes: Uint8Array): boolean {
  let whole = 0;
  const framer = new Framer();
  const fault = framer.push(bytes, () => {
    whole += 1;
  });
  return fault === undefined && whole === 1 && framer.pending === 0;
}
