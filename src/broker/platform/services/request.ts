/** A device's message in the services, and its outcome. */

import type { AlinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { AlinkMessage } from '../../../alibaba/alink/envelope.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import type { JsonTree } from '../../../payload/json/jsonTree.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceEvent } from '../devices/logCommands.ts';

export interface DeviceMessage {
  readonly cloud: Cloud;
  readonly device: DeviceName;
  readonly topic: string;
  readonly meaning: AlinkTopic;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1;
}

export interface AlinkRequest extends DeviceMessage {
  readonly tree: JsonTree;
  readonly message: AlinkMessage;
}

/** Note about a message. */
export interface Outcome {
  readonly kind: DeviceEvent['kind'];
  readonly why?: string;
  /** Comma-separated subjects of the note. */
  readonly about?: string;
  /** Code of the answer. */
  readonly code?: number;
  /** First values that do not fit the thing model. */
  readonly misfits?: readonly Misfit[];
}

/** Outcome of a request in Alink's envelope; without a code there is no answer. */
export interface AlinkOutcome extends Omit<Outcome, 'code'> {
  readonly code?: AlinkCode;
  /** JSON text; default `{}`. */
  readonly data?: string;
  readonly message?: string;
}
