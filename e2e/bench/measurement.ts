/** What the bench's driver asks of its page. */
import type { ProtocolVersion, QoS } from '../../src/mqtt/tables/packet.ts';

export type Kind = 'bare' | 'mqttjs' | 'ours';

/** Messages of a flood. */
export interface FloodOrder {
  readonly count: number;
  readonly perFrame: number;
  readonly topics: number;
  /** Bytes of payload. */
  readonly size: number;
  /** With MQTT 5: topic aliases, and five user properties. */
  readonly version: ProtocolVersion;
  readonly qos: QoS;
  /** Names of 40 bytes, each once, as what is retained comes; ten topics of each device. */
  readonly isRetained?: boolean;
}

/** What retained messages take in memory. */
export interface Held {
  /** Of the page and its workers, connected and with nothing received, and with all of it. */
  readonly before: number;
  readonly after: number;
  /** Bytes that the packet log has. */
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
  /** From the first message seen to the last, ms. */
  readonly ms: number;
  /** Bytes for the bare WebSocket, messages for the others. */
  readonly count: number;
  /** In the tree, at the end. */
  readonly topics?: number;
}

/** A capture file that was opened. */
export interface Opened {
  readonly ms: number;
  /** ms until the first packets were there to be shown. */
  readonly first: number;
  /** What the app found in it. */
  readonly found: {
    readonly packets: number;
    readonly messages: number;
    readonly discarded: number;
  };
}

/** What a page's subscriber has seen of a broker. */
export interface Received {
  /** From the first message seen to the last. */
  readonly ms: number;
  /** Messages, each the one that was due. */
  readonly count: number;
  /** After the first message. */
  readonly frames: number;
}
