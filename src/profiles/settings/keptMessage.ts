/** A message that somebody named and kept, to send it again. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { Arranged } from './arrangement.ts';

export interface KeptMessage extends Arranged {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In the order in which they are sent. */
  readonly properties: readonly Property[];
  /** Topic and payload are filled in when it is sent; the payload is typed in the format of this id. */
  readonly template?: { readonly format: string };
}
