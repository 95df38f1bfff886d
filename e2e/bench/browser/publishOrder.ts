/** Orders for publishing as fast as possible, and the server's counts. */
import type { QoS } from '../../../src/mqtt/tables/packet.ts';

export type Publisher = 'mqttjs' | 'ours';

export interface PublishOrder {
  readonly kind: Publisher;
  /** Number of messages, to the topics in turn. */
  readonly count: number;
  readonly topics: number;
  /** Bytes of payload. */
  readonly size: number;
  readonly qos: QoS;
  /** Limit of QoS 1 and 2 messages in flight. */
  readonly receiveMaximum: number;
}

/** Counts of the server. */
export interface Published {
  /** ms from the first message to the last response. */
  readonly ms: number;
  readonly count: number;
  readonly frames: number;
  readonly mostInFlight: number;
}

/** The app's record of the messages. */
export interface Recorded {
  readonly packets: number;
  /** All exchanges, and those without their last packet. */
  readonly exchanges: number;
  readonly inFlight: number;
  readonly problems: number;
  /** Messages by reported outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export const topicOf = (index: number): string =>
  `plant/line-${index % 10}/device-${index}/command`;
