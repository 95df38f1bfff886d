/** Control packets as values, independent of their encoding. */
import type { Property } from './properties.ts';

/** Returns the receiver of a side's packets. */
export const otherSide = (sender: Sender): Sender => (sender === 'client' ? 'server' : 'client');

/** The protocol level byte of CONNECT: 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0. */
export type ProtocolVersion = 3 | 4 | 5;
export type QoS = 0 | 1 | 2;
/** The sender of a packet, which changes the meaning of a few packets (2.1.2). */
export type Sender = 'client' | 'server';

/** Packet types by their number in the fixed header (2.1.2). */
export const PACKET_TYPES = [
  'reserved',
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
  'auth',
] as const;
export type PacketType = Exclude<(typeof PACKET_TYPES)[number], 'reserved'>;

type Properties = readonly Property[];

export interface Will {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Empty before MQTT 5. */
  readonly properties: Properties;
}

/** 3.1. Properties are empty before MQTT 5. */
export interface ConnectPacket {
  readonly type: 'connect';
  /** `MQTT`, or `MQIsdp` in MQTT 3.1. */
  readonly protocolName: string;
  readonly protocolLevel: number;
  /** Clean Session before MQTT 5. */
  readonly cleanStart: boolean;
  /** Seconds; 0 disables it. */
  readonly keepAlive: number;
  readonly clientId: string;
  readonly will?: Will;
  readonly userName?: string;
  readonly password?: Uint8Array;
  readonly properties: Properties;
}

/** 3.2. The reason code is the return code before MQTT 5. */
export interface ConnackPacket {
  readonly type: 'connack';
  readonly sessionPresent: boolean;
  readonly reasonCode: number;
  readonly properties: Properties;
}

/** 3.3. */
export interface PublishPacket {
  readonly type: 'publish';
  readonly dup: boolean;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Empty if a topic alias replaces it. */
  readonly topic: string;
  /** Absent at QoS 0. */
  readonly packetId?: number;
  readonly properties: Properties;
  readonly payload: Uint8Array;
}

/** 3.4 to 3.7. Parts that the sender left out (MQTT 5: reason code 0, no properties) are absent. */
export interface AckPacket {
  readonly type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
  readonly packetId: number;
  /** Set on a repeated PUBREL, SUBSCRIBE or UNSUBSCRIBE, only in MQTT 3.1. */
  readonly dup?: true;
  readonly reasonCode?: number;
  readonly properties?: Properties;
}

/**
 * A filter of a SUBSCRIBE with its options (3.8.3.1). Before MQTT 5 only `qos` can differ from the default.
 */
export interface SubscriptionRequest {
  readonly filter: string;
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly retainHandling: 0 | 1 | 2;
}

export interface SubscribePacket {
  readonly type: 'subscribe';
  readonly packetId: number;
  /** MQTT 3.1 only. */
  readonly dup?: true;
  readonly properties: Properties;
  readonly subscriptions: readonly SubscriptionRequest[];
}

export interface SubackPacket {
  readonly type: 'suback';
  readonly packetId: number;
  readonly properties: Properties;
  readonly reasonCodes: readonly number[];
}

export interface UnsubscribePacket {
  readonly type: 'unsubscribe';
  readonly packetId: number;
  /** MQTT 3.1 only. */
  readonly dup?: true;
  readonly properties: Properties;
  readonly filters: readonly string[];
}

/** Reason codes are empty before MQTT 5 (3.11). */
export interface UnsubackPacket {
  readonly type: 'unsuback';
  readonly packetId: number;
  readonly properties: Properties;
  readonly reasonCodes: readonly number[];
}

interface PingPacket {
  readonly type: 'pingreq' | 'pingresp';
}

/** 3.14 and 3.15. Parts that the sender left out are absent. */
export interface DisconnectPacket {
  readonly type: 'disconnect';
  readonly reasonCode?: number;
  readonly properties?: Properties;
}

export interface AuthPacket {
  readonly type: 'auth';
  readonly reasonCode?: number;
  readonly properties?: Properties;
}

export type Packet =
  | ConnectPacket
  | ConnackPacket
  | PublishPacket
  | AckPacket
  | SubscribePacket
  | SubackPacket
  | UnsubscribePacket
  | UnsubackPacket
  | PingPacket
  | DisconnectPacket
  | AuthPacket;
