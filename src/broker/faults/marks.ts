/** Reports of the fault layer. */
import type { PacketType, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { Direction, FaultAction } from './faultRule.ts';

/** Rule name in marks of step mode. */
export const STEP = 'step';
/** Rule name in marks of the simulated network. */
export const NETWORK = 'network';

/** A treated packet, for captures and display. */
export interface Mark {
  /** The host's number. */
  readonly connection: number;
  /** Empty if unknown. */
  readonly client: string;
  readonly direction: Direction;
  /**
   * The packet as sent by its sender. May contain a password: not for logs. Empty: no packet, the connection
   * was ended without DISCONNECT (`cut`, to the client).
   */
  readonly bytes: Uint8Array;
  /** `step` for clients in step mode. */
  readonly rule: string;
  /**
   * `step`: waits in step mode. `release`: released by hand. `overflow`: too much waited, and the connection
   * was cut. `made`: created by the layer (a second copy, or an answer instead of the broker) or by the
   * broker for a recipe; reported only once it is sent.
   */
  readonly action: FaultAction['action'] | 'step' | 'release' | 'overflow' | 'made';
  /** Milliseconds of the host's time. */
  readonly time: number;
  /** Number of the treated packet, which several marks may share. */
  readonly treated: number;
  /**
   * Position on the wire: number of bytes before it in its direction. undefined: it is queued for the client
   * and not (or not yet) sent.
   */
  readonly offset: number | undefined;
}

/** Identity of a packet in marks. */
export interface Treated {
  readonly number: number;
  /** Like in marks. */
  readonly offset: number | undefined;
}

/** A waiting packet. */
export interface WaitingPacket {
  /** Number for releasing it. */
  readonly packet: number;
  readonly connection: number;
  readonly client: string;
  readonly direction: Direction;
  readonly type: PacketType | undefined;
  /** Version of the connection. */
  readonly version: ProtocolVersion;
  /** In bytes. */
  readonly size: number;
  readonly packetId: number | undefined;
  /**
   * Topic of a PUBLISH or of the acknowledged packet, or requested filters, if known. At most 4, each cut at
   * 512 characters.
   */
  readonly topics: readonly string[];
  /** Its first bytes, at most 256, in Base64; empty for CONNECT and AUTH, which may contain secrets. */
  readonly start: string;
  /** The rule that holds it; undefined if it only waits after others. */
  readonly rule: string | undefined;
  readonly waitsFor: 'release' | 'step' | 'time' | 'others';
  /** Milliseconds, if it is delayed or released automatically. */
  readonly until: number | undefined;
}

export function directionOf(sender: Sender): Direction {
  return sender === 'client' ? 'from-client' : 'to-client';
}
