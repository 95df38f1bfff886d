/** What is published as fast as it goes, and what its server saw. */
import type { QoS } from '../../src/mqtt/tables/packet.ts';

export type Publisher = 'mqttjs' | 'ours';

export interface PublishOrder {
  readonly kind: Publisher;
  /** Messages, to one topic after another. */
  readonly count: number;
  readonly topics: number;
  /** Bytes of payload. */
  readonly size: number;
  readonly qos: QoS;
  /** Of QoS 1 and 2 in flight at once. */
  readonly receiveMaximum: number;
}

/** As the server counted. */
export interface Published {
  /** From the first message to the last one, answered. */
  readonly ms: number;
  readonly count: number;
  readonly frames: number;
  readonly mostInFlight: number;
}

/** What the app has recorded of it. */
export interface Recorded {
  readonly packets: number;
  /** All of them, and those without their last packet. */
  readonly exchanges: number;
  readonly inFlight: number;
  readonly problems: number;
  /** Messages by what the page was told of each. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export const topicOf = (index: number): string =>
  `plant/line-${index % 10}/device-${index}/command`;
