/** Items that the user saves: messages for sending again, display filters and template files. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { Arranged } from './arrangement.ts';

/** A CSV table whose rows fill in published messages. */
export interface StoredTemplateFile {
  readonly id: string;
  /** Name used in templates. */
  readonly name: string;
  readonly text: string;
}

/** Limits: bytes of each, and number. */
export const MOST_FILES = { bytes: 4 * 1024 * 1024, files: 20 };

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
