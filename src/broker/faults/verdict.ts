/** What a person decides on a packet that waits. */
import { Framer } from '../../mqtt/framing/framer.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Direction } from './faultRule.ts';
import { directionOf } from './marks.ts';
import type { PacketTest } from './packetFilters.ts';
import { isConcealed, type Waits } from './waitingList.ts';

export interface Verdict {
  /** What goes on in its place: itself, changed, several, or nothing. */
  readonly forward: readonly Uint8Array[];
  /** What goes back to who sent it. */
  readonly back: readonly Uint8Array[];
}

/** A packet that waits, to be looked at and changed. */
export interface WaitingWhole {
  /** undefined: it holds secrets, and can only be sent as it is, or dropped. */
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

/** So that framing holds for all that follows. */
export function isOnePacket(bytes: Uint8Array): boolean {
  let whole = 0;
  const framer = new Framer();
  const fault = framer.push(bytes, () => {
    whole += 1;
  });
  return fault === undefined && whole === 1 && framer.pending === 0;
}
