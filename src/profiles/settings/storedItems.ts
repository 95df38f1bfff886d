/** Items that the user saves: messages for sending again, and display filters. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { Arranged } from './arrangement.ts';

export interface StoredMessage extends Arranged {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In sending order. */
  readonly properties: readonly Property[];
  /** Topic and payload are filled in when sent; the payload is typed in the format with this id. */
  readonly template?: { readonly format: string };
}

/** A named, saved display filter. */
export interface StoredFilter {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}
