/** Types of the requests from the bench's driver to its page. */
import type { ProtocolVersion, QoS } from '../../../src/mqtt/tables/packet.ts';

export type Kind = 'bare' | 'mqttjs' | 'ours';

/** Messages of a flood. */
export interface FloodOrder {
  readonly count: number;
  readonly perFrame: number;
  readonly topics: number;
  /** Bytes of payload. */
  readonly size: number;
  /** With MQTT 5: topic aliases and five user properties. */
  readonly version: ProtocolVersion;
  readonly qos: QoS;
  /** Unique names of 40 bytes, as for retained messages; ten topics per device. */
  readonly isRetained?: boolean;
}

/** Memory of retained messages. */
export interface Held {
  /** Memory of the page and its workers, connected without messages, and with all of them. */
  readonly before: number;
  readonly after: number;
  /** Bytes of the packet log. */
  readonly log: number;
  readonly topics: number;
}

export interface Measurement {
  readonly kind: Kind;
  readonly url: string;
  readonly packets: number;
  readonly bytes: number;
  readonly order: FloodOrder;
}

export interface Measured {
  /** ms from the first message to the last. */
  readonly ms: number;
  /** Bytes for the bare WebSocket, messages for the others. */
  readonly count: number;
  /** Topics in the tree at the end. */
  readonly topics?: number;
}

/** An opened capture file. */
export interface Opened {
  readonly ms: number;
  /** ms until the first packets could be shown. */
  readonly first: number;
  /** Contents that the app found. */
  readonly found: {
    readonly packets: number;
    readonly messages: number;
    readonly discarded: number;
  };
}

/** Result of a page's subscriber at a broker. */
export interface Received {
  /** Time from the first message to the last. */
  readonly ms: number;
  /** Messages, each verified. */
  readonly count: number;
  /** Frames after the first message. */
  readonly frames: number;
}
