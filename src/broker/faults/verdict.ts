/** What a person decides on a packet that waits. */
import { Framer } from '../../mqtt/framer.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import { peekType } from '../../mqtt/peek.ts';
import type { Direction } from './faultRule.ts';
import { directionOf } from './marks.ts';
import type { Waits } from './transit.ts';

export interface Verdict {
  /** What goes on in its place: itself, changed, several, or nothing. */
  readonly forward: readonly Uint8Array[];
  /** What goes back to who sent it. */
  readonly back: readonly Uint8Array[];
}

/** A packet that waits, to be looked at and changed. */
export interface WaitingWhole {
  /** undefined: it may hold secrets (CONNECT, AUTH), and can only be sent as it is, or dropped. */
  readonly bytes: Uint8Array | undefined;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
}

export function wholeOf({ connection, sender, entry }: Waits): WaitingWhole {
  const type = peekType(entry.bytes);
  const mayHoldSecrets = type === 'connect' || type === 'auth';
  return {
    bytes: mayHoldSecrets ? undefined : entry.bytes,
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
