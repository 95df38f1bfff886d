/** What the fault layer tells of itself. */
import type { PacketType, ProtocolVersion } from '../../mqtt/packet.ts';
import type { Direction, FaultAction } from './faultRule.ts';

/** A packet that was treated, for captures and for people. */
export interface Mark {
  /** As the host knows it. */
  readonly connection: number;
  /** Empty where it is not known. */
  readonly client: string;
  readonly direction: Direction;
  /** The packet as its sender sent it. May hold a password: not for logs. */
  readonly bytes: Uint8Array;
  /** `step` for packets of a client in step mode. */
  readonly rule: string;
  /**
   * `step`: waits in step mode. `release`: one that waited has been let go by hand. `overflow`: too
   * much waited, and the connection was cut.
   */
  readonly action: FaultAction['action'] | 'step' | 'release' | 'overflow';
  /** Milliseconds, as the host tells the time. */
  readonly time: number;
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
  /** Of a PUBLISH, of what is acknowledged, or filters asked for; as far as they are known. */
  readonly topics: readonly string[];
  /** Its first bytes, at most 256, in Base64; empty for CONNECT and AUTH, which may hold secrets. */
  readonly start: string;
  /** The rule that holds it; undefined where it waits behind others only. */
  readonly rule: string | undefined;
  readonly waitsFor: 'release' | 'step' | 'time' | 'others';
  /** Milliseconds, where it waits for the time. */
  readonly until: number | undefined;
}
