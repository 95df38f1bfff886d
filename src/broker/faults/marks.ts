/** What the fault layer tells of itself. */
import type { PacketType, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { Direction, FaultAction } from './faultRule.ts';

/** The rule's name in marks of step mode. */
export const STEP = 'step';
/** The name of the network in marks, where those of rules stand. */
export const NETWORK = 'network';

/** A packet that was treated, for captures and for people. */
export interface Mark {
  /** As the host knows it. */
  readonly connection: number;
  /** Empty where it is not known. */
  readonly client: string;
  readonly direction: Direction;
  /**
   * The packet as its sender sent it. May hold a password: not for logs. Empty: there was none, the
   * connection was ended without a word (`cut`, to the client).
   */
  readonly bytes: Uint8Array;
  /** `step` for packets of a client in step mode. */
  readonly rule: string;
  /**
   * `step`: waits in step mode. `release`: one that waited has been let go by hand. `overflow`: too
   * much waited, and the connection was cut. `made`: by the layer itself, a second copy or an answer in
   * the broker's place, or by the broker since a recipe had it do so; told only when it is on the wire.
   */
  readonly action: FaultAction['action'] | 'step' | 'release' | 'overflow' | 'made';
  /** Milliseconds, as the host tells the time. */
  readonly time: number;
  /** Which treated packet: several marks may tell of one. */
  readonly treated: number;
  /**
   * Where it begins on the wire: bytes of its direction of the connection before it. undefined: it is
   * on its way to the client and not there, or not yet.
   */
  readonly offset: number | undefined;
}

/** A packet by which marks are told apart. */
export interface Treated {
  readonly number: number;
  /** As in marks. */
  readonly offset: number | undefined;
}

/** A packet that waits. */
export interface WaitingPacket {
  /** To release it by. */
  readonly packet: number;
  readonly connection: number;
  readonly client: string;
  readonly direction: Direction;
  readonly type: PacketType | undefined;
  /** Of the connection. */
  readonly version: ProtocolVersion;
  /** Bytes. */
  readonly size: number;
  readonly packetId: number | undefined;
  /**
   * Of a PUBLISH, of what is acknowledged, or filters asked for; as far as they are known. At most 4,
   * each cut at 512 characters.
   */
  readonly topics: readonly string[];
  /** Its first bytes, at most 256, in Base64; empty for CONNECT and AUTH, which may hold secrets. */
  readonly start: string;
  /** The rule that holds it; undefined where it waits behind others only. */
  readonly rule: string | undefined;
  readonly waitsFor: 'release' | 'step' | 'time' | 'others';
  /** Milliseconds, where it waits for the time, or is released then. */
  readonly until: number | undefined;
}

export function directionOf(sender: Sender): Direction {
  return sender === 'client' ? 'from-client' : 'to-client';
}
