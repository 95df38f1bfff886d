/** A message that somebody named and kept, to send it again. */
import type { QoS } from '../mqtt/packet.ts';
import type { Property } from '../mqtt/properties.ts';

export interface KeptMessage {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In the order in which they are sent. */
  readonly properties: readonly Property[];
}
