/** Options and events of a client. */
import type { ProtocolVersion, PublishPacket, Will } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';

export interface ClientOptions {
  readonly version: ProtocolVersion;
  readonly clientId: string;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  readonly userName?: string;
  readonly password?: Uint8Array;
  readonly will?: Will;
  /** Properties of CONNECT; MQTT 5 only. */
  readonly properties?: readonly Property[];
}

export type ClientEvent =
  | { readonly kind: 'connected'; readonly sessionPresent: boolean }
  | { readonly kind: 'refused'; readonly reasonCode: number }
  | { readonly kind: 'message'; readonly packet: PublishPacket }
  /** QoS 1: PUBACK. QoS 2: PUBCOMP, or a PUBREC that refuses. */
  | { readonly kind: 'acknowledged'; readonly message: number; readonly reasonCode: number }
  /** The broker had lost the session with this message in flight. */
  | { readonly kind: 'lost'; readonly message: number }
  | { readonly kind: 'subscribed'; readonly reasonCodes: readonly number[] }
  | { readonly kind: 'disconnected'; readonly reasonCode: number }
  /** The broker violated the protocol; the transport is ended. */
  | { readonly kind: 'failed'; readonly reason: string };

export type ClientOutput =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' };
