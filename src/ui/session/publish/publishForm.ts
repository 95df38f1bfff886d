/** The fields of the publish pane, and their errors. */

import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { Format } from './typedPayload.ts';

export interface UserProperty {
  /** Tells equal pairs apart while they are edited. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
  /** Added by the user and still empty: not sent unless a filled-in property follows. */
  readonly isBlank?: boolean;
}

/** A payload that is not text in a box: from a file, or too long for a box. */
export interface LargePayload {
  /** Name of the file. Empty: pasted or loaded. */
  readonly name: string;
  /** A file is read when it is sent. */
  readonly content: Uint8Array | Blob;
}

export interface PublishForm {
  readonly topic: string;
  readonly payload: string;
  /** Sent instead of `payload`. */
  readonly large: LargePayload | undefined;
  readonly format: Format;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly contentType: string;
  readonly responseTopic: string;
  readonly correlationData: string;
  readonly expiry: string;
  /** Topic alias, which may replace the topic from then on. */
  readonly topicAlias: string;
  readonly isText: boolean;
  readonly userProperties: readonly UserProperty[];
  /** The payload was loaded as hex because text could not hold it. */
  readonly loadedAsHex: boolean;
  /** Fills in `{{…}}`, only if the user chose so. */
  readonly templates: boolean;
}

export interface FormErrors {
  readonly topic?: string;
  readonly payload?: string;
  readonly responseTopic?: string;
  readonly correlationData?: string;
  readonly expiry?: string;
  readonly topicAlias?: string;
  readonly isText?: string;
  readonly contentType?: string;
}
